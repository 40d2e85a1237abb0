package io.keygear.firebase.exchange;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Counts the invalid tokens of each IP address, on this node: a bucket that is full at first and regains one token
 * every ten minutes. Valid tokens are never held up, so a back end that speaks for many people is not closed by one.
 */
final class InvalidTokens {

    private static final Duration REGAIN = Duration.ofMinutes(10);
    private static final int MOST_ADDRESSES = 20_000;
    private static final int V6_NETWORK_GROUPS = 4;

    private final Clock clock;

    private final Map<String, Instant> emptyUntil = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Instant> eldest) {
            return size() > MOST_ADDRESSES;
        }
    };

    InvalidTokens(Clock clock) {
        this.clock = clock;
    }

    /**
     * Counts one.
     *
     * @param burst how many a full bucket holds
     * @return how long to wait when the bucket is empty; empty when there was one left
     */
    synchronized Optional<Duration> count(String realm, String address, int burst) {
        Instant now = clock.instant();
        String key = realm + " " + network(address);
        Instant before = emptyUntil.getOrDefault(key, now);
        // Every invalid token moves this point by the time that it takes to regain one.
        Instant full = (before.isBefore(now) ? now : before).plus(REGAIN);
        Duration over = Duration.between(now.plus(REGAIN.multipliedBy(burst)), full);
        if (!over.isNegative() && !over.isZero()) {
            return Optional.of(over);
        }
        emptyUntil.put(key, full);
        return Optional.empty();
    }

    /** The address; of IPv6 its /64, which is what one customer has. */
    private static String network(String address) {
        if (address.indexOf(':') < 0) {
            return address;
        }
        String[] groups = address.split(":", -1);
        StringBuilder network = new StringBuilder();
        for (int i = 0; i < Math.min(V6_NETWORK_GROUPS, groups.length) && !groups[i].isEmpty(); i++) {
            network.append(groups[i]).append(':');
        }
        return network.toString();
    }
}
