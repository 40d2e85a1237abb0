package io.keygear.webhook.outbox;

import jakarta.persistence.EntityManager;
import org.keycloak.connections.jpa.JpaConnectionProvider;
import org.keycloak.models.KeycloakSession;

/**
 * Keeps events until they are spread to endpoints, within the transaction of what happened. What is kept of a realm or an
 * endpoint that is removed goes later ({@link Retention}): to remove it at once would make the removal and the nodes that
 * deliver wait for each other.
 */
public final class Outbox {

    private Outbox() {}

    /** Adds an event to what the session's transaction will commit. */
    public static void add(KeycloakSession session, NewEvent event) {
        EventRow row = new EventRow();
        EventHead head = event.head();
        row.id = head.id();
        row.realmId = head.realmId();
        row.type = head.type();
        row.client = head.client();
        row.orderKey = head.orderKey();
        row.partition = Partitions.of(head.orderKey() == null ? head.id() : head.orderKey());
        row.state = EventRow.NEW;
        row.createdAt = head.at();
        row.traceparent = event.traceparent();
        row.payload = event.payload();
        entities(session).persist(row);
    }

    private static EntityManager entities(KeycloakSession session) {
        return session.getProvider(JpaConnectionProvider.class).getEntityManager();
    }
}
