package io.keygear.kit.http;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeSet;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import org.jboss.logging.Logger;

/**
 * Does what is to be done when a time limit passes. Nearly all calls end long before theirs; so its thread is woken only
 * for a limit that is earlier than what it sleeps for, where a {@code ScheduledThreadPoolExecutor} wakes one for each call
 * that is alone.
 */
final class Deadlines {

    private static final Logger LOG = Logger.getLogger(Deadlines.class);

    /** How long it sleeps when nothing is under way. */
    private static final long IDLE = TimeUnit.MINUTES.toNanos(1);

    /** What is to be done may block for a moment, as closing a connection does. */
    private static final int WORKERS = 2;

    private static final Comparator<Deadline> EARLIEST = (one, other) -> one.at == other.at
            ? Long.compare(one.number, other.number)
            : Long.signum(one.at - other.at); // System.nanoTime() may run over

    private final Lock lock = new ReentrantLock();
    private final Condition earlier = lock.newCondition();
    private final TreeSet<Deadline> open = new TreeSet<>(EARLIEST);
    private final ExecutorService workers;
    private long sleepsUntil = System.nanoTime() + IDLE;
    private long count;
    private boolean closed;

    Deadlines(String name) {
        DaemonThreads threads = new DaemonThreads(name);
        this.workers = Executors.newFixedThreadPool(WORKERS, threads);
        threads.newThread(this::run).start();
    }

    /** A time limit that may still pass. */
    static final class Deadline {
        private final long at;
        private final long number;
        private final Runnable late;

        private Deadline(long at, long number, Runnable late) {
            this.at = at;
            this.number = number;
            this.late = late;
        }
    }

    /**
     * Sets a limit.
     *
     * @param late what is done on another thread when it has passed, unless {@link #met} came first
     * @throws RejectedExecutionException after {@link #close}
     */
    Deadline in(Duration time, Runnable late) {
        lock.lock();
        try {
            if (closed) {
                throw new RejectedExecutionException("No limit would be kept any more");
            }
            Deadline deadline = new Deadline(System.nanoTime() + time.toNanos(), count++, late);
            open.add(deadline);
            if (deadline.at - sleepsUntil < 0) {
                sleepsUntil = deadline.at;
                earlier.signal();
            }
            return deadline;
        } finally {
            lock.unlock();
        }
    }

    /** It ended in time. */
    void met(Deadline deadline) {
        lock.lock();
        try {
            open.remove(deadline);
        } finally {
            lock.unlock();
        }
    }

    /** Keeps no limit any more. */
    void close() {
        lock.lock();
        try {
            closed = true;
            earlier.signal();
        } finally {
            lock.unlock();
        }
        workers.shutdownNow();
    }

    private void run() {
        try {
            for (List<Deadline> passed = await(); !passed.isEmpty(); passed = await()) {
                passed.forEach(this::late);
            }
        } catch (InterruptedException | RejectedExecutionException stopping) {
            Thread.currentThread().interrupt();
        }
    }

    /** Where no thread can be started, this one does it: the next limits may be late then, but none is forgotten. */
    private void late(Deadline deadline) {
        try {
            workers.execute(deadline.late);
        } catch (RejectedExecutionException closed) {
            throw closed;
        } catch (RuntimeException | Error none) {
            LOG.warn("no thread could be started to cut a call", none);
            deadline.late.run();
        }
    }

    /** Those that have passed; none when this was closed. */
    private List<Deadline> await() throws InterruptedException {
        List<Deadline> passed = new ArrayList<>();
        lock.lock();
        try {
            while (passed.isEmpty() && !closed) {
                earlier.awaitNanos(sleepsUntil - System.nanoTime());
                long now = System.nanoTime();
                while (!open.isEmpty() && open.first().at - now <= 0) {
                    passed.add(open.pollFirst());
                }
                sleepsUntil = open.isEmpty() ? now + IDLE : open.first().at;
            }
        } finally {
            lock.unlock();
        }
        return passed;
    }
}
