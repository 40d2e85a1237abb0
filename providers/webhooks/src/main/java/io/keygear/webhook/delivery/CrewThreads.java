package io.keygear.webhook.delivery;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * The threads that deliver. Work is done in the order in which it came; it goes to the thread that was busy last, and
 * another one is started only when none is idle. A {@code ThreadPoolExecutor} with a queue would start all of them, and
 * hand a lone event to the one that has been idle longest.
 */
final class CrewThreads implements Executor {

    private static final long IDLE_SECONDS = 30;

    private final Queue<Runnable> waiting = new ConcurrentLinkedQueue<>();
    private final Semaphore free;
    private final ThreadPoolExecutor threads;

    /**
     * Starts none yet.
     *
     * @param most how many there are at most; further work waits
     */
    CrewThreads(int most, ThreadFactory factory) {
        this.free = new Semaphore(most);
        this.threads = new ThreadPoolExecutor(
                0, Integer.MAX_VALUE, IDLE_SECONDS, TimeUnit.SECONDS, new SynchronousQueue<>(), factory);
    }

    /**
     * Has something done as soon as a thread is free.
     *
     * @throws RejectedExecutionException after {@link #close}
     */
    @Override
    public void execute(Runnable work) {
        waiting.add(work);
        start();
    }

    /** Interrupts what is under way and does nothing more. */
    void close() {
        threads.shutdownNow();
    }

    private void start() {
        if (free.tryAcquire()) {
            try {
                threads.execute(this::work);
            } catch (RejectedExecutionException closed) {
                free.release();
                throw closed;
            }
        }
    }

    private void work() {
        try {
            for (Runnable next = waiting.poll(); next != null; next = waiting.poll()) {
                next.run();
            }
        } finally {
            free.release();
            if (!waiting.isEmpty() && !threads.isShutdown()) {
                start(); // it came after the last look, or what was done before it failed
            }
        }
    }
}
