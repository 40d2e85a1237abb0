package io.keygear.verification.login;

import org.keycloak.models.KeycloakSession;
import org.keycloak.models.UserSessionModel;
import org.keycloak.sessions.AuthenticationSessionModel;

/**
 * Remembers through which channel a person logged in without a password: what proved the first factor cannot prove
 * the second one as well (NIST SP 800-63B-4, section 2.2: two distinct factors).
 */
public final class FirstFactor {

    private static final String NOTE = "keygear.first-factor";

    private FirstFactor() {}

    /** The channel was the first factor of this login, and of the session that comes of it. */
    public static void record(AuthenticationSessionModel login, String channelId) {
        login.setAuthNote(NOTE, channelId);
        login.setUserSessionNote(NOTE, channelId);
    }

    /** Whether the channel was the first factor of the login in hand, or of the session it continues. */
    static boolean is(KeycloakSession session, String channelId) {
        AuthenticationSessionModel login = session.getContext().getAuthenticationSession();
        return login != null && (channelId.equals(login.getAuthNote(NOTE)) || began(session, login, channelId));
    }

    private static boolean began(KeycloakSession session, AuthenticationSessionModel login, String channelId) {
        UserSessionModel standing = session.sessions()
                .getUserSession(login.getRealm(), login.getParentSession().getId());
        return standing != null && channelId.equals(standing.getNote(NOTE));
    }
}
