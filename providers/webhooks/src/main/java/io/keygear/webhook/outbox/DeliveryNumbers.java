package io.keygear.webhook.outbox;

/**
 * Numbers deliveries upwards within a partition, which has one owner at a time. The lowest four bits are the
 * partition, so two nodes never give the same number; the rest begins with the time, and above whatever was given
 * before.
 */
final class DeliveryNumbers {

    private static final int TIME_SHIFT = 20;
    private static final long STEP = Partitions.COUNT;

    private long last;

    /** All deliveries that were made before this time, in milliseconds, have lower numbers. */
    static long from(long time) {
        return time << TIME_SHIFT;
    }

    /** Goes on above this number, which another node may have given with a clock that is ahead. */
    synchronized void above(long highest) {
        last = Math.max(last, highest / STEP * STEP);
    }

    synchronized long next(int partition) {
        last = Math.max(last + STEP, System.currentTimeMillis() << TIME_SHIFT);
        return last + partition;
    }
}
