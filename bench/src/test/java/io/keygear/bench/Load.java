package io.keygear.bench;

import java.time.Duration;
import java.util.Locale;

/**
 * What a measurement found.
 *
 * @param done how many succeeded
 * @param failed how many did not
 * @param time how long it took
 * @param p50 half of them were answered faster
 * @param cpu what the server's processes used, as a share of one core; negative when unknown
 */
public record Load(
        long done, long failed, Duration time, Duration p50, Duration p95, Duration p99, Duration longest, double cpu) {

    /** Successes in a second. */
    public double perSecond() {
        return done / (time.toNanos() / 1e9);
    }

    /** CPU time of the servers for each success, in milliseconds. */
    public double cpuMillis() {
        return cpu * 1000 / perSecond();
    }

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "%8.1f/s  p50 %6.1f ms  p95 %6.1f ms  p99 %6.1f ms  max %7.1f ms  failed %d%s",
                perSecond(),
                millis(p50),
                millis(p95),
                millis(p99),
                millis(longest),
                failed,
                cpu < 0 ? "" : String.format(Locale.ROOT, "  cpu %.0f %%, %.2f ms each", cpu * 100, cpuMillis()));
    }

    static double millis(Duration time) {
        return time.toNanos() / 1e6;
    }
}
