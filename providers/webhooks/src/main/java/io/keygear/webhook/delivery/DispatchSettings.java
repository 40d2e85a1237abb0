package io.keygear.webhook.delivery;

import java.time.Duration;
import java.util.List;

/**
 * How a node delivers.
 *
 * @param threads how many deliveries may be under way at once
 * @param poll how long it waits at most until it looks for what other nodes captured
 * @param lease after which others take over when nothing is heard of it
 * @param retries how long to wait after each failure
 * @param longestPause between two tries of an endpoint that does not work
 * @param upkeep what is removed when
 */
record DispatchSettings(
        int threads, Duration poll, Duration lease, List<Duration> retries, Duration longestPause, Upkeep upkeep) {

    /**
     * What is removed when.
     *
     * @param kept how long deliveries that are done are kept
     * @param sweep how often the outbox is looked through for what is older
     */
    record Upkeep(Duration kept, Duration sweep) {}
}
