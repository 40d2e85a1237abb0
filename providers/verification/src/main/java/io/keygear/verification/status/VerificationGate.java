package io.keygear.verification.status;

import org.keycloak.authentication.AuthenticationProcessor;
import org.keycloak.authentication.RequiredActionContext;
import org.keycloak.sessions.AuthenticationSessionModel;

/**
 * The gate in a browser: a login asks an unverified user for a code, where realm or client want that. Grants without a
 * page are not asked, they would only say that the account is not set up; {@link VerifiedUsersOnly} refuses them.
 */
public final class VerificationGate {

    private VerificationGate() {}

    /**
     * Makes a required action part of this login, if it is one with pages and the action would verify what is missing.
     *
     * @param key the kind of value that the action verifies
     * @param action the action's id
     */
    public static void ask(RequiredActionContext context, String key, String action) {
        AuthenticationSessionModel login = context.getAuthenticationSession();
        if (!hasPages(login)) {
            return;
        }
        VerifyKeys.of(context.getSession(), context.getRealm())
                .missing(context.getUser(), login.getClient())
                .filter(missing -> missing.id().equals(key))
                .ifPresent(missing -> login.addRequiredAction(action));
    }

    /** A broker may begin a login by itself: then there is no flow yet, but a place to come back to. */
    private static boolean hasPages(AuthenticationSessionModel login) {
        return login.getAuthNote(AuthenticationProcessor.CURRENT_FLOW_PATH) != null || login.getRedirectUri() != null;
    }
}
