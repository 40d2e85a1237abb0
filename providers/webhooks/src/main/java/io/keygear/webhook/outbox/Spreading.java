package io.keygear.webhook.outbox;

import io.keygear.webhook.endpoint.Endpoint;
import jakarta.persistence.EntityManager;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Gives new events to the endpoints that want them: one delivery for each, numbered and in order. */
public final class Spreading {

    /** How many events one transaction takes. */
    static final int MOST = 500;

    private final EntityManager entities;
    private final DeliveryNumbers numbers;
    private final long now;
    private final Map<LaneRow.Key, LaneRow> lanes = new HashMap<>();

    Spreading(EntityManager entities, DeliveryNumbers numbers, long now) {
        this.entities = entities;
        this.numbers = numbers;
        this.now = now;
    }

    /**
     * What one transaction did.
     *
     * @param events how many events it took
     * @param endpoints the ids of the endpoints that have something to do
     */
    public record Spread(int events, Set<String> endpoints) {

        /** Whether there may be more to do at once. */
        public boolean isFull() {
            return events == MOST;
        }
    }

    private record Fresh(
            long position, int partition, @Nullable String only, EventHead head) {

        boolean isFor(Endpoint endpoint) {
            return only == null
                    ? endpoint.subscription().wants(head.type(), head.client())
                    : only.equals(endpoint.id());
        }
    }

    private record Planned(Fresh event, Endpoint endpoint) {}

    /**
     * Takes the oldest new events.
     *
     * @param partitions those that this node looks after
     * @param endpointsOf the endpoints of a realm that are switched on
     */
    Spread spread(Collection<Integer> partitions, Function<String, List<Endpoint>> endpointsOf) {
        List<Fresh> events = fresh(partitions);
        if (events.isEmpty()) {
            return new Spread(0, Set.of());
        }
        List<Planned> planned = new ArrayList<>();
        for (Fresh event : events) {
            endpointsOf.apply(event.head().realmId()).stream()
                    .filter(event::isFor)
                    .forEach(endpoint -> planned.add(new Planned(event, endpoint)));
        }
        Outbox.batch(entities);
        findLanes(planned);
        Set<String> endpoints = new HashSet<>();
        for (Planned one : planned) {
            entities.persist(delivery(one));
            endpoints.add(one.endpoint().id());
        }
        entities.flush();
        entities.createQuery("update EventRow e set e.state = " + EventRow.SPREAD + " where e.position in :positions")
                .setParameter("positions", events.stream().map(Fresh::position).toList())
                .executeUpdate();
        return new Spread(events.size(), endpoints);
    }

    private List<Fresh> fresh(Collection<Integer> partitions) {
        return entities
                .createQuery(
                        "select e.position, e.partition, e.endpointId, e.id, e.realmId, e.type, e.client, e.orderKey, e.createdAt"
                                + " from EventRow e where e.state = " + EventRow.NEW
                                + " and e.partition in :partitions order by e.position",
                        Object[].class)
                .setParameter("partitions", partitions)
                .setMaxResults(MOST)
                .getResultList()
                .stream()
                .map(row -> new Fresh((Long) row[0], (Integer) row[1], (@Nullable String) row[2], head(row, 3)))
                .toList();
    }

    /** Six columns, from this one on. */
    static EventHead head(Object[] row, int from) {
        return new EventHead(
                (String) row[from],
                (String) row[from + 1],
                (String) row[from + 2],
                (@Nullable String) row[from + 3],
                (@Nullable String) row[from + 4],
                (Long) row[from + 5]);
    }

    private void findLanes(List<Planned> planned) {
        Map<String, Set<String>> keys = new HashMap<>();
        for (Planned one : planned) {
            String key = laneOf(one);
            if (key != null) {
                keys.computeIfAbsent(one.endpoint().id(), id -> new HashSet<>()).add(key);
            }
        }
        keys.forEach((endpoint, wanted) -> entities.createQuery(
                        "select l from LaneRow l where l.endpointId = :endpoint and l.orderKey in :keys", LaneRow.class)
                .setParameter("endpoint", endpoint)
                .setParameter("keys", wanted)
                .getResultList()
                .forEach(lane -> lanes.put(new LaneRow.Key(lane.endpointId, lane.orderKey), lane)));
    }

    private DeliveryRow delivery(Planned one) {
        DeliveryRow row = new DeliveryRow();
        row.id = numbers.next(one.event().partition());
        row.eventPosition = one.event().position();
        row.realmId = one.event().head().realmId();
        row.endpointId = one.endpoint().id();
        row.partition = one.event().partition();
        row.createdAt = now;
        row.orderKey = laneOf(one);
        if (row.orderKey != null) {
            LaneRow lane = lanes.computeIfAbsent(new LaneRow.Key(row.endpointId, row.orderKey), this::newLane);
            row.seq = ++lane.seq;
            row.dueAt = lane.blockedUntil;
        }
        return row;
    }

    private LaneRow newLane(LaneRow.Key key) {
        LaneRow lane = new LaneRow();
        lane.endpointId = key.endpointId();
        lane.orderKey = key.orderKey();
        entities.persist(lane);
        return lane;
    }

    private static @Nullable String laneOf(Planned one) {
        String key = one.event().head().orderKey();
        return key != null && one.endpoint().style().ordered() ? LaneRow.name(key) : null;
    }
}
