package io.keygear.webhook.delivery;

import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;

/** Wakes the dispatcher: at once, or before long so that more can be done in one go. */
final class Bell {

    private static final Duration NEVER = Duration.ofDays(1);

    /** How soon it may be heard again, for those who are in no greater hurry. */
    private static final long BREATH = Duration.ofMillis(20).toNanos();

    private final Lock lock = new ReentrantLock();
    private final Condition rung = lock.newCondition();
    private long wakeAt = System.nanoTime();
    private long heardAt = wakeAt - BREATH;

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
            long now = System.nanoTime();
            ringAt(now + Math.max(0, heardAt + BREATH - now));
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

    /** Waits until the bell was rung, or for this time. */
    void await(Duration atMost) throws InterruptedException {
        lock.lock();
        try {
            long latest = System.nanoTime() + atMost.toNanos();
            wakeAt = wakeAt - latest < 0 ? wakeAt : latest;
            long left = wakeAt - System.nanoTime();
            while (left > 0) {
                rung.awaitNanos(left);
                left = wakeAt - System.nanoTime();
            }
            heardAt = System.nanoTime();
            wakeAt = heardAt + NEVER.toNanos();
        } finally {
            lock.unlock();
        }
    }
}
