package io.keygear.webhook.outbox;

import io.keygear.kit.jpa.OwnTransaction;
import jakarta.persistence.EntityManager;
import jakarta.persistence.TypedQuery;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.BiFunction;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Removes what is done and old, in small transactions. What waits is never removed while its endpoint exists. */
public final class Retention {

    private static final Logger LOG = Logger.getLogger(Retention.class);
    private static final int BATCH = 1000;

    /** By so much the clock of a node that numbers deliveries may be ahead of the one that removes them. */
    private static final Duration SKEW = Duration.ofHours(1);

    private static final int DEAD_LONGER = 4;

    private static final String OF_NO_REALM = " and r.realmId not in (select m.id from RealmEntity m)"
            + " and not exists (select 1 from DeliveryRow d where d.eventPosition = r.position)";
    private static final String OF_NO_USER = " and length(l.orderKey) = " + LaneRow.USER_ID
            + " and not exists (select 1 from UserEntity u where u.id = l.orderKey)"
            + " and not exists (select 1 from DeliveryRow d"
            + " where d.endpointId = l.endpointId and d.orderKey = l.orderKey)";

    private final OwnTransaction transactions;
    private final Clock clock;
    private final Duration kept;

    public Retention(OwnTransaction transactions, Clock clock, Duration kept) {
        this.transactions = transactions;
        this.clock = clock;
        this.kept = kept;
    }

    /**
     * How much waits.
     *
     * @param count how many deliveries, and events that were not given to endpoints yet
     * @param oldestAt since when the oldest of them, in milliseconds; 0 when there is none
     */
    public record Waiting(long count, long oldestAt) {

        private Waiting and(Waiting other) {
            long oldest = oldestAt == 0 || other.oldestAt == 0
                    ? Math.max(oldestAt, other.oldestAt)
                    : Math.min(oldestAt, other.oldestAt);
            return new Waiting(count + other.count, oldest);
        }
    }

    /** Removes deliveries with their attempts, then events without deliveries, then what belongs to nothing. */
    public void sweep() {
        long now = clock.millis();
        long old = now - kept.toMillis();
        for (String endpoint : endpoints("DeliveryRow")) {
            if (exists(endpoint)) {
                sweepDone(endpoint, DeliveryRow.DELIVERED, old);
                sweepDone(endpoint, DeliveryRow.DEAD, now - DEAD_LONGER * kept.toMillis());
            } else {
                sweepGone(endpoint, now - Duration.ofMinutes(1).toMillis());
            }
        }
        sweepEvents(old);
        sweepLanes();
        sweepAttempts(old);
    }

    /**
     * Counts what waits in the whole outbox.
     *
     * @param endpoints those that are switched on; what waits for others waits for an administrator
     */
    public Waiting waiting(Collection<String> endpoints) {
        return transactions.call(scope -> {
            Waiting events = waiting(scope.entities()
                    .createQuery(
                            "select count(e), min(e.createdAt) from EventRow e where e.state = " + EventRow.NEW,
                            Object[].class));
            if (endpoints.isEmpty()) {
                return events;
            }
            Waiting deliveries = waiting(scope.entities()
                    .createQuery(
                            "select count(d), min(d.createdAt) from DeliveryRow d"
                                    + " where d.endpointId in :endpoints and d.state = " + DeliveryRow.PENDING,
                            Object[].class)
                    .setParameter("endpoints", endpoints));
            return events.and(deliveries);
        });
    }

    private static Waiting waiting(TypedQuery<Object[]> query) {
        Object[] row = query.getSingleResult();
        Long oldest = (@Nullable Long) row[1];
        return new Waiting((Long) row[0], oldest == null ? 0 : oldest);
    }

    /** Those of which there are rows: one probe of an index for each, however many rows there are. */
    private List<String> endpoints(String entity) {
        return transactions.call(scope -> {
            TypedQuery<String> next = scope.entities()
                    .createQuery(
                            "select min(r.endpointId) from " + entity + " r where r.endpointId > :last", String.class);
            List<String> found = new ArrayList<>();
            String last = next.setParameter("last", "").getSingleResult();
            while (last != null) {
                found.add(last);
                last = next.setParameter("last", last).getSingleResult();
            }
            return found;
        });
    }

    /** To be asked after something of it was seen, as an endpoint is there before anything of it. */
    private boolean exists(String endpoint) {
        return transactions.call(scope -> !scope.entities()
                .createQuery("select c.id from ComponentEntity c where c.id = :id", String.class)
                .setParameter("id", endpoint)
                .getResultList()
                .isEmpty());
    }

    /** Those that were sent at once are found by their numbers, which are times; the others by when they were due. */
    private void sweepDone(String endpoint, int state, long before) {
        String done = " and d.state = " + state + " and d.doneAt < :before and d.dueAt ";
        long end = DeliveryNumbers.from(before + SKEW.toMillis());
        sweepDeliveries("d.id", end, done + "= 0", endpoint, before);
        sweepDeliveries("d.dueAt", before, done + "> 0", endpoint, before);
    }

    /** Its events are left to other endpoints, unless their realm is gone as well. */
    private void sweepGone(String endpoint, long before) {
        sweepDeliveries("d.id", Long.MAX_VALUE, " and d.createdAt < :before", endpoint, before);
    }

    /**
     * Removes an endpoint's deliveries, going over all of them once. The texts never vary: Hibernate keeps what it made of
     * each, and one with a time in it would be another one each time.
     *
     * @param by what they are sorted by
     * @param end those from here on stay
     */
    private void sweepDeliveries(String by, long end, String condition, String endpoint, long before) {
        String query = "select " + by + ", d.id, d.eventPosition from DeliveryRow d where d.endpointId = :endpoint and "
                + by + " >= :from and " + by + " < :end" + condition + " order by " + by;
        inBatches((entities, from) -> {
            List<Object[]> rows = entities.createQuery(query, Object[].class)
                    .setParameter("endpoint", endpoint)
                    .setParameter("before", before)
                    .setParameter("from", from)
                    .setParameter("end", end)
                    .setMaxResults(BATCH)
                    .getResultList();
            List<Long> ids = column(rows, 1);
            remove(entities, "AttemptRow r where r.deliveryId in :numbers", ids);
            remove(entities, "DeliveryRow r where r.id in :numbers", ids);
            remove(entities, "EventRow r where r.position in :numbers" + OF_NO_REALM, column(rows, 2));
            return column(rows, 0);
        });
    }

    private void sweepEvents(long before) {
        inBatches((entities, from) -> {
            List<Object[]> rows = entities.createQuery(
                            "select e.createdAt, e.position from EventRow e"
                                    + " where e.createdAt >= :from and e.createdAt < :before and e.state = "
                                    + EventRow.SPREAD
                                    + " and not exists (select 1 from DeliveryRow d where d.eventPosition = e.position)"
                                    + " order by e.createdAt",
                            Object[].class)
                    .setParameter("from", from)
                    .setParameter("before", before)
                    .setMaxResults(BATCH)
                    .getResultList();
            remove(entities, "EventRow r where r.position in :numbers", column(rows, 1));
            return column(rows, 0);
        });
    }

    private static List<Long> column(List<Object[]> rows, int index) {
        return rows.stream().map(row -> (Long) row[index]).toList();
    }

    private static void remove(EntityManager entities, String those, List<Long> numbers) {
        if (!numbers.isEmpty()) {
            entities.createQuery("delete from " + those)
                    .setParameter("numbers", numbers)
                    .executeUpdate();
        }
    }

    /**
     * Does something again and again, each time in a transaction of its own.
     *
     * @param step removes rows from a number on; gives the numbers of those it removed, in their order
     */
    private void inBatches(BiFunction<EntityManager, Long, List<Long>> step) {
        long from = 0;
        int removed = BATCH;
        while (removed == BATCH) {
            long start = from;
            List<Long> numbers = transactions.call(scope -> step.apply(scope.entities(), start));
            removed = numbers.size();
            from = numbers.isEmpty() ? from : numbers.get(removed - 1);
        }
    }

    /** The number that an order was given last is kept as long as its endpoint and its user are there. */
    private void sweepLanes() {
        for (String endpoint : endpoints("LaneRow")) {
            String gone = exists(endpoint) ? OF_NO_USER : "";
            int removed = transactions.call(scope -> scope.entities()
                    .createQuery("delete from LaneRow l where l.endpointId = :endpoint" + gone)
                    .setParameter("endpoint", endpoint)
                    .executeUpdate());
            LOG.debugf("%d lanes removed", removed);
        }
    }

    /** Tries whose record came when their delivery was removed already. */
    private void sweepAttempts(long before) {
        int removed = transactions.call(scope -> scope.entities()
                .createQuery("delete from AttemptRow a where a.deliveryId < :first"
                        + " and not exists (select 1 from DeliveryRow d where d.id = a.deliveryId)")
                .setParameter("first", DeliveryNumbers.from(before))
                .executeUpdate());
        LOG.debugf("%d attempts removed", removed);
    }
}
