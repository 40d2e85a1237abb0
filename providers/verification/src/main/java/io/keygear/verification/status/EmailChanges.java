package io.keygear.verification.status;

import org.keycloak.events.Event;
import org.keycloak.events.EventListenerProvider;
import org.keycloak.events.EventType;
import org.keycloak.events.admin.AdminEvent;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;

/**
 * Follows Keycloak's own ways to change and verify an address: what was claimed before is over, and the flag that
 * Keycloak sets right after these events counts for the new address.
 */
final class EmailChanges implements EventListenerProvider {

    private final KeycloakSession session;

    EmailChanges(KeycloakSession session) {
        this.session = session;
    }

    @Override
    public void onEvent(Event event) {
        if (event.getType() == EventType.UPDATE_EMAIL || event.getType() == EventType.VERIFY_EMAIL) {
            RealmModel realm = session.realms().getRealm(event.getRealmId());
            UserModel user = event.getUserId() == null ? null : session.users().getUserById(realm, event.getUserId());
            if (user != null) {
                VerifyKeys.of(session, realm).all().stream()
                        .filter(EmailKey.class::isInstance)
                        .forEach(key -> ((EmailKey) key).forgetOthers(user));
            }
        }
    }

    @Override
    public void onEvent(AdminEvent event, boolean withRepresentation) {}

    @Override
    public void close() {}
}
