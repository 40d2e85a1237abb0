package io.keygear.verification.code;

import io.keygear.verification.code.CodeChannel.Courier;
import io.keygear.verification.code.CodeChannel.Message;
import io.keygear.verification.code.CodeChannel.Outcome;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jboss.logging.Logger;

/**
 * Sends messages on threads of its own, so that a gateway that hangs holds up no request. A message is sent at most
 * once: it lives in memory only, and one that could not be started in time is dropped.
 */
final class CodeDispatcher {

    /** From the moment a message is queued until it is sent or counts as failed. */
    static final Duration DEADLINE = Duration.ofMillis(5500);

    private static final Logger LOG = Logger.getLogger(CodeDispatcher.class);
    private static final Duration IDLE = Duration.ofSeconds(30);
    private static final Outcome FAILED = new Outcome(Delivery.FAILED, null, null);

    private final ThreadPoolExecutor threads;
    private final Records records;
    private final Clock wall;

    /** Where the dispatcher writes what became of a message. */
    record Records(Deliveries deliveries, CodeJournal journal) {}

    /**
     * @param wall the machine's own time: a deadline must not follow an offset of Keycloak's clock
     */
    CodeDispatcher(int threads, int waiting, Records records, Clock wall) {
        this.threads = new ThreadPoolExecutor(
                threads, threads, IDLE.toSeconds(), TimeUnit.SECONDS, new ArrayBlockingQueue<>(waiting), named());
        this.threads.allowCoreThreadTimeOut(true);
        this.records = records;
        this.wall = wall;
    }

    /** Queues a message; {@code false} when there is no room, and the message counts as failed at once. */
    boolean dispatch(Courier courier, Message message, Errand errand) {
        try {
            threads.execute(() -> carry(courier, message, errand));
            return true;
        } catch (RejectedExecutionException full) {
            LOG.warnf("no room for message id=%s: all threads send and the queue is full", message.id());
            record(message, errand, FAILED, Duration.ZERO);
            return false;
        }
    }

    /** Queues something else that talks to a gateway; drops it when there is no room. */
    void later(Runnable work) {
        try {
            threads.execute(() -> {
                try {
                    work.run();
                } catch (RuntimeException bug) {
                    // The thread must live on for codes.
                    LOG.error("a notice could not be sent", bug);
                }
            });
        } catch (RejectedExecutionException full) {
            LOG.warn("no room for a notice: all threads send and the queue is full");
        }
    }

    /** Takes no more messages and gives those on their way the time they have. */
    void close() {
        threads.shutdown();
        try {
            if (!threads.awaitTermination(DEADLINE.toMillis(), TimeUnit.MILLISECONDS)) {
                threads.shutdownNow();
            }
        } catch (InterruptedException asked) {
            threads.shutdownNow();
            Thread.currentThread().interrupt();
        }
    }

    private void carry(Courier courier, Message message, Errand errand) {
        Instant start = wall.instant();
        Outcome outcome = FAILED;
        try {
            if (wall.instant().isBefore(message.deadline())) {
                outcome = courier.carry(message);
            } else {
                LOG.warnf("message id=%s waited too long and is dropped", message.id());
            }
        } catch (RuntimeException bug) {
            // The next messages must still go out; a courier reports what it expects as an outcome.
            LOG.errorf(bug, "message id=%s could not be sent", message.id());
        } finally {
            record(message, errand, outcome, Duration.between(start, wall.instant()));
        }
    }

    private void record(Message message, Errand errand, Outcome outcome, Duration took) {
        records.deliveries().note(message.id(), outcome);
        try {
            records.journal().sent(errand, message.id(), outcome, took);
        } catch (RuntimeException refused) {
            // It is written, which is what counts; the thread must live on for codes.
            LOG.errorf(refused, "nobody could be told what became of message id=%s", message.id());
        }
        LOG.debugf("message id=%s is %s failure=%s", message.id(), outcome.delivery(), outcome.failure());
    }

    private static ThreadFactory named() {
        AtomicInteger count = new AtomicInteger();
        return task -> {
            Thread thread = new Thread(task, "keygear-code-" + count.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        };
    }
}
