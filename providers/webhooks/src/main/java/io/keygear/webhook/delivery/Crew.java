package io.keygear.webhook.delivery;

import io.keygear.webhook.delivery.Courier.Trip;
import io.keygear.webhook.endpoint.Endpoint;
import io.keygear.webhook.endpoint.Seal;
import io.keygear.webhook.outbox.Attempt;
import io.keygear.webhook.outbox.Parcel;
import io.keygear.webhook.outbox.Partitions;
import io.keygear.webhook.outbox.Settled;
import io.keygear.webhook.outbox.Settled.Verdict;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * The workers that carry parcels, on a bounded number of threads shared by all endpoints. They take up none without a
 * lease: others may have sent it by then, and what comes after it.
 */
final class Crew {

    private static final Logger LOG = Logger.getLogger(Crew.class);
    private static final int GONE = 410;

    /** How long a worker goes on before others get its thread. */
    private static final long SHIFT = Duration.ofMillis(200).toNanos();

    /** How long an endpoint that is gone is left alone; it is switched off meanwhile. */
    private static final Duration SWITCHING_OFF = Duration.ofSeconds(10);

    private final Executor threads;
    private final Lease lease;
    private final Courier courier;
    private final RetryCurve curve;
    private final Journal journal;
    private final Reports reports;
    private final Clock clock;

    Crew(
            Executor threads,
            Lease lease,
            Courier courier,
            RetryCurve curve,
            Journal journal,
            Reports reports,
            Clock clock) {
        this.threads = threads;
        this.lease = lease;
        this.courier = courier;
        this.curve = curve;
        this.journal = journal;
        this.reports = reports;
        this.clock = clock;
    }

    /** Hires as many workers as an endpoint has work for. */
    void staff(Post post) {
        while (lease.isKept() && post.line().hire(System.nanoTime())) {
            start(post);
        }
    }

    private void start(Post post) {
        try {
            threads.execute(() -> work(post));
        } catch (RejectedExecutionException stopping) {
            post.line().dismiss();
        }
    }

    private void work(Post post) {
        long begin = System.nanoTime();
        try {
            do {
                Optional<Parcel> parcel = next(post);
                if (parcel.isEmpty()) {
                    return;
                }
                carry(post, parcel.get());
            } while (System.nanoTime() - begin < SHIFT);
        } catch (RuntimeException | Error bug) {
            post.line().dismiss();
            throw bug;
        }
        start(post);
    }

    private Optional<Parcel> next(Post post) {
        if (lease.isKept()) {
            return post.line().next(System.nanoTime());
        }
        post.line().dismiss();
        return Optional.empty();
    }

    private void carry(Post post, Parcel parcel) {
        Post.Address address = post.address();
        Endpoint endpoint = address.endpoint();
        Trip trip = trip(endpoint, address.seal(), parcel);
        Verdict verdict = verdict(trip, parcel);
        boolean awaited = post.line().settle(parcel, verdict);
        if (post.isAt(endpoint)) {
            learn(post, trip);
        }
        journal.add(new Journal.Entry(post, new Settled(parcel, endpoint.id(), trip.attempt(), verdict)), awaited);
        reports.attempted(endpoint, parcel, trip.attempt(), verdict);
        if (trip.attempt().status() == GONE) {
            reports.gone(endpoint);
        }
        staff(post);
    }

    private Trip trip(Endpoint endpoint, @Nullable Seal seal, Parcel parcel) {
        try {
            if (seal != null) {
                return courier.carry(endpoint, seal, parcel);
            }
            return failed("no_secret");
        } catch (RuntimeException | Error bug) {
            // One delivery that cannot be made must not end the deliveries of all others.
            LOG.errorf(
                    bug,
                    "delivery of event id=%s to endpoint id=%s failed here",
                    parcel.event().id(),
                    endpoint.id());
            return failed("error");
        }
    }

    private Trip failed(String outcome) {
        return new Trip(new Attempt(clock.millis(), 0, 0, outcome, null), Duration.ZERO);
    }

    private Verdict verdict(Trip trip, Parcel parcel) {
        if (trip.attempt().succeeded()) {
            return new Verdict.Delivered();
        }
        if (trip.attempt().status() == GONE) {
            return new Verdict.Dead();
        }
        return curve.after(parcel.place().attempts(), trip.rest())
                .<Verdict>map(wait -> new Verdict.Retry(clock.millis() + wait.toMillis()))
                .orElseGet(Verdict.Dead::new);
    }

    private static void learn(Post post, Trip trip) {
        if (trip.attempt().status() == GONE) {
            post.line().pause(System.nanoTime(), SWITCHING_OFF);
            post.line().forgetWaiting(Partitions.ALL);
        } else if (trip.attempt().succeeded()) {
            post.line().succeeded(Duration.ofMillis(trip.attempt().durationMillis()));
        } else if (trip.isOutage() && post.line().failed(System.nanoTime(), trip.rest())) {
            post.line().forgetWaiting(Partitions.ALL);
        }
    }
}
