package io.keygear.webhook.admin;

import io.keygear.kit.rest.Problem;
import io.keygear.kit.time.KeycloakClock;
import io.keygear.webhook.delivery.WebhookDispatch;
import io.keygear.webhook.endpoint.EventNames;
import io.keygear.webhook.endpoint.WebhookEndpoint;
import io.keygear.webhook.endpoint.WebhookEndpointFactory;
import io.keygear.webhook.event.EventCatalogue;
import io.keygear.webhook.outbox.EventHead;
import java.time.Duration;
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
            return session.getProvider(WebhookDispatch.class)
                    .test(webhook.endpoint(), webhook.seal(), event, EventCatalogue.bare(event, realm.getName()))
                    .map(AttemptView::of)
                    .orElseThrow(() -> Problem.of(
                                    "too_many_tests", 503, "Other tests are under way; try again in a few seconds.")
                            .after(Duration.ofSeconds(5))
                            .exception());
        } finally {
            session.getContext().setRealm(before);
        }
    }
}
