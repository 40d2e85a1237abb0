package io.keygear.verification.channel;

import io.keygear.verification.code.CodeChannel.Outcome;
import io.keygear.verification.code.Delivery;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.jboss.logging.Logger;
import org.keycloak.provider.Provider;

/**
 * The talks that this node has with mail servers, each with a deadline for the whole of it. The time limits of a mail
 * connection are for single steps, and nothing ends it from outside; a talk that is overdue is therefore left to itself,
 * on a thread that nothing else waits for. A realm that has several of those begins no other until one has ended.
 */
public final class MailTalks implements Provider {

    /** So many overdue talks of one realm, and its mail server counts as down. */
    static final int TOO_MANY = 8;

    private static final Logger LOG = Logger.getLogger(MailTalks.class);
    private static final Outcome UNANSWERED = new Outcome(Delivery.FAILED, null, "PROVIDER_DOWN");

    private final ExecutorService threads;
    private final Map<String, Integer> overdue = new ConcurrentHashMap<>();

    MailTalks(ExecutorService threads) {
        this.threads = threads;
    }

    /**
     * Blocks until the talk is over, or the deadline; what is overdue then may still end well, but counts as failed.
     *
     * @param realm whose mail server it is
     */
    Outcome hold(String realm, Instant deadline, Supplier<Outcome> talk) {
        if (overdue(realm) >= TOO_MANY) {
            LOG.warnf("no mail realm=%s: its server has left %d others without an answer", realm, TOO_MANY);
            return UNANSWERED;
        }
        try {
            return await(realm, deadline, CompletableFuture.supplyAsync(talk, threads));
        } catch (RejectedExecutionException full) {
            LOG.warnf("no mail realm=%s: all threads talk to mail servers", realm);
            return UNANSWERED;
        }
    }

    /** How many talks of a realm are left to themselves. */
    int overdue(String realm) {
        return overdue.getOrDefault(realm, 0);
    }

    private Outcome await(String realm, Instant deadline, CompletableFuture<Outcome> talk) {
        try {
            long left = Math.max(0, Duration.between(Instant.now(), deadline).toMillis());
            return talk.get(left, TimeUnit.MILLISECONDS);
        } catch (TimeoutException late) {
            LOG.warnf("mail not accepted realm=%s: its server takes too long", realm);
            leave(realm, talk);
            return UNANSWERED;
        } catch (InterruptedException stopping) {
            leave(realm, talk);
            Thread.currentThread().interrupt();
            return UNANSWERED;
        } catch (ExecutionException bug) {
            throw new IllegalStateException(bug.getCause());
        }
    }

    private void leave(String realm, CompletableFuture<Outcome> talk) {
        overdue.merge(realm, 1, Integer::sum);
        CompletableFuture<Outcome> unused = talk.whenComplete(
                (outcome, bug) -> overdue.computeIfPresent(realm, (id, count) -> count == 1 ? null : count - 1));
    }

    @Override
    public void close() {}
}
