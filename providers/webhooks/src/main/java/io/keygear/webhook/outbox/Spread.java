package io.keygear.webhook.outbox;

import io.keygear.kit.jpa.Statements;
import io.keygear.webhook.outbox.Settled.Verdict;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * New events that were given to endpoints, numbered and in order. It may be sent before it is written: what
 * became of it until then is written with it. If it is never written, its events are still new, and whoever gives them to
 * endpoints next sends them with the same ids.
 */
public final class Spread {

    /** No event was there. */
    public static final Spread NONE = new Spread(List.of(), Map.of(), List.of(), List.of(), List.of());

    private static final String DELIVERY = "insert into KG_WEBHOOK_DELIVERY (ID, EVENT_POSITION, REALM_ID, ENDPOINT_ID,"
            + " ORDER_KEY, PARTITION_NO, SEQ, STATE, DUE_AT, ATTEMPTS, CREATED_AT, DONE_AT)"
            + " values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";
    private static final String OPEN =
            "insert into KG_WEBHOOK_LANE (ENDPOINT_ID, ORDER_KEY, SEQ, BLOCKED_UNTIL) values (?, ?, ?, 0)";
    private static final String COUNT = "update KG_WEBHOOK_LANE set SEQ = ? where ENDPOINT_ID = ? and ORDER_KEY = ?";
    private static final String DONE =
            "update KG_WEBHOOK_EVENT set STATE = " + EventRow.SPREAD + " where POSITION_NO in ";

    private final List<Long> positions;
    private final Map<String, List<Parcel>> parcels;
    private final List<DeliveryRow> deliveries;
    private final Collection<LaneRow> opened;
    private final Collection<LaneRow> counted;

    Spread(
            List<Long> positions,
            Map<String, List<Parcel>> parcels,
            List<DeliveryRow> deliveries,
            Collection<LaneRow> opened,
            Collection<LaneRow> counted) {
        this.positions = positions;
        this.parcels = parcels;
        this.deliveries = deliveries;
        this.opened = opened;
        this.counted = counted;
    }

    /**
     * The new deliveries of each endpoint, by its id and in their order; those that wait behind one that failed are
     * left out.
     */
    public Map<String, List<Parcel>> parcels() {
        return parcels;
    }

    /** Whether there is nothing to write. */
    public boolean isEmpty() {
        return positions.isEmpty();
    }

    /** Whether there may be more to do at once. */
    public boolean isFull() {
        return positions.size() == FreshEvents.MOST;
    }

    /**
     * Writes it.
     *
     * @param outcomes what became of parcels, perhaps also of others
     * @return those that are still to be concluded, as they did not just arrive or are of others
     */
    List<Settled> write(Statements statements, Collection<Settled> outcomes, long now) {
        Set<Long> own = new HashSet<>();
        for (DeliveryRow row : deliveries) {
            if (row.dueAt == 0) {
                own.add(row.id);
            }
        }
        Set<Long> arrived = new HashSet<>();
        List<Settled> open = new ArrayList<>();
        for (Settled one : outcomes) {
            long id = one.parcel().place().id();
            if (one.verdict() instanceof Verdict.Delivered && own.contains(id)) {
                arrived.add(id);
            } else {
                open.add(one);
            }
        }
        statements.later(deliveries, DELIVERY, row -> arrived.contains(row.id) ? delivered(row, now) : pending(row));
        statements.later(opened, OPEN, lane -> List.of(lane.endpointId, lane.orderKey, lane.seq));
        statements.later(counted, COUNT, lane -> List.of(lane.seq, lane.endpointId, lane.orderKey));
        if (!isEmpty()) {
            Listed<Long> spread = Listed.of(positions);
            statements.later(DONE + spread.marks(), spread.values());
        }
        return open;
    }

    private static List<@Nullable Object> pending(DeliveryRow row) {
        return row(row, DeliveryRow.PENDING, 0, null);
    }

    private static List<@Nullable Object> delivered(DeliveryRow row, long now) {
        return row(row, DeliveryRow.DELIVERED, 1, now);
    }

    private static List<@Nullable Object> row(DeliveryRow row, int state, int attempts, @Nullable Long doneAt) {
        return Arrays.asList(
                row.id,
                row.eventPosition,
                row.realmId,
                row.endpointId,
                row.orderKey,
                row.partition,
                row.seq,
                state,
                row.dueAt,
                attempts,
                row.createdAt,
                doneAt);
    }
}
