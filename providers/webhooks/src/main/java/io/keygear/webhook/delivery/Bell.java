package io.keygear.webhook.delivery;

import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;

/** Wakes the dispatcher: at once, or before long so that more can be done in one go. */
final class Bell {

    private static final Duration NEVER = Duration.ofDays(1);

    /**
     * Who was busy rests so many times as long, for those who are in no greater hurry: where the database has much to do,
     * all takes longer, and then more comes meanwhile that is done in one go.
     */
    private static final int REST = 10;

    private static final long SHORTEST_REST = Duration.ofMillis(20).toNanos();
    private static final long LONGEST_REST = Journal.LINGER.toNanos();

    private final Processors processors;
    private final Lock lock = new ReentrantLock();
    private final Condition rung = lock.newCondition();
    private long wakeAt = System.nanoTime();
    private long heardAt = wakeAt;
    private long restUntil = wakeAt;
    private boolean busy;
    private boolean wantedSoon;

    /** Rings less often where the processors are busy, for then what is done in one go spares others something. */
    Bell(Processors processors) {
        this.processors = processors;
    }

    /** Something is to be done now. */
    void ring() {
        ringIn(Duration.ZERO);
    }

    /** Something is to be done within this time. */
    void ringIn(Duration time) {
        ringAt(System.nanoTime() + time.toNanos());
    }

    /** Something is to be done now; but if the bell was heard just now, more may come that can be done with it. */
    void ringSoon() {
        lock.lock();
        try {
            if (busy) {
                wantedSoon = true;
            } else {
                ringAt(later(System.nanoTime(), restUntil));
            }
        } finally {
            lock.unlock();
        }
    }

    /** Nothing of what was done was new. So nothing more is likely to come soon, and whatever does need not wait for it. */
    void spareRest() {
        lock.lock();
        try {
            busy = false;
            restUntil = System.nanoTime();
        } finally {
            lock.unlock();
        }
    }

    private void ringAt(long at) {
        lock.lock();
        try {
            if (at - wakeAt < 0) {
                wakeAt = at;
                rung.signal();
            }
        } finally {
            lock.unlock();
        }
    }

    /** Waits until the bell was rung, or for this time. Whoever comes back is busy until the next call. */
    void await(Duration atMost) throws InterruptedException {
        long shortest = processors.areBusy() ? LONGEST_REST : SHORTEST_REST;
        lock.lock();
        try {
            long now = System.nanoTime();
            rest(now, shortest);
            ringAt(now + atMost.toNanos());
            for (long left = wakeAt - now; left > 0; left = wakeAt - System.nanoTime()) {
                rung.awaitNanos(left);
            }
            busy = true;
            heardAt = System.nanoTime();
            wakeAt = heardAt + NEVER.toNanos();
        } finally {
            lock.unlock();
        }
    }

    private void rest(long now, long shortest) {
        if (busy) {
            long rest = REST * (now - heardAt);
            restUntil = heardAt + Math.min(LONGEST_REST, Math.max(shortest, rest));
            busy = false;
        }
        if (wantedSoon) {
            ringAt(later(now, restUntil));
            wantedSoon = false;
        }
    }

    private static long later(long one, long other) {
        return one - other > 0 ? one : other;
    }
}
