package io.keygear.bench;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;

/**
 * Does the same small piece of arithmetic again and again beside a measurement, and looks at the processor's time that it
 * takes. Whatever else runs here makes it wait but takes none of that time; so where it needs several times as much, the
 * machine itself was slow, as virtual machines are while their host has others to serve.
 */
final class Pulse implements AutoCloseable {

    private static final ThreadMXBean CLOCK = ManagementFactory.getThreadMXBean();

    /** About 60 µs, and after it a rest: less than two hundredths of a processor. */
    private static final int STEPS = 60_000;

    private static final long REST_MILLIS = 4;
    private static final int COMPILING = 2_000;

    /** More than clock rates and caches make of it. */
    private static final double SLOW = 2.5;

    /** So long after it requests are still slow that queued up meanwhile. */
    private static final long AFTERMATH = TimeUnit.MILLISECONDS.toNanos(50);

    private final FutureTask<List<Beat>> beats = new FutureTask<>(this::listen);
    private volatile boolean stopped;
    private volatile long sink;

    private Pulse() {}

    private record Beat(long begin, long end, long cpu) {}

    /**
     * When the machine was slow.
     *
     * @param from in {@link System#nanoTime()}'s time
     */
    private record Lull(long from, long to) {}

    /**
     * All of it.
     *
     * @param share of the time
     */
    record Lulls(double share, List<Lull> all) {

        /** Whether some of this time was slow. */
        boolean touch(long from, long to) {
            return all.stream().anyMatch(lull -> lull.from() - to < 0 && from - lull.to() < 0);
        }
    }

    static Pulse start() {
        Pulse pulse = new Pulse();
        Thread thread = new Thread(pulse.beats, "pulse");
        thread.setDaemon(true);
        thread.start();
        return pulse;
    }

    /** Ends it. */
    Lulls stop() throws InterruptedException {
        close();
        try {
            return lulls(beats.get());
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        }
    }

    @Override
    public void close() {
        stopped = true;
    }

    private List<Beat> listen() throws InterruptedException {
        for (int i = 0; i < COMPILING; i++) {
            work(STEPS / 100);
        }
        List<Beat> all = new ArrayList<>();
        while (!stopped) {
            long begin = System.nanoTime();
            long before = CLOCK.getCurrentThreadCpuTime();
            work(STEPS);
            long cpu = CLOCK.getCurrentThreadCpuTime() - before;
            all.add(new Beat(begin, System.nanoTime(), cpu));
            TimeUnit.MILLISECONDS.sleep(REST_MILLIS);
        }
        return all;
    }

    private void work(int steps) {
        long number = sink;
        for (int i = 0; i < steps; i++) {
            number = number * 6364136223846793005L + 1442695040888963407L;
        }
        sink = number;
    }

    /** From the end of the last good beat to the next one, and what comes of it. */
    private static Lulls lulls(List<Beat> beats) {
        long usual = beats.stream()
                .mapToLong(Beat::cpu)
                .sorted()
                .skip(beats.size() / 10)
                .findFirst()
                .orElse(1);
        List<Lull> lulls = new ArrayList<>();
        long slow = 0;
        for (int i = 1; i + 1 < beats.size(); i++) {
            if (beats.get(i).cpu() > usual * SLOW) {
                long from = beats.get(i - 1).end();
                long to = beats.get(i + 1).begin();
                slow += to - from;
                lulls.add(new Lull(from, to + AFTERMATH));
            }
        }
        long all = beats.isEmpty()
                ? 1
                : beats.get(beats.size() - 1).end() - beats.get(0).begin();
        return new Lulls((double) slow / all, lulls);
    }
}
