package io.keygear.webhook.endpoint;

import java.net.URI;
import java.time.Duration;

/**
 * One receiver, as its component says; what is secret about it is its {@link Seal}.
 *
 * @param id the component's id
 * @param realmId the id of its realm
 * @param target where it is
 * @param subscription what it wants
 * @param style how it wants it
 */
public record Endpoint(String id, String realmId, Target target, Subscription subscription, Style style) {

    /**
     * Where a receiver is.
     *
     * @param url absolute, http or https
     * @param timeout within which it has to answer
     * @param enabled whether anything is sent there
     */
    public record Target(URI url, Duration timeout, boolean enabled) {}

    /**
     * How a receiver wants its events.
     *
     * @param ordered whether a later event of a user waits for the earlier one
     * @param cloudEvents whether the attributes of CloudEvents 1.0 are sent as headers (binary content mode)
     */
    public record Style(boolean ordered, boolean cloudEvents) {}

    /** The same, with less patience if it has more. */
    public Endpoint answeringWithin(Duration longest) {
        Duration timeout = target.timeout().compareTo(longest) < 0 ? target.timeout() : longest;
        return new Endpoint(id, realmId, new Target(target.url(), timeout, target.enabled()), subscription, style);
    }

    /** The value of {@code webhook-id}: the same for every attempt, different for every receiver. */
    public String messageId(String eventId) {
        return eventId + "." + id;
    }
}
