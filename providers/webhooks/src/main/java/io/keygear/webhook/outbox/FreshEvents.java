package io.keygear.webhook.outbox;

import io.keygear.webhook.endpoint.Endpoint;
import jakarta.persistence.EntityManager;
import jakarta.persistence.TypedQuery;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads the events that were not given to endpoints yet, the oldest first. */
final class FreshEvents {

    /** How many are read at once. */
    static final int MOST = 500;

    private static final String FRESH =
            "select e.id, e.realmId, e.type, e.client, e.orderKey, e.createdAt, e.position, e.partition,"
                    + " e.endpointId, e.payload, e.traceparent from EventRow e where e.state = " + EventRow.NEW;
    private static final String WAITING =
            "select e.position, e.orderKey from EventRow e where e.state = " + EventRow.NEW;
    private static final String OLDEST_FIRST = " order by e.position";

    private final EntityManager entities;

    FreshEvents(EntityManager entities) {
        this.entities = entities;
    }

    /**
     * One of them.
     *
     * @param only the endpoint for which it is replayed; {@code null} for all that want it
     */
    record Fresh(
            EventHead head,
            long position,
            int partition,
            @Nullable String only,
            String payload,
            @Nullable String traceparent) {

        boolean isFor(Endpoint endpoint) {
            return only == null
                    ? endpoint.subscription().wants(head.type(), head.client())
                    : only.equals(endpoint.id());
        }
    }

    /** Those of some partitions, without some and all that have their order keys. */
    List<Fresh> within(Collection<Integer> partitions, Set<WaitingEvent> except) {
        List<String> keys = except.stream()
                .map(WaitingEvent::orderKey)
                .filter(Objects::nonNull)
                .distinct()
                .toList();
        List<Long> alone = except.stream()
                .filter(event -> event.orderKey() == null)
                .map(WaitingEvent::position)
                .toList();
        TypedQuery<Object[]> query = query(FRESH
                + Partitions.within("e.partition", partitions)
                + (keys.isEmpty() ? "" : " and (e.orderKey is null or e.orderKey not in :keys)")
                + (alone.isEmpty() ? "" : " and e.position not in :alone"));
        if (!keys.isEmpty()) {
            query.setParameter("keys", keys);
        }
        if (!alone.isEmpty()) {
            query.setParameter("alone", alone);
        }
        return read(query);
    }

    /** This one, if it is still there. */
    List<Fresh> at(long position) {
        return read(query(FRESH + " and e.position = " + position));
    }

    /** Where they stand, without their payloads. */
    List<WaitingEvent> waiting(Collection<Integer> partitions) {
        return query(WAITING + Partitions.within("e.partition", partitions)).getResultList().stream()
                .map(row -> new WaitingEvent((Long) row[0], (@Nullable String) row[1]))
                .toList();
    }

    private TypedQuery<Object[]> query(String text) {
        return entities.createQuery(text + OLDEST_FIRST, Object[].class).setMaxResults(MOST);
    }

    private static List<Fresh> read(TypedQuery<Object[]> query) {
        return query.getResultList().stream()
                .map(row -> new Fresh(
                        head(row),
                        (Long) row[6],
                        (Integer) row[7],
                        (@Nullable String) row[8],
                        (String) row[9],
                        (@Nullable String) row[10]))
                .toList();
    }

    /** The first six columns. */
    static EventHead head(Object[] row) {
        return new EventHead(
                (String) row[0],
                (String) row[1],
                (String) row[2],
                (@Nullable String) row[3],
                (@Nullable String) row[4],
                (Long) row[5]);
    }
}
