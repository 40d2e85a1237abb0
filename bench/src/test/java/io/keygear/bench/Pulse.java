package io.keygear.bench;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Does the same small piece of arithmetic again and again beside a measurement, and looks at the processor's time that it
 * takes. Whatever else runs here makes it wait but takes none of that time; so where it needs several times as much, the
 * machine itself was slow, as virtual machines are while their host has others to serve.
 */
public final class Pulse implements AutoCloseable {

    private static final ThreadMXBean CLOCK = ManagementFactory.getThreadMXBean();

    /** About 60 µs, and after it a rest: less than two hundredths of a processor. */
    private static final int STEPS = 60_000;

    private static final long REST_MILLIS = 4;
    private static final int COMPILING = 2_000;

    /** More than clock rates and caches make of it. */
    private static final double SLOW = 2.5;

    /** So long after it requests are still slow that queued up meanwhile. */
    private static final long AFTERMATH = TimeUnit.MILLISECONDS.toNanos(50);

    private final List<Beat> beats = new ArrayList<>();
    private final Thread thread = new Thread(this::beat, "pulse");
    private long number;

    private Pulse() {}

    /**
     * One piece of work.
     *
     * @param begin in {@link System#nanoTime()}'s time, as is the end
     * @param cpu the processor's time, in nanoseconds
     */
    private record Beat(long begin, long end, long cpu) {}

    private record Lull(long from, long to) {}

    /**
     * How the machine was during some time.
     *
     * @param speed its mean speed, 1 as it usually is
     * @param slow for how much of the time it was slow
     */
    public record Machine(double speed, double slow, List<Lull> lulls) {

        /** Whether it was slow during some of this, or just before. */
        boolean disturbed(long from, long to) {
            return lulls.stream().anyMatch(lull -> lull.from() - to < 0 && from - lull.to() - AFTERMATH < 0);
        }
    }

    /** Begins. */
    public static Pulse start() {
        Pulse pulse = new Pulse();
        pulse.thread.setDaemon(true);
        pulse.thread.start();
        return pulse;
    }

    @Override
    public void close() {
        thread.interrupt();
    }

    /** Between two moments of {@link System#nanoTime()}, compared with all the time since the start. */
    public Machine between(long from, long to) {
        List<Beat> all;
        synchronized (beats) {
            all = List.copyOf(beats);
        }
        double usual = all.stream()
                .mapToLong(Beat::cpu)
                .sorted()
                .skip(all.size() / 10)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("No beat yet"));
        double work = 0;
        double slow = 0;
        List<Lull> lulls = new ArrayList<>();
        for (int i = 1; i + 1 < all.size(); i++) {
            Beat beat = all.get(i);
            if (beat.begin() - from >= 0 && beat.end() - to <= 0) {
                // Half of the way to its neighbours on either side.
                double time = (all.get(i + 1).begin() - all.get(i - 1).begin()) / 2.0;
                work += time * usual / beat.cpu();
                if (beat.cpu() > usual * SLOW) {
                    slow += time;
                    lulls.add(new Lull(all.get(i - 1).end(), all.get(i + 1).begin()));
                }
            }
        }
        return new Machine(work / (to - from), slow / (to - from), lulls);
    }

    private void beat() {
        for (int i = 0; i < COMPILING; i++) {
            work(STEPS / 100);
        }
        try {
            while (true) {
                long begin = System.nanoTime();
                long before = CLOCK.getCurrentThreadCpuTime();
                work(STEPS);
                long cpu = CLOCK.getCurrentThreadCpuTime() - before;
                synchronized (beats) {
                    beats.add(new Beat(begin, System.nanoTime(), cpu));
                }
                TimeUnit.MILLISECONDS.sleep(REST_MILLIS);
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private void work(int steps) {
        long product = number;
        for (int i = 0; i < steps; i++) {
            product = product * 6364136223846793005L + 1442695040888963407L;
        }
        number = product;
    }
}
