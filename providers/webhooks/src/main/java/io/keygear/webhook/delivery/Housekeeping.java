package io.keygear.webhook.delivery;

import io.keygear.kit.jpa.OwnTransaction;
import io.keygear.webhook.endpoint.Endpoint;
import io.keygear.webhook.endpoint.EndpointOptions;
import io.keygear.webhook.endpoint.RealmEndpoints;
import io.keygear.webhook.outbox.Retention;
import java.time.Duration;
import java.util.Collection;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jboss.logging.Logger;
import org.keycloak.component.ComponentModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;

/** What is done now and then: old rows are removed, what waits is counted, endpoints that are gone are switched off. */
final class Housekeeping {

    private static final Logger LOG = Logger.getLogger(Housekeeping.class);
    private static final Duration FIRST_SWEEP = Duration.ofMinutes(1);
    private static final Duration MEASURE = Duration.ofSeconds(15);

    private final Retention retention;
    private final OwnTransaction transactions;
    private final DispatchMetrics metrics;
    private final Supplier<Collection<String>> endpoints;

    /**
     * @param endpoints the ids of those that are switched on
     */
    Housekeeping(
            Retention retention,
            OwnTransaction transactions,
            DispatchMetrics metrics,
            Supplier<Collection<String>> endpoints) {
        this.endpoints = endpoints;
        this.retention = retention;
        this.transactions = transactions;
        this.metrics = metrics;
    }

    void schedule(ScheduledExecutorService thread, Duration sweep) {
        Duration first = sweep.compareTo(FIRST_SWEEP) < 0 ? sweep : FIRST_SWEEP;
        Future<?> sweeping = thread.scheduleWithFixedDelay(
                guarded(retention::sweep), first.toSeconds(), sweep.toSeconds(), TimeUnit.SECONDS);
        Future<?> measuring =
                thread.scheduleWithFixedDelay(guarded(this::measure), 5, MEASURE.toSeconds(), TimeUnit.SECONDS);
        LOG.debugf("webhook housekeeping: %s, %s", sweeping, measuring);
    }

    /**
     * Switches an endpoint off that answered 410 (Standard Webhooks: it must not be called again), unless it has
     * another address by now.
     */
    void disable(Endpoint endpoint) {
        guarded(() -> transactions.call(scope -> disable(scope.session(), endpoint)))
                .run();
    }

    private void measure() {
        Retention.Waiting waiting = retention.waiting(endpoints.get());
        metrics.measured(waiting.count(), waiting.oldestAt());
    }

    private static boolean disable(KeycloakSession session, Endpoint endpoint) {
        RealmModel realm = session.realms().getRealm(endpoint.realmId());
        if (realm == null) {
            return false;
        }
        session.getContext().setRealm(realm);
        return RealmEndpoints.component(realm, endpoint.id())
                .filter(component -> EndpointOptions.isAt(component, endpoint.target()))
                .map(ComponentModel::new) // Keycloak's own is shared by all threads
                .map(component -> {
                    component.put(EndpointOptions.ENABLED.key(), false);
                    realm.updateComponent(component);
                    LOG.warnf(
                            "webhook endpoint id=%s realm=%s answered 410 and is switched off",
                            endpoint.id(), realm.getName());
                    return true;
                })
                .orElse(false);
    }

    /** The next time comes even if this one fails. */
    private static Runnable guarded(Runnable work) {
        return () -> {
            try {
                work.run();
            } catch (RuntimeException failure) {
                LOG.error("webhook housekeeping failed, it will try again", failure);
            }
        };
    }
}
