package io.keygear.webhook.outbox;

import org.jspecify.annotations.Nullable;

/**
 * A delivery on its way: what to send, and its place in the outbox.
 *
 * @param event what happened
 * @param payload the JSON object, but for its sequence number
 * @param traceparent of the request that caused it, if there is one
 * @param place where it stands
 */
public record Parcel(
        EventHead event, String payload, @Nullable String traceparent, Place place) {

    /**
     * Where a delivery stands.
     *
     * @param id of the delivery
     * @param partition of its order key
     * @param seq its number among those of its order key; 0 where there is no order
     * @param attempts how often it was tried
     * @param dueAt 0 when nothing before it failed, else since when it may be tried
     */
    public record Place(long id, int partition, long seq, int attempts, long dueAt) {}
}
