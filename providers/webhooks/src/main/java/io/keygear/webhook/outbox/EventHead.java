package io.keygear.webhook.outbox;

import org.jspecify.annotations.Nullable;

/**
 * What is known of an event without reading its payload.
 *
 * @param id Keycloak's own id of the event
 * @param realmId the id of the realm it happened in
 * @param type such as {@code user.login}
 * @param client the client id it happened through, if any
 * @param orderKey the user or other resource whose events are kept in order; {@code null} for none
 * @param at when it happened, in milliseconds
 */
public record EventHead(
        String id,
        String realmId,
        String type,
        @Nullable String client,
        @Nullable String orderKey,
        long at) {}
