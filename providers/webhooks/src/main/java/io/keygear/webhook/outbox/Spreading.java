package io.keygear.webhook.outbox;

import io.keygear.kit.jpa.Statements;
import io.keygear.kit.jpa.Statements.Found;
import io.keygear.webhook.endpoint.Endpoint;
import io.keygear.webhook.outbox.FreshEvents.Fresh;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Gives new events to the endpoints that want them: one delivery for each, numbered and in order. */
final class Spreading {

    private static final String LANES =
            "select ENDPOINT_ID, ORDER_KEY, SEQ, BLOCKED_UNTIL from KG_WEBHOOK_LANE where ENDPOINT_ID in ";

    /** More are not read ahead of their events. */
    private static final int AHEAD = 8;

    private final DeliveryNumbers numbers;
    private final long now;
    private final Statements statements;
    private final Set<LaneRow.Key> asked = new HashSet<>();
    private final Map<LaneRow.Key, LaneRow> lanes = new HashMap<>();
    private final Set<LaneRow> used = new LinkedHashSet<>();
    private final Set<LaneRow> opened = new LinkedHashSet<>();

    Spreading(Statements statements, DeliveryNumbers numbers, long now) {
        this.statements = statements;
        this.numbers = numbers;
        this.now = now;
    }

    private record Planned(Fresh event, Endpoint endpoint) {}

    /**
     * Takes the oldest new events.
     *
     * @param partitions those that this node looks after
     * @param except these stay, and all with their order keys
     * @param expected events that are likely among them, so that the database is asked once for them and their lanes
     * @param endpointsOf the endpoints of a realm that are switched on
     */
    Spread spread(
            Collection<Integer> partitions,
            Set<WaitingEvent> except,
            Collection<EventHead> expected,
            Function<String, List<Endpoint>> endpointsOf) {
        Found<LaneRow> ahead = readAhead(expected, endpointsOf);
        List<Fresh> events = new FreshEvents(statements).within(partitions, except);
        keep(ahead.rows());
        return spread(events, endpointsOf);
    }

    /** Takes this one. */
    Spread spread(WaitingEvent event, Function<String, List<Endpoint>> endpointsOf) {
        return spread(new FreshEvents(statements).at(event.position()), endpointsOf);
    }

    private Spread spread(List<Fresh> events, Function<String, List<Endpoint>> endpointsOf) {
        if (events.isEmpty()) {
            return Spread.NONE;
        }
        List<Planned> planned = new ArrayList<>();
        for (Fresh event : events) {
            for (Endpoint endpoint : endpointsOf.apply(event.head().realmId())) {
                if (event.isFor(endpoint)) {
                    planned.add(new Planned(event, endpoint));
                }
            }
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
        used.removeAll(opened);
        return new Spread(events.stream().map(Fresh::position).toList(), parcels, deliveries, opened, used);
    }

    /** As {@link Backlog} would read it. */
    private static Parcel parcel(Fresh event, DeliveryRow row) {
        EventHead head = event.head();
        EventHead own = new EventHead(head.id(), head.realmId(), head.type(), head.client(), row.orderKey, head.at());
        Parcel.Place place = new Parcel.Place(row.id, row.partition, row.seq, row.attempts, row.dueAt);
        return new Parcel(own, event.payload(), event.traceparent(), place);
    }

    private Found<LaneRow> readAhead(Collection<EventHead> expected, Function<String, List<Endpoint>> endpointsOf) {
        Set<LaneRow.Key> keys = new HashSet<>();
        for (EventHead head : expected) {
            for (Endpoint endpoint : endpointsOf.apply(head.realmId())) {
                if (keys.size() < AHEAD && endpoint.subscription().wants(head.type(), head.client())) {
                    laneOf(head, endpoint).ifPresent(keys::add);
                }
            }
        }
        return query(keys);
    }

    private void findLanes(List<Planned> planned) {
        Set<LaneRow.Key> needed = new HashSet<>();
        for (Planned one : planned) {
            laneOf(one.event().head(), one.endpoint()).ifPresent(needed::add);
        }
        needed.removeAll(asked);
        Found<LaneRow> found = query(needed);
        statements.flush();
        keep(found.rows());
    }

    /** Finds also some that nobody needs, where endpoints differ in what they want. */
    private Found<LaneRow> query(Set<LaneRow.Key> keys) {
        if (keys.isEmpty()) {
            return Found.nothing();
        }
        asked.addAll(keys);
        Listed<String> endpoints =
                Listed.of(keys.stream().map(LaneRow.Key::endpointId).collect(Collectors.toSet()));
        Listed<String> names =
                Listed.of(keys.stream().map(LaneRow.Key::orderKey).collect(Collectors.toSet()));
        List<String> parameters = new ArrayList<>(endpoints.values());
        parameters.addAll(names.values());
        return statements.later(
                LANES + endpoints.marks() + " and ORDER_KEY in " + names.marks(), Spreading::lane, parameters);
    }

    private void keep(List<LaneRow> found) {
        found.forEach(lane -> lanes.put(new LaneRow.Key(lane.endpointId, lane.orderKey), lane));
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
        LaneRow.@Nullable Key key = laneOf(one.event().head(), one.endpoint()).orElse(null);
        if (key != null) {
            LaneRow lane = lanes.computeIfAbsent(key, this::newLane);
            row.orderKey = key.orderKey();
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

    private static Optional<LaneRow.Key> laneOf(EventHead head, Endpoint endpoint) {
        return endpoint.style().ordered() && head.orderKey() != null
                ? Optional.of(new LaneRow.Key(endpoint.id(), LaneRow.name(head.orderKey())))
                : Optional.empty();
    }
}
