package io.keygear.webhook.delivery;

import java.time.Duration;

/**
 * Stops trying an endpoint that does not work, for longer and longer, and lets one delivery find out whether it works
 * again. What waits meanwhile stays in the outbox and costs no attempt. Guarded by its {@link Line}.
 */
final class Breaker {

    private static final int FAILURES = 8;
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(2);

    /** What a receiver asks for is granted up to this. */
    private static final Duration LONGEST_REST = Duration.ofDays(1);

    private final long longestPause;
    private int failures;
    private long pause;
    private long opensAt;

    /**
     * @param longestPause between two deliveries that find out
     */
    Breaker(Duration longestPause) {
        this.longestPause = longestPause.toNanos();
    }

    /** Whether nothing may be sent now. */
    boolean isOpen(long nanos) {
        return pause > 0 && nanos - opensAt < 0;
    }

    /** Whether one delivery may be sent, to find out. */
    boolean isProbing(long nanos) {
        return pause > 0 && !isOpen(nanos);
    }

    boolean isClosed() {
        return pause == 0;
    }

    void succeeded() {
        failures = 0;
        pause = 0;
    }

    /** Counts a failure that says that the whole endpoint does not work. */
    void failed(long nanos) {
        failures++;
        if (failures >= FAILURES) {
            pause = pause == 0 ? FIRST_PAUSE.toNanos() : Math.min(longestPause, 2 * pause);
            pause = Math.min(longestPause, pause);
            opensAt = nanos + pause;
        }
    }

    /** The endpoint asked for a rest. */
    void rest(long nanos, Duration asked) {
        pause = Math.max(pause, FIRST_PAUSE.toNanos());
        Duration granted = asked.compareTo(LONGEST_REST) > 0 ? LONGEST_REST : asked;
        opensAt = nanos + Math.max(granted.toNanos(), 1);
    }
}
