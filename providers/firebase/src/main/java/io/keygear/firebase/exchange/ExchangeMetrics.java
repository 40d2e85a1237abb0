package io.keygear.firebase.exchange;

import io.micrometer.core.instrument.Metrics;

/**
 * Counts exchanges, where Keycloak's metrics are on: {@code keygear_firebase_exchanges_total} by realm and outcome.
 * Neither tag is about a person.
 */
final class ExchangeMetrics {

    private static final String NAME = "keygear.firebase.exchanges";

    private ExchangeMetrics() {}

    static void count(String realm, ExchangeAnswer answer) {
        Metrics.counter(NAME, "realm", realm, "outcome", outcome(answer)).increment();
    }

    private static String outcome(ExchangeAnswer answer) {
        if (answer instanceof ExchangeAnswer.Refused refused) {
            return refused.reason();
        }
        return answer instanceof ExchangeAnswer.Limited limited
                ? limited.status().id()
                : "active";
    }
}
