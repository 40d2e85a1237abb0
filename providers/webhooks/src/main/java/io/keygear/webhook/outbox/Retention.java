package io.keygear.webhook.outbox;

import io.keygear.kit.jpa.OwnTransaction;
import io.keygear.webhook.endpoint.RealmEndpoints;
import java.time.Clock;
import java.time.Duration;
import java.util.List;

/** Removes what is done and old, in small transactions. What waits is never removed while its endpoint exists. */
public final class Retention {

    private static final int BATCH = 1000;
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
     * @param count how many deliveries
     * @param oldestAt since when the oldest of them, in milliseconds; 0 when there is none
     */
    public record Waiting(long count, long oldestAt) {}

    /** Removes deliveries with their attempts, then events without deliveries. */
    public void sweep() {
        long now = clock.millis();
        sweepDeliveries("d.state = " + DeliveryRow.DELIVERED + " and d.doneAt < :before", now - kept.toMillis());
        sweepDeliveries(
                "d.state = " + DeliveryRow.DEAD + " and d.doneAt < :before", now - DEAD_LONGER * kept.toMillis());
        sweepDeliveries(
                "d.createdAt < :before and d.endpointId not in (select c.id from ComponentEntity c"
                        + " where c.providerType = '" + RealmEndpoints.TYPE + "')",
                now - Duration.ofMinutes(1).toMillis());
        sweepEvents(now - kept.toMillis());
    }

    /** Counts what waits in the whole outbox. */
    public Waiting waiting() {
        return transactions.call(scope -> {
            Object[] row = scope.entities()
                    .createQuery(
                            "select count(d), coalesce(min(d.createdAt), 0) from DeliveryRow d where d.state = "
                                    + DeliveryRow.PENDING,
                            Object[].class)
                    .getSingleResult();
            return new Waiting((Long) row[0], (Long) row[1]);
        });
    }

    private void sweepDeliveries(String condition, long before) {
        int removed = BATCH;
        while (removed == BATCH) {
            removed = transactions.call(scope -> {
                List<Long> ids = scope.entities()
                        .createQuery("select d.id from DeliveryRow d where " + condition, Long.class)
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

    private void sweepEvents(long before) {
        int removed = BATCH;
        while (removed == BATCH) {
            removed = transactions.call(scope -> {
                List<Long> positions = scope.entities()
                        .createQuery(
                                "select e.position from EventRow e where e.createdAt < :before and e.state = "
                                        + EventRow.SPREAD
                                        + " and not exists (select 1 from DeliveryRow d where d.eventPosition = e.position)",
                                Long.class)
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
