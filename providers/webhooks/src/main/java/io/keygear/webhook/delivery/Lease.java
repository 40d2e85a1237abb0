package io.keygear.webhook.delivery;

import java.time.Duration;

/**
 * How long this node may be sure that its partitions are its own: counted by its own clock from before the database was
 * asked, so it ends here before it ends there. The dispatcher's thread renews it; any thread may ask.
 */
final class Lease {

    private final Duration time;
    private volatile long since;

    /**
     * One that is not there yet.
     *
     * @param time after which others take over when nothing is heard
     */
    Lease(Duration time) {
        this.time = time;
        this.since = System.nanoTime() - time.toNanos();
    }

    Duration time() {
        return time;
    }

    /** Whether it is time to renew it. */
    boolean isDue() {
        return System.nanoTime() - since >= time.toNanos() / 4;
    }

    /** Whether nobody can have taken over yet. */
    boolean isKept() {
        return System.nanoTime() - since < time.toNanos();
    }

    /**
     * It is renewed and committed.
     *
     * @param begun when that was begun, by {@link System#nanoTime}
     */
    void renewed(long begun) {
        since = begun;
    }

    /** Others may have everything. */
    void lost() {
        since = System.nanoTime() - time.toNanos();
    }
}
