package io.keygear.webhook.delivery;

import io.keygear.webhook.endpoint.Endpoint;
import io.keygear.webhook.outbox.Attempt;
import io.keygear.webhook.outbox.Parcel;
import io.keygear.webhook.outbox.Settled.Verdict;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Metrics;
import io.micrometer.core.instrument.Timer;
import java.time.Clock;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

/**
 * What can be watched, through the registry that Keycloak fills when its metrics are on. Depth and age are those of the
 * whole outbox, the same from every node; all else is of this node.
 */
final class DispatchMetrics {

    private static final String PREFIX = "keygear.webhook.";

    private final MeterRegistry registry = Metrics.globalRegistry;
    private final Clock clock;
    private final AtomicLong depth = new AtomicLong();
    private final AtomicLong oldest = new AtomicLong();

    DispatchMetrics(Clock clock, Supplier<Number> brokenEndpoints) {
        this.clock = clock;
        Gauge.builder(PREFIX + "pending", depth::get)
                .description("Deliveries that wait")
                .register(registry);
        Gauge.builder(PREFIX + "oldest.age", this::oldestAge)
                .baseUnit("seconds")
                .description("How long the oldest of them has been waiting")
                .register(registry);
        Gauge.builder(PREFIX + "endpoints.broken", brokenEndpoints)
                .description("Endpoints that are given a pause because nothing arrives")
                .register(registry);
    }

    /** One try, and how long the event has been on its way. */
    void attempted(Endpoint endpoint, Parcel parcel, Attempt attempt, Verdict verdict) {
        String outcome = attempt.status() == 0 ? attempt.outcome() : attempt.status() / 100 + "xx";
        Timer.builder(PREFIX + "attempts")
                .description("Tries to deliver, by outcome")
                .tag("endpoint", endpoint.id())
                .tag("outcome", outcome)
                .register(registry)
                .record(Duration.ofMillis(attempt.durationMillis()));
        if (!(verdict instanceof Verdict.Retry)) {
            long lag = clock.millis() - parcel.event().at();
            Timer.builder(PREFIX + "lag")
                    .description("From the event until its delivery ended")
                    .tag("result", verdict.getClass().getSimpleName().toLowerCase(Locale.ROOT))
                    .register(registry)
                    .record(Duration.ofMillis(Math.max(0, lag)));
        }
    }

    /** What waits. */
    void measured(long pending, long oldestAt) {
        depth.set(pending);
        oldest.set(oldestAt);
    }

    private double oldestAge() {
        long at = oldest.get();
        return at == 0 ? 0 : Math.max(0, clock.millis() - at) / 1000.0;
    }
}
