package io.keygear.bench;

import java.time.Duration;
import java.util.Arrays;

/** How long each request took; not for use by several threads. */
final class Samples {
    private long[] begins = new long[1024];
    private long[] nanos = new long[1024];
    private int count;
    private long failures;
    private boolean told;

    void took(long begin, long time) {
        if (count == nanos.length) {
            begins = Arrays.copyOf(begins, count * 2);
            nanos = Arrays.copyOf(nanos, count * 2);
        }
        begins[count] = begin;
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
            took(other.begins[i], other.nanos[i]);
        }
        failures += other.failures;
    }

    /** Those during which the machine was not slow. */
    Samples undisturbed(Pulse.Machine machine) {
        Samples calm = new Samples();
        for (int i = 0; i < count; i++) {
            if (!machine.disturbed(begins[i], begins[i] + nanos[i])) {
                calm.took(begins[i], nanos[i]);
            }
        }
        return calm;
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
