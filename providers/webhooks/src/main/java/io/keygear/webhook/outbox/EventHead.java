package io.keygear.webhook.outbox;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What is known of an event without reading its payload.
 *
 * @param id Keycloak's own id of the event
 * @param realmId the id of the realm it happened in
 * @param type such as {@code user.login}
 * @param client the client id it happened through, if any; as it was asked for, which may be anything, but cut and
 *     cleaned to what a column takes
 * @param orderKey the user or other resource whose events are kept in order; {@code null} for none
 * @param at when it happened, in milliseconds
 */
public record EventHead(
        String id,
        String realmId,
        String type,
        @Nullable String client,
        @Nullable String orderKey,
        long at) {

    private static final int COLUMN = 255;

    /** What PostgreSQL cannot keep, and what MySQL's older character set cannot. */
    private static final Pattern UNSTORABLE = Pattern.compile("[\\x00\\x{D800}-\\x{DFFF}\\x{10000}-\\x{10FFFF}]");

    /** Makes both texts fit into their columns. */
    public EventHead {
        client = client == null ? null : storable(client.substring(0, Math.min(COLUMN, client.length())));
        orderKey = orderKey == null ? null : key(storable(orderKey));
    }

    private static String storable(String text) {
        return UNSTORABLE.matcher(text).replaceAll("\uFFFD");
    }

    /** What is too long keeps apart from others by its hash. */
    private static String key(String text) {
        return text.length() <= COLUMN ? text : text.substring(0, 200) + Integer.toHexString(text.hashCode());
    }
}
