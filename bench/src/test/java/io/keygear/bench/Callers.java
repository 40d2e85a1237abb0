package io.keygear.bench;

import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** A closed loop: so many callers, each calling again as soon as it was answered. */
final class Callers {

    private final int callers;

    Callers(int callers) {
        this.callers = callers;
    }

    /** One call of one caller; throws when it fails. */
    interface Call {
        void make(int caller);
    }

    /**
     * What was measured.
     *
     * @param perSecond calls
     * @param cpuMillis of Keycloak, for each call
     */
    record Result(double perSecond, double cpuMillis) {}

    /** Calls for this long. */
    Result run(Duration time, Call call) throws InterruptedException {
        AtomicLong calls = new AtomicLong();
        Duration cpu = cpu();
        long begin = System.nanoTime();
        long end = begin + time.toNanos();
        ExecutorService threads = Executors.newFixedThreadPool(callers);
        for (int i = 0; i < callers; i++) {
            int caller = i;
            threads.execute(() -> {
                while (System.nanoTime() < end) {
                    call.make(caller);
                    calls.incrementAndGet();
                }
            });
        }
        threads.shutdown();
        if (!threads.awaitTermination(time.toSeconds() + 60, TimeUnit.SECONDS)) {
            throw new IllegalStateException("A call does not end");
        }
        double seconds = (System.nanoTime() - begin) / 1e9;
        return new Result(calls.get() / seconds, cpu().minus(cpu).toMillis() / (double) calls.get());
    }

    /** Of everything that this process has started: Keycloak. PostgreSQL leaves its starter, so it does not count. */
    static Duration cpu() {
        return ProcessHandle.current()
                .descendants()
                .map(process -> process.info().totalCpuDuration().orElse(Duration.ZERO))
                .reduce(Duration.ZERO, Duration::plus);
    }
}
