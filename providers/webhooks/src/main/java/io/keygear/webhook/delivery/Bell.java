package io.keygear.webhook.delivery;

import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;

/** Wakes the dispatcher: at once, or before long so that more can be done in one go. */
final class Bell {

    private static final Duration NEVER = Duration.ofDays(1);

    private final Lock lock = new ReentrantLock();
    private final Condition rung = lock.newCondition();
    private long wakeAt = System.nanoTime();

    /** Something is to be done now. */
    void ring() {
        ringIn(Duration.ZERO);
    }

    /** Something is to be done within this time. */
    void ringIn(Duration time) {
        long at = System.nanoTime() + time.toNanos();
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
            wakeAt = System.nanoTime() + NEVER.toNanos();
        } finally {
            lock.unlock();
        }
    }
}
