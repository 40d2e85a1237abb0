package io.keygear.bench;

import java.time.Duration;
import java.util.Arrays;

/** How long each request took; not for use by several threads. */
final class Samples {
    private long[] nanos = new long[1024];
    private int count;
    private long failures;
    private boolean told;

    void took(long time) {
        if (count == nanos.length) {
            nanos = Arrays.copyOf(nanos, count * 2);
        }
        nanos[count++] = time;
    }

    void failed(Throwable cause) {
        failures++;
        if (!told) {
            told = true;
            System.out.println("  a failure: " + cause);
        }
    }

    void add(Samples other) {
        for (int i = 0; i < other.count; i++) {
            took(other.nanos[i]);
        }
        failures += other.failures;
    }

    Load load(Duration time, double cpu) {
        long[] sorted = Arrays.copyOf(nanos, count);
        Arrays.sort(sorted);
        return new Load(
                count, failures, time, at(sorted, 0.50), at(sorted, 0.95), at(sorted, 0.99), at(sorted, 1), cpu);
    }

    private static Duration at(long[] sorted, double share) {
        int index = Math.max(0, (int) Math.ceil(sorted.length * share) - 1);
        return sorted.length == 0 ? Duration.ZERO : Duration.ofNanos(sorted[index]);
    }
}
