package io.keygear.webhook.outbox;

import org.jspecify.annotations.Nullable;

/**
 * An event to be kept.
 *
 * @param head what it is
 * @param payload the JSON object that receivers get, but for its sequence number
 * @param traceparent of the request that caused it (W3C Trace Context), if there is one
 */
public record NewEvent(
        EventHead head, String payload, @Nullable String traceparent) {}
