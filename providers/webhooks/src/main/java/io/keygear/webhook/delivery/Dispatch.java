package io.keygear.webhook.delivery;

import io.keygear.kit.jpa.OwnTransaction;
import io.keygear.kit.time.KeycloakClock;
import io.keygear.webhook.endpoint.Endpoint;
import io.keygear.webhook.endpoint.RealmEndpoints;
import io.keygear.webhook.outbox.Attempt;
import io.keygear.webhook.outbox.OutboxNode;
import io.keygear.webhook.outbox.Parcel;
import io.keygear.webhook.outbox.Retention;
import io.keygear.webhook.outbox.Settled.Verdict;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import org.jboss.logging.Logger;

/** A running dispatcher with its threads: one for the outbox, one for housekeeping, and the crew's. */
final class Dispatch implements Reports {

    private static final Logger LOG = Logger.getLogger(Dispatch.class);
    private static final Duration SIGNING_OFF = Duration.ofSeconds(35);

    private final DispatchSettings settings;
    private final Housekeeping housekeeping;
    private final CrewThreads crewThreads;
    private final ScheduledExecutorService houseThread;
    private final Dispatcher dispatcher;
    private final Thread thread;
    private final DispatchMetrics metrics;

    private Dispatch(
            OwnTransaction transactions,
            DispatchSettings settings,
            RealmEndpoints endpoints,
            Arrivals arrivals,
            Courier courier) {
        Clock clock = KeycloakClock.INSTANCE;
        this.settings = settings;
        this.crewThreads = new CrewThreads(settings.threads(), named("keygear-webhook"));
        this.houseThread = Executors.newSingleThreadScheduledExecutor(named("keygear-webhook-house"));
        Journal journal = new Journal(arrivals.bell());
        RetryCurve curve = new RetryCurve(
                settings.retries(), () -> ThreadLocalRandom.current().nextDouble());
        Lease lease = new Lease(settings.lease());
        Crew crew = new Crew(crewThreads, lease, courier, curve, journal, this, clock);
        Posts posts = new Posts(endpoints, this::line, arrivals, journal, crew);
        this.metrics = new DispatchMetrics(
                clock,
                () -> posts.all().stream()
                        .filter(post -> post.line().isBroken())
                        .count());
        this.housekeeping = new Housekeeping(
                new Retention(transactions, clock, settings.upkeep().kept()), transactions, metrics, posts::ids);
        this.dispatcher = new Dispatcher(
                () -> OutboxNode.join(transactions, clock, lease.time()), settings.poll(), lease, posts, clock);
        this.thread = named("keygear-webhook-outbox").newThread(dispatcher);
    }

    static Dispatch start(
            OwnTransaction transactions,
            DispatchSettings settings,
            RealmEndpoints endpoints,
            Arrivals arrivals,
            Courier courier) {
        Dispatch dispatch = new Dispatch(transactions, settings, endpoints, arrivals, courier);
        dispatch.thread.start();
        dispatch.housekeeping.schedule(dispatch.houseThread, settings.upkeep().sweep());
        return dispatch;
    }

    @Override
    public void attempted(Endpoint endpoint, Parcel parcel, Attempt attempt, Verdict verdict) {
        LOG.debugf(
                "event id=%s to endpoint id=%s: %s %d after %d ms",
                parcel.event().id(), endpoint.id(), attempt.outcome(), attempt.status(), attempt.durationMillis());
        metrics.attempted(endpoint, parcel, attempt, verdict);
    }

    @Override
    public void gone(Endpoint endpoint) {
        try {
            crewThreads.execute(() -> housekeeping.disable(endpoint));
        } catch (RejectedExecutionException stopping) {
            LOG.debugf("endpoint id=%s is not switched off any more", endpoint.id());
        }
    }

    /** Sends nothing new, waits for what is under way, writes it down and gives the rest to other nodes. */
    void close() {
        houseThread.shutdownNow();
        dispatcher.stop();
        try {
            thread.join(SIGNING_OFF.toMillis());
        } catch (InterruptedException asked) {
            Thread.currentThread().interrupt();
        }
        crewThreads.close();
    }

    private Line line() {
        return new Line(new Window(Math.max(1, settings.threads() / 2)), new Breaker(settings.longestPause()));
    }

    private static ThreadFactory named(String name) {
        AtomicInteger count = new AtomicInteger();
        return task -> {
            Thread thread = new Thread(task, name + "-" + count.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        };
    }
}
