package io.keygear.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Sends from a fixed number of threads, each the next request as soon as the last is answered. It runs on the machine
 * of the server and takes part of it; so compare two things in one run, do not quote the figures by themselves.
 */
public final class ClosedLoop {

    private static final double TICKS_PER_SECOND = 100; // USER_HZ, the same on every Linux

    private ClosedLoop() {}

    /** Runs for {@code time} and measures all of it; {@code servers} are the processes whose CPU time is read. */
    public static Load run(int threads, Duration time, Work work, List<Long> servers) {
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        try {
            double before = cpuSeconds(servers);
            long begin = System.nanoTime();
            long end = begin + time.toNanos();
            List<Future<Samples>> running = new ArrayList<>();
            for (int thread = 0; thread < threads; thread++) {
                int number = thread;
                running.add(pool.submit(() -> loop(number, end, work)));
            }
            Samples all = new Samples();
            for (Future<Samples> one : running) {
                all.add(one.get());
            }
            long nanos = System.nanoTime() - begin;
            double used = cpuSeconds(servers) - before;
            return all.load(Duration.ofNanos(nanos), before < 0 ? -1 : used / (nanos / 1e9));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        } finally {
            pool.shutdownNow();
        }
    }

    /** The processes of every Keycloak that this test has started. */
    public static List<Long> servers() {
        return ProcessHandle.current()
                .descendants()
                .filter(process -> process.info().command().orElse("").endsWith("java"))
                .map(ProcessHandle::pid)
                .toList();
    }

    private static Samples loop(int thread, long end, Work work) {
        Samples samples = new Samples();
        for (long turn = 0; System.nanoTime() < end; turn++) {
            long begin = System.nanoTime();
            try {
                work.once(thread, turn);
                samples.took(begin, System.nanoTime() - begin);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return samples;
            } catch (Exception | AssertionError failed) {
                samples.failed(failed);
            }
        }
        return samples;
    }

    /** User and system time so far; negative where there is no {@code /proc}. */
    static double cpuSeconds(List<Long> processes) {
        double sum = 0;
        for (long process : processes) {
            try {
                String stat = Files.readString(Path.of("/proc/" + process + "/stat"));
                String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
                sum += (Long.parseLong(fields[11]) + Long.parseLong(fields[12])) / TICKS_PER_SECOND;
            } catch (IOException gone) {
                return -1;
            }
        }
        return processes.isEmpty() ? -1 : sum;
    }
}
