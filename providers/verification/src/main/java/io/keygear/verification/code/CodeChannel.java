package io.keygear.verification.code;

import io.keygear.verification.toll.Reach;
import io.keygear.verification.toll.TollPolicy;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
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

    /**
     * Whether this channel reaches a value, and on whose bill.
     *
     * @param value the number or address to reach
     */
    default Reach reach(String value, TollPolicy toll) {
        return new Reach.Free();
    }

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
     * @param carrier who had it last
     * @param tries all who had it, in order
     */
    record Outcome(
            Delivery delivery,
            @Nullable String deliveryId,
            @Nullable String failure,
            Carrier carrier,
            List<Try> tries) {

        /** An outcome of a channel that has one way only. */
        public Outcome(Delivery delivery, @Nullable String deliveryId, @Nullable String failure) {
            this(delivery, deliveryId, failure, Carrier.NOBODY, List.of());
        }
    }

    /**
     * Who carried a message.
     *
     * @param senderId its component's id
     * @param keepsCode whether it made the code itself, so that it alone can compare
     */
    record Carrier(@Nullable String senderId, boolean keepsCode) {

        /** The channel itself. */
        public static final Carrier NOBODY = new Carrier(null, false);
    }

    /**
     * One message in the hands of one sender, for metrics.
     *
     * @param sender what the administrator calls it
     * @param result {@code accepted}, or the category of the failure
     * @param took how long it had the message
     */
    record Try(String sender, String result, Duration took) {}
}
