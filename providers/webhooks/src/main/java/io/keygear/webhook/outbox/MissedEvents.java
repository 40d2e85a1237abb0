package io.keygear.webhook.outbox;

import io.keygear.webhook.endpoint.Endpoint;
import jakarta.persistence.EntityManager;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.keycloak.connections.jpa.JpaConnectionProvider;
import org.keycloak.models.KeycloakSession;

/**
 * Events that are kept because another endpoint wanted them, and that an endpoint would get if they happened now: those
 * from before it was made, or before it subscribed to them.
 */
public final class MissedEvents {

    private static final int BATCH = 500;

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

    /**
     * Sends them to this endpoint, the oldest first, after all that it already has; gives how many. An endpoint that is
     * switched off gets none.
     */
    public int send(Selection selection, boolean dry) {
        List<Long> missed = endpoint.target().enabled() ? find(selection) : List.of();
        for (int from = 0; from < missed.size() && !dry; from += BATCH) {
            copy(missed.subList(from, Math.min(from + BATCH, missed.size())));
        }
        return missed.size();
    }

    private List<Long> find(Selection selection) {
        return selection
                .bind(entities.createQuery(
                                "select e.position, e.type, e.client from EventRow e where " + selection.condition()
                                        + " and e.state = " + EventRow.SPREAD + " and e.endpointId is null"
                                        + " and not exists (select 1 from DeliveryRow d"
                                        + " where d.eventPosition = e.position and d.endpointId = :endpoint)"
                                        + " and not exists (select 1 from EventRow c"
                                        + " where c.id = e.id and c.endpointId = :endpoint) order by e.position",
                                Object[].class)
                        .setParameter("realm", endpoint.realmId())
                        .setParameter("endpoint", endpoint.id()))
                .getResultList()
                .stream()
                .filter(row -> endpoint.subscription().wants((String) row[1], (@Nullable String) row[2]))
                .map(row -> (Long) row[0])
                .toList();
    }

    /** A delivery is numbered by the node that looks after its partition; so these go the way of new events. */
    private void copy(List<Long> positions) {
        entities.createQuery("insert into EventRow (id, realmId, type, client, orderKey, partition, state, createdAt,"
                        + " endpointId, traceparent, payload) select e.id, e.realmId, e.type, e.client, e.orderKey,"
                        + " e.partition, " + EventRow.NEW + ", e.createdAt, :endpoint, e.traceparent, e.payload"
                        + " from EventRow e where e.position in :positions order by e.position")
                .setParameter("endpoint", endpoint.id())
                .setParameter("positions", positions)
                .executeUpdate();
    }
}
