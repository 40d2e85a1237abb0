package io.keygear.webhook.endpoint;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which events an endpoint wants.
 *
 * @param types exact names such as {@code user.login}, or beginnings that end in {@code *}
 * @param clients the only clients whose user events are wanted, by client id; empty for all, and for events that no
 *     client is part of
 */
public record Subscription(List<String> types, Set<String> clients) {

    /** Copies both. */
    public Subscription {
        types = List.copyOf(types);
        clients = Set.copyOf(clients);
    }

    /** Whether an event of this type, through this client, is wanted. */
    public boolean wants(String type, @Nullable String client) {
        if (!clients.isEmpty() && client != null && !clients.contains(client)) {
            return false;
        }
        for (String wanted : types) {
            if (covers(wanted, type)) {
                return true;
            }
        }
        return false;
    }

    private static boolean covers(String wanted, String type) {
        return wanted.endsWith("*") ? type.startsWith(wanted.substring(0, wanted.length() - 1)) : wanted.equals(type);
    }
}
