package io.keygear.webhook.delivery;

import io.keygear.webhook.endpoint.Endpoint;
import io.keygear.webhook.endpoint.RealmEndpoints;
import io.keygear.webhook.endpoint.Seal;
import io.keygear.webhook.outbox.Attempt;
import io.keygear.webhook.outbox.EventHead;
import io.keygear.webhook.outbox.Parcel;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import org.keycloak.provider.Provider;

/** What other parts of this module ask of the node's dispatcher. */
public final class WebhookDispatch implements Provider {

    /** How long a test waits for an answer. */
    private static final Duration TEST = Duration.ofSeconds(5);

    private final Arrivals arrivals;
    private final RealmEndpoints endpoints;
    private final Courier courier;
    private final Semaphore tests;

    WebhookDispatch(Arrivals arrivals, RealmEndpoints endpoints, Courier courier, Semaphore tests) {
        this.arrivals = arrivals;
        this.endpoints = endpoints;
        this.courier = courier;
        this.tests = tests;
    }

    /** These were committed to the outbox. */
    public void committed(Collection<EventHead> events) {
        arrivals.add(events);
    }

    /** Something else was committed to the outbox. */
    public void wake() {
        arrivals.add(List.of());
    }

    /** The endpoints of realms, read once for the whole server. */
    public RealmEndpoints endpoints() {
        return endpoints;
    }

    /**
     * Sends one event right now, just as others are sent, and keeps nothing of it. The caller waits, in a thread that
     * serves logins otherwise: so not for long, and few at once.
     *
     * @return how it went; empty when as many tests as may be are under way
     */
    public Optional<Attempt> test(Endpoint endpoint, Seal seal, EventHead event, String payload) {
        if (!tests.tryAcquire()) {
            return Optional.empty();
        }
        try {
            Parcel parcel = new Parcel(event, payload, null, new Parcel.Place(0, 0, 0, 0, 0));
            return Optional.of(
                    courier.carry(endpoint.answeringWithin(TEST), seal, parcel).attempt());
        } finally {
            tests.release();
        }
    }

    @Override
    public void close() {}
}
