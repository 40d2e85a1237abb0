package io.keygear.webhook.outbox;

import jakarta.persistence.Query;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which events of a realm are meant.
 *
 * @param eventId this one; {@code null} for all
 * @param from not before this time, in milliseconds
 * @param to before this time
 * @param types of these types, or beginnings that end in an asterisk; empty for all
 */
public record Selection(@Nullable String eventId, long from, long to, List<String> types) {

    /** Copies the types. */
    public Selection {
        types = List.copyOf(types);
    }

    /** As a condition on {@code EventRow e}; its parameters are filled by {@link #bind}, but for {@code realm}. */
    String condition() {
        StringBuilder condition =
                new StringBuilder("e.realmId = :realm and e.createdAt >= :from and e.createdAt < :to");
        if (eventId != null) {
            condition.append(" and e.id = :event");
        }
        return condition
                .append(types.isEmpty() ? "" : " and " + anyOf(types, "type"))
                .toString();
    }

    /** As a condition on the type; its parameters are filled by {@link #bindAny}. */
    static String anyOf(List<String> types, String parameter) {
        StringBuilder condition = new StringBuilder();
        for (int i = 0; i < types.size(); i++) {
            condition
                    .append(i == 0 ? "(" : " or ")
                    .append("e.type like :")
                    .append(parameter)
                    .append(i)
                    .append(" escape '!'");
        }
        return condition.append(')').toString();
    }

    static void bindAny(Query query, List<String> types, String parameter) {
        for (int i = 0; i < types.size(); i++) {
            query.setParameter(parameter + i, like(types.get(i)));
        }
    }

    <Q extends Query> Q bind(Q query) {
        query.setParameter("from", from).setParameter("to", to);
        if (eventId != null) {
            query.setParameter("event", eventId);
        }
        bindAny(query, types, "type");
        return query;
    }

    private static String like(String type) {
        String literal = type.replace("!", "!!").replace("_", "!_").replace("%", "!%");
        return literal.endsWith("*") ? literal.substring(0, literal.length() - 1) + "%" : literal;
    }
}
