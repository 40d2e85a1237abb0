package io.keygear.verification.reset;

import io.keygear.verification.channel.Notice;
import org.keycloak.events.Details;
import org.keycloak.events.Event;
import org.keycloak.events.EventListenerProvider;
import org.keycloak.events.EventType;
import org.keycloak.events.admin.AdminEvent;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;
import org.keycloak.models.credential.PasswordCredentialModel;
import org.keycloak.sessions.AuthenticationSessionModel;

/**
 * Ends a reset when the new password is set: the address that began it is verified, and the account's owner is told by
 * e-mail (OWASP Forgot Password).
 */
final class ResetNotice implements EventListenerProvider {

    private static final String EXPECTED = "keygear.reset.notice";

    private final KeycloakSession session;

    ResetNotice(KeycloakSession session) {
        this.session = session;
    }

    /** The next password that is set in this login is one that was forgotten before. */
    static void expect(AuthenticationSessionModel login) {
        login.setAuthNote(EXPECTED, "true");
    }

    @Override
    public void onEvent(Event event) {
        AuthenticationSessionModel login = session.getContext().getAuthenticationSession();
        if (!isNewPassword(event) || login == null || login.getAuthNote(EXPECTED) == null) {
            return;
        }
        login.removeAuthNote(EXPECTED);
        RealmModel realm = login.getRealm();
        UserModel user = session.users().getUserById(realm, event.getUserId());
        if (user == null) {
            return;
        }
        RecoveredAddress.settle(session, login, user);
        if (user.getEmail() != null) {
            Notice.PASSWORD_RESET.send(session, realm, user, user.getEmail());
        }
    }

    private static boolean isNewPassword(Event event) {
        return event.getType() == EventType.UPDATE_CREDENTIAL
                && event.getDetails() != null
                && PasswordCredentialModel.TYPE.equals(event.getDetails().get(Details.CREDENTIAL_TYPE));
    }

    @Override
    public void onEvent(AdminEvent event, boolean includeRepresentation) {}

    @Override
    public void close() {}
}
