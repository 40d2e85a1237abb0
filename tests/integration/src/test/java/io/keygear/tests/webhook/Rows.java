package io.keygear.tests.webhook;

import io.keygear.tests.server.Probe;
import io.keygear.tests.verification.Eventually;
import java.time.Duration;
import java.util.Optional;

/** An endpoint's deliveries and attempts, as they stand in the database. */
final class Rows {

    private static final Duration PATIENCE = Duration.ofSeconds(40);

    private final Probe database;
    private final String endpointId;

    Rows(Probe database, String endpointId) {
        this.database = database;
        this.endpointId = endpointId;
    }

    long pending() {
        return inState(0);
    }

    long delivered() {
        return inState(1);
    }

    long dead() {
        return inState(2);
    }

    /** Tries that ended so, for instance {@code answered} with a status, or {@code tls} with 0. */
    long attempts(String outcome, int status) {
        return attempts(" and a.OUTCOME = '" + outcome + "' and a.HTTP_STATUS = " + status);
    }

    /** All tries. */
    long attempts() {
        return attempts("");
    }

    /** The longest beginning of an answer that is kept. */
    long longestAnswer() {
        return database.number("select max(length(a.ANSWER)) from KG_WEBHOOK_ATTEMPT a where a.DELIVERY_ID in"
                + " (select d.ID from KG_WEBHOOK_DELIVERY d where d.ENDPOINT_ID = '" + endpointId + "')");
    }

    /** Waits until as many are delivered. */
    void awaitDelivered(long count, Duration patience) {
        Eventually.get(patience, () -> Optional.of(delivered()).filter(found -> found >= count));
    }

    /** Waits until there were as many tries of this kind. */
    void awaitAttempts(long count, String outcome, int status) {
        Eventually.get(PATIENCE, () -> Optional.of(attempts(outcome, status)).filter(found -> found >= count));
    }

    /** Waits until as many were given up. */
    void awaitDead(long count) {
        Eventually.get(PATIENCE, () -> Optional.of(dead()).filter(found -> found >= count));
    }

    /** Waits until nothing is left of them. */
    void awaitNothing() {
        Eventually.get(
                PATIENCE,
                () -> Optional.of(pending() + delivered() + dead() + attempts()).filter(found -> found == 0));
    }

    private long inState(int state) {
        return database.number("select count(*) from KG_WEBHOOK_DELIVERY d where d.ENDPOINT_ID = '" + endpointId
                + "' and d.STATE = " + state);
    }

    private long attempts(String condition) {
        return database.number("select count(*) from KG_WEBHOOK_ATTEMPT a where a.DELIVERY_ID in"
                + " (select d.ID from KG_WEBHOOK_DELIVERY d where d.ENDPOINT_ID = '" + endpointId + "')" + condition);
    }
}
