package io.keygear.webhook.outbox;

import io.keygear.webhook.endpoint.Endpoint;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import jakarta.persistence.Query;
import org.jspecify.annotations.Nullable;
import org.keycloak.connections.jpa.JpaConnectionProvider;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.jpa.entities.ComponentEntity;

/**
 * Events that are kept because another endpoint wanted them, and that an endpoint would get if they happened now: those
 * from before it was made, or before it subscribed to them.
 */
public final class MissedEvents {

    private final EntityManager entities;
    private final Endpoint endpoint;

    private MissedEvents(EntityManager entities, Endpoint endpoint) {
        this.entities = entities;
        this.endpoint = endpoint;
    }

    /** The events that an endpoint has missed. */
    public static MissedEvents of(KeycloakSession session, Endpoint endpoint) {
        return new MissedEvents(session.getProvider(JpaConnectionProvider.class).getEntityManager(), endpoint);
    }

    /** How many there are; an endpoint that is switched off has missed none. */
    public int count(Selection selection) {
        if (!endpoint.target().enabled()) {
            return 0;
        }
        Long count = (Long) bind(selection, "select count(e) from EventRow e where " + missed(selection), Long.class)
                .getSingleResult();
        return (int) Math.min(count, Integer.MAX_VALUE);
    }

    /**
     * Sends them to this endpoint, the oldest first, after all that it already has; gives how many. A delivery is
     * numbered by the node that looks after its partition; so copies of them go the way of new events. Of two requests
     * for the same endpoint the second waits for the first, and finds nothing left to copy.
     */
    public int send(Selection selection) {
        if (!endpoint.target().enabled()) {
            return 0;
        }
        entities.createQuery("select c from ComponentEntity c where c.id = :id", ComponentEntity.class)
                .setParameter("id", endpoint.id())
                .setLockMode(LockModeType.PESSIMISTIC_WRITE)
                .getResultList();
        return bind(
                        selection,
                        "insert into EventRow (id, realmId, type, client, orderKey, partition, state, createdAt,"
                                + " endpointId, traceparent, payload) select e.id, e.realmId, e.type, e.client,"
                                + " e.orderKey, e.partition, " + EventRow.NEW + ", e.createdAt, :endpoint,"
                                + " e.traceparent, e.payload from EventRow e where " + missed(selection)
                                + " order by e.position",
                        null)
                .executeUpdate();
    }

    private String missed(Selection selection) {
        return selection.condition() + " and "
                + Selection.anyOf(endpoint.subscription().types(), "wanted")
                + (endpoint.subscription().clients().isEmpty() ? "" : " and (e.client is null or e.client in :clients)")
                + " and e.state = " + EventRow.SPREAD + " and e.endpointId is null"
                + " and not exists (select 1 from DeliveryRow d"
                + " where d.eventPosition = e.position and d.endpointId = :endpoint)"
                + " and not exists (select 1 from EventRow c where c.id = e.id and c.endpointId = :endpoint)";
    }

    private Query bind(Selection selection, String statement, @Nullable Class<?> result) {
        Query query = result == null ? entities.createQuery(statement) : entities.createQuery(statement, result);
        Selection.bindAny(query, endpoint.subscription().types(), "wanted");
        if (!endpoint.subscription().clients().isEmpty()) {
            query.setParameter("clients", endpoint.subscription().clients());
        }
        return selection.bind(query).setParameter("realm", endpoint.realmId()).setParameter("endpoint", endpoint.id());
    }
}
