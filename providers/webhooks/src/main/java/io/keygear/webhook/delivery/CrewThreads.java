package io.keygear.webhook.delivery;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ForkJoinPool.ForkJoinWorkerThreadFactory;
import java.util.concurrent.ForkJoinWorkerThread;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The threads that deliver. Work goes to the one that was busy last, and another is started only when none is idle: an
 * ordinary pool would hand a lone event to whichever has been idle longest, one of hundreds, with nothing of what it
 * needs in the processor's caches.
 */
final class CrewThreads {

    private CrewThreads() {}

    /**
     * Starts none yet.
     *
     * @param most how many there are at most; further work waits
     */
    static ExecutorService open(int most) {
        // Theirs would be the system's class loader, which does not know Keycloak.
        ClassLoader loader = Thread.currentThread().getContextClassLoader();
        AtomicInteger count = new AtomicInteger();
        ForkJoinWorkerThreadFactory factory = pool -> {
            ForkJoinWorkerThread thread = new ForkJoinWorkerThread(pool) {};
            thread.setName("keygear-webhook-" + count.incrementAndGet());
            thread.setContextClassLoader(loader);
            return thread;
        };
        return new ForkJoinPool(most, factory, null, true);
    }
}
