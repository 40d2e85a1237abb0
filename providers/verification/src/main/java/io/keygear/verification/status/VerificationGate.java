package io.keygear.verification.status;

import java.util.Map;
import java.util.Optional;
import org.keycloak.authentication.RequiredActionContext;
import org.keycloak.events.Details;

/**
 * The gate in a browser: a login asks an unverified user for a code, where realm or client want that. Grants without a
 * page are not asked, they would only say that the account is not set up; {@link VerifiedUsersOnly} refuses them.
 */
public final class VerificationGate {

    /** How Keycloak's password grant names itself in events. */
    private static final String PASSWORD_GRANT = "oauth_credentials";

    private VerificationGate() {}

    /**
     * Makes a required action part of this login if it would verify what is missing.
     *
     * @param key the kind of value that the action verifies
     * @param action the action's id
     */
    public static void ask(RequiredActionContext context, String key, String action) {
        Map<String, String> details = context.getEvent().getEvent().getDetails();
        String method = Optional.ofNullable(details)
                .map(all -> all.get(Details.AUTH_METHOD))
                .orElse("");
        if (method.equals(PASSWORD_GRANT)) {
            return;
        }
        VerifyKeys.of(context.getSession(), context.getRealm())
                .missing(context.getUser(), context.getAuthenticationSession().getClient())
                .filter(missing -> missing.id().equals(key))
                .ifPresent(missing -> context.getAuthenticationSession().addRequiredAction(action));
    }
}
