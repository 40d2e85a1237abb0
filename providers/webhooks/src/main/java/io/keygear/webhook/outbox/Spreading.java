package io.keygear.webhook.outbox;

import io.keygear.kit.jpa.Statements;
import io.keygear.webhook.endpoint.Endpoint;
import io.keygear.webhook.outbox.FreshEvents.Fresh;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Gives new events to the endpoints that want them: one delivery for each, numbered and in order. */
public final class Spreading {

    private static final String LANES =
            "select ENDPOINT_ID, ORDER_KEY, SEQ, BLOCKED_UNTIL from KG_WEBHOOK_LANE where ENDPOINT_ID in ";
    private static final String OPEN =
            "insert into KG_WEBHOOK_LANE (ENDPOINT_ID, ORDER_KEY, SEQ, BLOCKED_UNTIL) values (?, ?, ?, 0)";
    private static final String COUNT = "update KG_WEBHOOK_LANE set SEQ = ? where ENDPOINT_ID = ? and ORDER_KEY = ?";
    private static final String DELIVERY = "insert into KG_WEBHOOK_DELIVERY (ID, EVENT_POSITION, REALM_ID, ENDPOINT_ID,"
            + " ORDER_KEY, PARTITION_NO, SEQ, STATE, DUE_AT, ATTEMPTS, CREATED_AT)"
            + " values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";
    private static final String DONE =
            "update KG_WEBHOOK_EVENT set STATE = " + EventRow.SPREAD + " where POSITION_NO = ?";

    private final DeliveryNumbers numbers;
    private final long now;
    private final Statements statements;
    private final Map<LaneRow.Key, LaneRow> lanes = new HashMap<>();
    private final Set<LaneRow> used = new LinkedHashSet<>();
    private final Set<LaneRow> opened = new LinkedHashSet<>();

    Spreading(Statements statements, DeliveryNumbers numbers, long now) {
        this.statements = statements;
        this.numbers = numbers;
        this.now = now;
    }

    /**
     * What one transaction did.
     *
     * @param events how many events it took
     * @param parcels the new deliveries of each endpoint, by its id and in their order; those that wait behind one that
     *     failed are left out
     */
    public record Spread(int events, Map<String, List<Parcel>> parcels) {

        /** No event was there. */
        public static final Spread NONE = new Spread(0, Map.of());

        /** Whether there may be more to do at once. */
        public boolean isFull() {
            return events == FreshEvents.MOST;
        }
    }

    private record Planned(Fresh event, Endpoint endpoint) {}

    /**
     * Takes the oldest new events.
     *
     * @param partitions those that this node looks after
     * @param except these stay, and all with their order keys
     * @param endpointsOf the endpoints of a realm that are switched on
     */
    Spread spread(
            Collection<Integer> partitions, Set<WaitingEvent> except, Function<String, List<Endpoint>> endpointsOf) {
        return spread(new FreshEvents(statements).within(partitions, except), endpointsOf);
    }

    /** Takes this one. */
    void spread(WaitingEvent event, Function<String, List<Endpoint>> endpointsOf) {
        spread(new FreshEvents(statements).at(event.position()), endpointsOf);
    }

    private Spread spread(List<Fresh> events, Function<String, List<Endpoint>> endpointsOf) {
        if (events.isEmpty()) {
            return Spread.NONE;
        }
        List<Planned> planned = new ArrayList<>();
        for (Fresh event : events) {
            endpointsOf.apply(event.head().realmId()).stream()
                    .filter(event::isFor)
                    .forEach(endpoint -> planned.add(new Planned(event, endpoint)));
        }
        findLanes(planned);
        Map<String, List<Parcel>> parcels = new HashMap<>();
        List<DeliveryRow> deliveries = new ArrayList<>();
        for (Planned one : planned) {
            DeliveryRow row = delivery(one);
            deliveries.add(row);
            List<Parcel> those = parcels.computeIfAbsent(row.endpointId, id -> new ArrayList<>());
            if (row.dueAt == 0) {
                those.add(parcel(one.event(), row));
            }
        }
        write(deliveries);
        statements.later(events, DONE, event -> List.of(event.position()));
        return new Spread(events.size(), parcels);
    }

    private void write(List<DeliveryRow> deliveries) {
        statements.later(
                deliveries,
                DELIVERY,
                row -> Arrays.asList(
                        row.id,
                        row.eventPosition,
                        row.realmId,
                        row.endpointId,
                        row.orderKey,
                        row.partition,
                        row.seq,
                        row.state,
                        row.dueAt,
                        row.attempts,
                        row.createdAt));
        used.removeAll(opened);
        statements.later(opened, OPEN, lane -> List.of(lane.endpointId, lane.orderKey, lane.seq));
        statements.later(used, COUNT, lane -> List.of(lane.seq, lane.endpointId, lane.orderKey));
    }

    /** As {@link Backlog} would read it. */
    private static Parcel parcel(Fresh event, DeliveryRow row) {
        EventHead head = event.head();
        EventHead own = new EventHead(head.id(), head.realmId(), head.type(), head.client(), row.orderKey, head.at());
        Parcel.Place place = new Parcel.Place(row.id, row.partition, row.seq, row.attempts, row.dueAt);
        return new Parcel(own, event.payload(), event.traceparent(), place);
    }

    /** Also some that nobody needs, where endpoints differ in what they want. */
    private void findLanes(List<Planned> planned) {
        List<Planned> ordered =
                planned.stream().filter(one -> laneOf(one) != null).toList();
        if (ordered.isEmpty()) {
            return;
        }
        Listed<String> endpoints =
                Listed.of(ordered.stream().map(one -> one.endpoint().id()).collect(Collectors.toSet()));
        Listed<String> keys =
                Listed.of(ordered.stream().map(Spreading::laneOf).distinct().toList());
        List<String> parameters = new ArrayList<>(endpoints.values());
        parameters.addAll(keys.values());
        statements
                .list(LANES + endpoints.marks() + " and ORDER_KEY in " + keys.marks(), Spreading::lane, parameters)
                .forEach(lane -> lanes.put(new LaneRow.Key(lane.endpointId, lane.orderKey), lane));
    }

    private static LaneRow lane(ResultSet row) throws SQLException {
        LaneRow lane = new LaneRow();
        lane.endpointId = row.getString(1);
        lane.orderKey = row.getString(2);
        lane.seq = row.getLong(3);
        lane.blockedUntil = row.getLong(4);
        return lane;
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
            used.add(lane);
            row.seq = ++lane.seq;
            row.dueAt = lane.blockedUntil;
        }
        return row;
    }

    private LaneRow newLane(LaneRow.Key key) {
        LaneRow lane = new LaneRow();
        lane.endpointId = key.endpointId();
        lane.orderKey = key.orderKey();
        opened.add(lane);
        return lane;
    }

    private static @Nullable String laneOf(Planned one) {
        String key = one.event().head().orderKey();
        return key != null && one.endpoint().style().ordered() ? LaneRow.name(key) : null;
    }
}
