package io.keygear.bench;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/**
 * Sends so many requests a second, evenly, whether or not those before are answered. A request's time counts from when
 * it was due, so that one slow answer shows in all that had to wait for it.
 */
public final class OpenLoop {

    /** Requests that are under way at the same time, at most. */
    public static final int THREADS = 32;

    /** For the threads to be there when the first request is due, and for what the server did before to end. */
    private static final Duration HEAD_START = Duration.ofSeconds(1);

    private OpenLoop() {}

    /** Runs for {@code time} and measures all of it; {@code servers} are the processes whose CPU time is read. */
    public static Paced run(int perSecond, Duration time, Work work, List<Long> servers) {
        ExecutorService pool = Executors.newFixedThreadPool(THREADS);
        try (Pulse pulse = Pulse.start()) {
            long begin = System.nanoTime() + HEAD_START.toNanos();
            long pause = Duration.ofSeconds(1).toNanos() / perSecond;
            AtomicLong next = new AtomicLong();
            List<Future<Samples>> running = new ArrayList<>();
            for (int thread = 0; thread < THREADS; thread++) {
                int number = thread;
                running.add(pool.submit(() -> {
                    Samples samples = new Samples();
                    for (long turn = next.getAndIncrement();
                            turn * pause < time.toNanos();
                            turn = next.getAndIncrement()) {
                        once(samples, begin + turn * pause, number, turn, work);
                    }
                    return samples;
                }));
            }
            TimeUnit.NANOSECONDS.sleep(begin - System.nanoTime());
            double before = ClosedLoop.cpuSeconds(servers);
            Samples all = new Samples();
            for (Future<Samples> one : running) {
                all.add(one.get());
            }
            long end = System.nanoTime();
            double cpu = before < 0 ? -1 : (ClosedLoop.cpuSeconds(servers) - before) / ((end - begin) / 1e9);
            Pulse.Machine machine = pulse.between(begin, end);
            Duration took = Duration.ofNanos(end - begin);
            return new Paced(all.load(took, cpu), all.undisturbed(machine).load(took, cpu), machine.slow());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        } finally {
            pool.shutdownNow();
        }
    }

    private static void once(Samples samples, long due, int thread, long turn, Work work) throws InterruptedException {
        for (long rest = due - System.nanoTime(); rest > 0; rest = due - System.nanoTime()) {
            LockSupport.parkNanos(rest);
        }
        try {
            work.once(thread, turn);
            samples.took(due, System.nanoTime() - due);
        } catch (InterruptedException stopped) {
            throw stopped;
        } catch (Exception | AssertionError failed) {
            samples.failed(failed);
        }
    }
}
