package io.keygear.verification.reset;

import io.keygear.verification.channel.EmailChannel;
import io.keygear.verification.identify.Destination;
import io.keygear.verification.identify.ProvenValue;
import io.keygear.verification.status.VerifyKeys;
import java.util.stream.Stream;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;
import org.keycloak.models.UserSessionModel;
import org.keycloak.services.managers.AuthenticationManager;
import org.keycloak.sessions.AuthenticationSessionModel;

/**
 * The address whose code began a reset. It counts as verified when the new password is set, and not before: until then
 * the account may be one that somebody else made with this address, and keeps a hold on.
 */
final class RecoveredAddress {

    private static final String NOTE = "keygear.reset.address";

    private RecoveredAddress() {}

    /** Writes down what was proven; a number was verified before. */
    static void note(AuthenticationSessionModel login, Destination proven) {
        if (proven.channelId().equals(EmailChannel.ID)) {
            login.setAuthNote(NOTE, proven.value());
        }
    }

    /**
     * Verifies the address of {@code user}, whose password was set just now. Where nobody had proven it, whoever was
     * signed in before was signed in with a password that somebody else may have chosen.
     */
    static void settle(KeycloakSession session, AuthenticationSessionModel login, UserModel user) {
        String address = login.getAuthNote(NOTE);
        if (address == null || !address.equalsIgnoreCase(user.getEmail())) {
            return;
        }
        login.removeAuthNote(NOTE);
        boolean unproven = !VerifyKeys.of(session, login.getRealm()).hasVerifiedAddress(user);
        boolean verified =
                new ProvenValue(session, login.getRealm(), new Destination(EmailChannel.ID, address)).touch(user);
        if (unproven && verified) {
            endSessions(
                    session, login.getRealm(), user, login.getParentSession().getId());
        }
    }

    private static void endSessions(KeycloakSession session, RealmModel realm, UserModel user, String own) {
        Stream.concat(
                        session.sessions().getUserSessionsStream(realm, user),
                        session.sessions().getOfflineUserSessionsStream(realm, user))
                .filter(standing -> !standing.getId().equals(own))
                .toList()
                .forEach(standing -> end(session, realm, standing));
    }

    private static void end(KeycloakSession session, RealmModel realm, UserSessionModel standing) {
        AuthenticationManager.backchannelLogout(
                session,
                realm,
                standing,
                session.getContext().getUri(),
                session.getContext().getConnection(),
                session.getContext().getHttpRequest().getHttpHeaders(),
                true);
    }
}
