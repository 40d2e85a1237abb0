package io.keygear.verification.phone;

import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.keycloak.events.Details;
import org.keycloak.events.Event;
import org.keycloak.events.EventListenerProvider;
import org.keycloak.events.EventType;
import org.keycloak.events.admin.AdminEvent;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;
import org.keycloak.models.utils.KeycloakModelUtils;

/**
 * A phone that its owner or an administrator takes away is verified no longer, and its number is free for the next who
 * proves to hold it (NIST SP 800-63B-4, section 4.5; OWASP ASVS 6.5.6). Keycloak removes the credential only.
 */
final class RemovedPhones implements EventListenerProvider {

    private final KeycloakSession session;

    RemovedPhones(KeycloakSession session) {
        this.session = session;
    }

    @Override
    public void onEvent(Event event) {
        if (event.getType() == EventType.REMOVE_CREDENTIAL && event.getUserId() != null) {
            removed(event.getRealmId(), event.getUserId(), event.getDetails());
        }
    }

    @Override
    public void onEvent(AdminEvent event, boolean withRepresentation) {
        String[] path = event.getResourcePath() == null
                ? new String[0]
                : event.getResourcePath().split("/", -1);
        boolean credential = path.length == 4 && path[0].equals("users") && path[2].equals("credentials");
        if (credential && event.getError() == null) {
            removed(event.getRealmId(), path[1], event.getDetails());
        }
    }

    private void removed(String realmId, String userId, @Nullable Map<String, String> details) {
        if (details == null || !PhoneCredentialModel.TYPE.equals(details.get(Details.CREDENTIAL_TYPE))) {
            return;
        }
        RealmModel realm = session.realms().getRealm(realmId);
        UserModel user = session.users().getUserById(realm, userId);
        String id = details.getOrDefault(Details.CREDENTIAL_ID, details.get(Details.SELECTED_CREDENTIAL_ID));
        if (user != null && id != null) {
            before(realmId, userId, id).ifPresent(number -> new VerifiedPhones(session, realm).removed(user, number));
        }
    }

    /** The event does not say which number it was; another transaction still sees the credential. */
    private Optional<PhoneNumber> before(String realmId, String userId, String credentialId) {
        return KeycloakModelUtils.runJobInTransactionWithResult(session.getKeycloakSessionFactory(), past -> {
            RealmModel realm = past.realms().getRealm(realmId);
            past.getContext().setRealm(realm);
            UserModel user = past.users().getUserById(realm, userId);
            return Optional.ofNullable(user)
                    .map(known -> known.credentialManager().getStoredCredentialById(credentialId))
                    .map(PhoneCredentialModel::from)
                    .map(PhoneCredentialModel::number);
        });
    }

    @Override
    public void close() {}
}
