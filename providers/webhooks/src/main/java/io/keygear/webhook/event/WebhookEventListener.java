package io.keygear.webhook.event;

import io.keygear.webhook.endpoint.EventNames;
import io.keygear.webhook.endpoint.RealmEndpoints;
import org.jspecify.annotations.Nullable;
import org.keycloak.events.Event;
import org.keycloak.events.EventListenerProvider;
import org.keycloak.events.admin.AdminEvent;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;

/** Takes note of what some endpoint of the realm wants to know; what it looks like is read at the end of the request. */
final class WebhookEventListener implements EventListenerProvider {

    private final KeycloakSession session;
    private final RealmEndpoints endpoints;

    WebhookEventListener(KeycloakSession session, RealmEndpoints endpoints) {
        this.session = session;
        this.endpoints = endpoints;
    }

    @Override
    public void onEvent(Event event) {
        if (isWanted(event.getRealmId(), EventNames.of(event.getType()), event.getClientId())) {
            // Keycloak goes on to use the same object.
            Capture.of(session).add(new UserOccurrence(event.clone()));
        }
    }

    @Override
    public void onEvent(AdminEvent event, boolean includeRepresentation) {
        String type = EventNames.of(event.getResourceTypeAsString(), event.getOperationType());
        if (isWanted(event.getRealmId(), type, null)) {
            Capture.of(session).add(new AdminOccurrence(new AdminEvent(event)));
        }
    }

    private boolean isWanted(@Nullable String realmId, String type, @Nullable String client) {
        RealmModel realm = realmId == null ? null : session.realms().getRealm(realmId);
        return realm != null && endpoints.want(realm, type, client);
    }

    @Override
    public void close() {}
}
