package io.keygear.webhook.outbox;

import jakarta.persistence.EntityManager;
import org.keycloak.connections.jpa.JpaConnectionProvider;
import org.keycloak.models.KeycloakSession;

/** Keeps events until they are spread to endpoints, within the transaction of what happened. */
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
        // An entity that is not "ephemeral" for Keycloak, so PostgreSQL waits for the disk before the client is told.
        entities(session).persist(row);
    }

    /** Removes all that is kept of a realm, within the transaction that removes the realm. */
    public static void forgetRealm(KeycloakSession session, String realmId) {
        EntityManager entities = entities(session);
        new Membership(entities).holdAll();
        for (String statement : new String[] {
            "delete from AttemptRow a where a.deliveryId in (select d.id from DeliveryRow d where d.realmId = :realm)",
            "delete from LaneRow l where l.endpointId in (select d.endpointId from DeliveryRow d where d.realmId = :realm)",
            "delete from DeliveryRow d where d.realmId = :realm",
            "delete from EventRow e where e.realmId = :realm"
        }) {
            entities.createQuery(statement).setParameter("realm", realmId).executeUpdate();
        }
    }

    /** Removes what is kept for an endpoint, within the transaction that removes it. */
    public static void forgetEndpoint(KeycloakSession session, String endpointId) {
        EntityManager entities = entities(session);
        new Membership(entities).holdAll();
        for (String statement : new String[] {
            "delete from AttemptRow a where a.deliveryId in"
                    + " (select d.id from DeliveryRow d where d.endpointId = :endpoint)",
            "delete from DeliveryRow d where d.endpointId = :endpoint",
            "delete from LaneRow l where l.endpointId = :endpoint"
        }) {
            entities.createQuery(statement).setParameter("endpoint", endpointId).executeUpdate();
        }
    }

    private static EntityManager entities(KeycloakSession session) {
        return session.getProvider(JpaConnectionProvider.class).getEntityManager();
    }
}
