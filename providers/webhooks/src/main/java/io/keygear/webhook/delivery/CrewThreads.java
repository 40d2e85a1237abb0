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
import org.jboss.logging.Logger;

/**
 * The threads that deliver. Work is done in the order in which it came; it goes to the thread that was busy last, and
 * another one is started only when none is idle. A {@code ThreadPoolExecutor} with a queue would start all of them, and
 * hand a lone event to the one that has been idle longest.
 */
final class CrewThreads implements Executor {

    private static final Logger LOG = Logger.getLogger(CrewThreads.class);
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
        if (threads.isShutdown()) {
            throw new RejectedExecutionException("Nothing is delivered any more");
        }
        waiting.add(work);
        start();
    }

    /** Interrupts what is under way and does nothing more. */
    void close() {
        threads.shutdownNow();
        waiting.clear();
    }

    /** Where no thread can be started, the work waits for the next one that can. */
    private void start() {
        if (free.tryAcquire()) {
            try {
                threads.execute(this::work);
            } catch (RuntimeException | Error none) {
                free.release();
                LOG.warn("webhooks: no thread could be started; work waits for the next that can", none);
            }
        }
    }

    private void work() {
        try {
            Runnable next = waiting.poll();
            while (next != null && !threads.isShutdown()) {
                next.run();
                next = waiting.poll();
            }
        } finally {
            free.release();
            if (!waiting.isEmpty() && !threads.isShutdown()) {
                start(); // it came after the last look, or what was done before it failed
            }
        }
    }
}
