package io.keygear.kit.http;

import io.keygear.kit.http.Deadlines.Deadline;
import io.keygear.kit.http.HttpOutcome.Answered;
import io.keygear.kit.http.HttpOutcome.NotSent;
import io.keygear.kit.http.HttpOutcome.Unknown;
import java.io.IOException;
import java.net.InetAddress;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.RejectedExecutionException;
import javax.net.ssl.SSLException;
import org.apache.http.client.methods.CloseableHttpResponse;
import org.apache.http.conn.ConnectionPoolTimeoutException;
import org.apache.http.impl.client.CloseableHttpClient;
import org.apache.http.impl.execchain.RequestAbortedException;
import org.jboss.logging.Logger;

/** {@link OutboundHttp} on one pooled client of Apache's, with a clock that cuts what takes too long. */
final class PinnedOutboundHttp implements OutboundHttp {

    private static final Logger LOG = Logger.getLogger(PinnedOutboundHttp.class);
    private static final Duration LOOKUP_WHILE_SAVING = Duration.ofSeconds(2);

    /** A caller's mistake in the deadline does not hold a thread for longer. */
    private static final Duration LONGEST_CALL = Duration.ofSeconds(60);

    private final UrlPolicy policy;
    private final Clock clock;
    private final HostLookup lookup;
    private final CloseableHttpClient client;
    private final Deadlines deadlines = new Deadlines("keygear-http-deadline");

    PinnedOutboundHttp(UrlPolicy policy, HostLookup.Resolver resolver, Clock clock) {
        this.policy = policy;
        this.clock = clock;
        this.lookup = new HostLookup(resolver);
        this.client = PooledClient.open(policy, lookup);
    }

    @Override
    public HttpOutcome exchange(HttpCall call) {
        Instant start = clock.instant();
        HttpOutcome outcome = attempt(call, Duration.between(start, call.deadline()));
        LOG.debugf(
                "%s: %s after %d ms",
                call, outcome, Duration.between(start, clock.instant()).toMillis());
        return outcome;
    }

    @Override
    public Optional<UrlRefusal> refusal(URI url) {
        Optional<UrlRefusal> refusal = policy.refusal(url);
        if (refusal.isPresent()) {
            return refusal;
        }
        try {
            List<Optional<UrlRefusal>> verdicts = lookup.addresses(url.getHost(), LOOKUP_WHILE_SAVING).stream()
                    .map(address -> policy.refusal(url, address))
                    .toList();
            return verdicts.stream().anyMatch(Optional::isEmpty) ? Optional.empty() : verdicts.get(0);
        } catch (IOException unknownForNow) {
            return Optional.empty();
        }
    }

    /** Ends what is under way; for the factory, when the server stops. */
    void shutdown() {
        deadlines.close();
        lookup.shutdown();
        try {
            client.close();
        } catch (IOException alreadyGone) {
            LOG.debug("Connections were closed before", alreadyGone);
        }
    }

    private HttpOutcome attempt(HttpCall call, Duration asked) {
        if (policy.refusal(call.url()).isPresent()) {
            return new NotSent(NotSent.Obstacle.FORBIDDEN);
        }
        if (asked.isNegative() || asked.isZero()) {
            return new NotSent(NotSent.Obstacle.DEADLINE);
        }
        Duration left = asked.compareTo(LONGEST_CALL) > 0 ? LONGEST_CALL : asked;
        Attempt attempt = new Attempt(OutgoingRequest.of(call, left), left);
        try {
            Deadline deadline = deadlines.in(left, attempt::expire);
            try {
                return send(attempt);
            } finally {
                deadlines.met(deadline);
            }
        } catch (RejectedExecutionException stopping) {
            return new NotSent(NotSent.Obstacle.BUSY);
        }
    }

    private HttpOutcome send(Attempt attempt) {
        try (CloseableHttpResponse response = client.execute(attempt.request(), attempt.context())) {
            Answered answer = new AnswerReader(response).read();
            if (!answer.complete()) {
                attempt.abandon();
            }
            return answer;
        } catch (IOException failure) {
            return attempt.sent() ? unknown(attempt, failure) : notSent(attempt, failure);
        } catch (IllegalStateException poolIsShutDown) {
            return attempt.sent() ? new Unknown(Unknown.Loss.BROKEN) : new NotSent(NotSent.Obstacle.BUSY);
        }
    }

    private static Unknown unknown(Attempt attempt, IOException failure) {
        boolean late = attempt.expired() || failure instanceof SocketTimeoutException;
        return new Unknown(late ? Unknown.Loss.DEADLINE : Unknown.Loss.BROKEN);
    }

    private static NotSent notSent(Attempt attempt, IOException failure) {
        if (attempt.expired()) {
            return new NotSent(NotSent.Obstacle.DEADLINE);
        }
        if (failure instanceof ForbiddenAddressException) {
            return new NotSent(NotSent.Obstacle.FORBIDDEN);
        }
        if (failure instanceof UnknownHostException) {
            return new NotSent(NotSent.Obstacle.DNS);
        }
        if (failure instanceof SSLException) {
            return new NotSent(NotSent.Obstacle.TLS);
        }
        boolean busy = failure instanceof ConnectionPoolTimeoutException || failure instanceof RequestAbortedException;
        return new NotSent(busy ? NotSent.Obstacle.BUSY : NotSent.Obstacle.CONNECT);
    }

    /** The machine's own look-up, with its caches. */
    static InetAddress[] system(String host) throws UnknownHostException {
        return InetAddress.getAllByName(host);
    }
}
