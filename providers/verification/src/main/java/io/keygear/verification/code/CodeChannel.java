package io.keygear.verification.code;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A way to bring a code to a person: by SMS, by e-mail. */
public interface CodeChannel {

    /** The channel's name in the database and on pages, such as {@code sms}. */
    String id();

    /**
     * Makes ready what sending needs from the request: sender, secrets, language. The result is used on another
     * thread, when the request may be over.
     *
     * @param value the number or address to reach
     * @return empty when the channel is not set up in this realm
     */
    Optional<Courier> courier(String value);

    /** Carries one message. */
    @FunctionalInterface
    interface Courier {

        /** Sends once, blocking until the outcome is known or the deadline is over. */
        Outcome carry(Message message);
    }

    /**
     * What is to be sent. Its {@link #toString()} does not show the code.
     *
     * @param id the challenge's id
     * @param code the code as people read it
     * @param lifespan how long it is taken
     * @param deadline when {@link Courier#carry} must have returned
     */
    record Message(String id, String code, Duration lifespan, Instant deadline) {
        @Override
        public String toString() {
            return "Message[" + id + "]";
        }
    }

    /**
     * What became of it.
     *
     * @param delivery accepted or failed
     * @param deliveryId the gateway's id of the message
     * @param failure why it failed, as a category
     */
    record Outcome(
            Delivery delivery,
            @Nullable String deliveryId,
            @Nullable String failure) {}
}
