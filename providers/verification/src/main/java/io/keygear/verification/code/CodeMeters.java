package io.keygear.verification.code;

import io.keygear.verification.code.CodeChannel.Try;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;

/**
 * What happens to codes, in Keycloak's own registry of meters: on the management port under {@code /metrics} where the
 * server runs with {@code --metrics-enabled=true}, and nowhere else. Tags have few values each: no person, no number,
 * no client.
 */
final class CodeMeters {

    private static final Duration[] STEPS = {
        Duration.ofMillis(100),
        Duration.ofMillis(250),
        Duration.ofMillis(500),
        Duration.ofSeconds(1),
        Duration.ofSeconds(2),
        Duration.ofSeconds(5)
    };

    private final MeterRegistry registry;

    CodeMeters(MeterRegistry registry) {
        this.registry = registry;
    }

    /** A sender had a message. */
    void handed(Errand errand, Try handed) {
        Counter.builder("keygear.code.messages")
                .description("Messages given to senders, by what became of them")
                .tags("realm", errand.realm(), "channel", errand.channel(), "country", errand.country())
                .tags("sender", handed.sender(), "outcome", handed.result())
                .register(registry)
                .increment();
        Timer.builder("keygear.code.sending")
                .description("How long senders had messages")
                .serviceLevelObjectives(STEPS)
                .tags("channel", errand.channel(), "country", errand.country())
                .tags("sender", handed.sender(), "outcome", handed.result())
                .register(registry)
                .record(handed.took());
    }

    /** A message was asked for and not sent, or would not have been sent in another mode. */
    void blocked(Errand errand, String reason) {
        Counter.builder("keygear.code.blocked")
                .description("Messages asked for and not sent, by the rule that spoke against it")
                .tags("realm", errand.realm(), "channel", errand.channel(), "country", errand.country())
                .tags("reason", reason)
                .register(registry)
                .increment();
    }

    /** A code was typed. */
    void checked(String realm, Purpose purpose, String outcome) {
        Counter.builder("keygear.code.checks")
                .description("Codes typed, by what became of them")
                .tags("realm", realm, "purpose", purpose.id(), "outcome", outcome)
                .register(registry)
                .increment();
    }

    /** A gateway reported. */
    void reported(Errand errand, String sender, Delivery delivery) {
        Counter.builder("keygear.code.receipts")
                .description("Receipts that decided a message, by what they said")
                .tags("realm", errand.realm(), "channel", errand.channel(), "country", errand.country())
                .tags("sender", sender, "outcome", delivery.id())
                .register(registry)
                .increment();
    }
}
