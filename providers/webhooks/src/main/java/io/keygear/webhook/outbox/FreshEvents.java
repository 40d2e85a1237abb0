package io.keygear.webhook.outbox;

import io.keygear.kit.jpa.Statements;
import io.keygear.kit.jpa.Statements.Reader;
import io.keygear.webhook.endpoint.Endpoint;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads the events that were not given to endpoints yet, the oldest first. */
final class FreshEvents {

    /** How many are read at once. */
    static final int MOST = 500;

    private static final String NEW = " from KG_WEBHOOK_EVENT where STATE = " + EventRow.NEW;
    private static final String FRESH = "select ID, REALM_ID, EVENT_TYPE, CLIENT, ORDER_KEY, CREATED_AT, POSITION_NO,"
            + " PARTITION_NO, ENDPOINT_ID, PAYLOAD, TRACEPARENT" + NEW;
    private static final String WAITING = "select POSITION_NO, ORDER_KEY" + NEW;
    private static final String OLDEST_FIRST = " order by POSITION_NO";

    private final Statements statements;

    FreshEvents(Statements statements) {
        this.statements = statements;
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
        StringBuilder text = new StringBuilder(FRESH).append(Partitions.within("PARTITION_NO", partitions));
        if (except.isEmpty()) {
            return oldest(text.toString(), FreshEvents::fresh, List.of());
        }
        List<Object> parameters = new ArrayList<>();
        List<String> keys = except.stream()
                .map(WaitingEvent::orderKey)
                .filter(Objects::nonNull)
                .distinct()
                .toList();
        if (!keys.isEmpty()) {
            Listed<String> listed = Listed.of(keys);
            text.append(" and (ORDER_KEY is null or ORDER_KEY not in ")
                    .append(listed.marks())
                    .append(")");
            parameters.addAll(listed.values());
        }
        List<Long> alone = except.stream()
                .filter(event -> event.orderKey() == null)
                .map(WaitingEvent::position)
                .toList();
        if (!alone.isEmpty()) {
            Listed<Long> listed = Listed.of(alone);
            text.append(" and POSITION_NO not in ").append(listed.marks());
            parameters.addAll(listed.values());
        }
        return oldest(text.toString(), FreshEvents::fresh, parameters);
    }

    /** This one, if it is still there. */
    List<Fresh> at(long position) {
        return oldest(FRESH + " and POSITION_NO = ?", FreshEvents::fresh, List.of(position));
    }

    /** Where they stand, without their payloads. */
    List<WaitingEvent> waiting(Collection<Integer> partitions) {
        return oldest(
                WAITING + Partitions.within("PARTITION_NO", partitions),
                row -> new WaitingEvent(row.getLong(1), row.getString(2)),
                List.of());
    }

    private <T> List<T> oldest(String text, Reader<T> reader, List<?> parameters) {
        return statements.list(statements.first(MOST, text + OLDEST_FIRST), reader, parameters);
    }

    private static Fresh fresh(ResultSet row) throws SQLException {
        EventHead head = new EventHead(
                row.getString(1),
                row.getString(2),
                row.getString(3),
                row.getString(4),
                row.getString(5),
                row.getLong(6));
        return new Fresh(head, row.getLong(7), row.getInt(8), row.getString(9), row.getString(10), row.getString(11));
    }
}
