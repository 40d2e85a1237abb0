package io.keygear.webhook.outbox;

import io.keygear.kit.jpa.OwnTransaction;
import io.keygear.webhook.endpoint.RealmEndpoints;
import jakarta.persistence.TypedQuery;
import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Removes what is done and old, in small transactions. What waits is never removed while its endpoint exists. */
public final class Retention {

    private static final Logger LOG = Logger.getLogger(Retention.class);
    private static final int BATCH = 1000;

    /** By so much the clock of a node that numbers deliveries may be ahead of the one that removes them. */
    private static final Duration SKEW = Duration.ofHours(1);

    private static final int DEAD_LONGER = 4;

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
        sweepDeliveries("d.state = " + DeliveryRow.DELIVERED + " and d.doneAt < :before", now - kept.toMillis());
        sweepDeliveries(
                "d.state = " + DeliveryRow.DEAD + " and d.doneAt < :before", now - DEAD_LONGER * kept.toMillis());
        sweepDeliveries(
                "d.createdAt < :before and d.endpointId not in (select c.id from ComponentEntity c"
                        + " where c.providerType = '" + RealmEndpoints.TYPE + "')",
                now - Duration.ofMinutes(1).toMillis());
        sweepEvents(
                "e.createdAt < :before and e.state = " + EventRow.SPREAD
                        + " and not exists (select 1 from DeliveryRow d where d.eventPosition = e.position)",
                now - kept.toMillis());
        sweepEvents(
                "e.createdAt < :before and e.realmId not in (select r.id from RealmEntity r)",
                now - Duration.ofMinutes(1).toMillis());
        sweepLanes();
        sweepAttempts(now - kept.toMillis());
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

    /** The number that an order was given last is kept as long as its endpoint and its user are there. */
    private void sweepLanes() {
        for (String gone : List.of(
                "l.endpointId not in (select c.id from ComponentEntity c where c.providerType = '" + RealmEndpoints.TYPE
                        + "')",
                "length(l.orderKey) = " + LaneRow.USER_ID + " and not exists (select 1 from UserEntity u"
                        + " where u.id = l.orderKey) and not exists (select 1 from DeliveryRow d"
                        + " where d.endpointId = l.endpointId and d.orderKey = l.orderKey)")) {
            int removed = transactions.call(scope -> scope.entities()
                    .createQuery("delete from LaneRow l where " + gone)
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

    private void sweepDeliveries(String condition, long before) {
        int removed = BATCH;
        while (removed == BATCH) {
            removed = transactions.call(scope -> {
                List<Long> ids = scope.entities()
                        .createQuery("select d.id from DeliveryRow d where d.id < :first and " + condition, Long.class)
                        .setParameter("first", DeliveryNumbers.from(before + SKEW.toMillis()))
                        .setParameter("before", before)
                        .setMaxResults(BATCH)
                        .getResultList();
                if (!ids.isEmpty()) {
                    for (String statement : List.of(
                            "delete from AttemptRow a where a.deliveryId in :ids",
                            "delete from DeliveryRow d where d.id in :ids")) {
                        scope.entities()
                                .createQuery(statement)
                                .setParameter("ids", ids)
                                .executeUpdate();
                    }
                }
                return ids.size();
            });
        }
    }

    private void sweepEvents(String condition, long before) {
        int removed = BATCH;
        while (removed == BATCH) {
            removed = transactions.call(scope -> {
                List<Long> positions = scope.entities()
                        .createQuery("select e.position from EventRow e where " + condition, Long.class)
                        .setParameter("before", before)
                        .setMaxResults(BATCH)
                        .getResultList();
                if (!positions.isEmpty()) {
                    scope.entities()
                            .createQuery("delete from EventRow e where e.position in :positions")
                            .setParameter("positions", positions)
                            .executeUpdate();
                }
                return positions.size();
            });
        }
    }
}
