package io.keygear.webhook.admin;

import io.keygear.kit.time.KeycloakClock;
import io.keygear.webhook.delivery.WebhookDispatch;
import io.keygear.webhook.endpoint.EventNames;
import io.keygear.webhook.endpoint.WebhookEndpoint;
import io.keygear.webhook.endpoint.WebhookEndpointFactory;
import io.keygear.webhook.event.EventCatalogue;
import io.keygear.webhook.outbox.EventHead;
import java.util.UUID;
import org.keycloak.component.ComponentModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;

/** Sends an event that did not happen, by the way that all others take. */
final class TestSend {

    private final KeycloakSession session;
    private final RealmModel realm;

    TestSend(KeycloakSession session, RealmModel realm) {
        this.session = session;
        this.realm = realm;
    }

    AttemptView send(ComponentModel component) {
        RealmModel before = session.getContext().getRealm();
        session.getContext().setRealm(realm);
        try {
            WebhookEndpoint webhook = new WebhookEndpointFactory().create(session, component);
            EventHead event = new EventHead(
                    UUID.randomUUID().toString(),
                    realm.getId(),
                    EventNames.TEST,
                    null,
                    null,
                    KeycloakClock.INSTANCE.millis());
            return AttemptView.of(session.getProvider(WebhookDispatch.class)
                    .test(webhook.endpoint(), webhook.seal(), event, EventCatalogue.bare(event, realm.getName())));
        } finally {
            session.getContext().setRealm(before);
        }
    }
}
