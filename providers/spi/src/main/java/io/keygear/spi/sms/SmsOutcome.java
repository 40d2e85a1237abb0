package io.keygear.spi.sms;

import io.keygear.kit.http.HttpOutcome;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What became of a message handed to a gateway. */
public sealed interface SmsOutcome {

    /**
     * The gateway took the message.
     *
     * @param deliveryId the gateway's own id, for receipts; {@code null} when it gave none
     */
    record Accepted(@Nullable String deliveryId) implements SmsOutcome {}

    /**
     * The message was not taken, or nobody can say.
     *
     * @param failure why, in the terms that decide what happens next
     * @param providerCode the gateway's own error code, for the log; {@code null} when it gave none
     * @param notAccepted whether the gateway certainly does not have the message. Also {@code false} where it has none
     *     but nobody else may send it instead, as when a service has sent this person enough codes
     */
    record Failed(SmsFailure failure, @Nullable String providerCode, boolean notAccepted) implements SmsOutcome {

        /**
         * Whether another sender may try: nothing was sent, and what this one refused for is not a decision about
         * the person (they want no messages) or the message (it is taken for fraud) that must not be got around.
         */
        public boolean mayGoElsewhere() {
            return notAccepted && failure != SmsFailure.OPT_OUT && failure != SmsFailure.FRAUD_BLOCKED;
        }

        /** For a gateway that was not reached: it certainly has nothing. */
        public static Failed notReached(HttpOutcome.NotSent outcome) {
            boolean ours = outcome.reason() == HttpOutcome.NotSent.Obstacle.FORBIDDEN;
            return new Failed(
                    ours ? SmsFailure.CONFIG : SmsFailure.PROVIDER_DOWN, code("not-sent", outcome.reason()), true);
        }

        /** For a gateway that had the message, or part of it, and was not heard of again. */
        public static Failed unanswered(HttpOutcome.Unknown outcome) {
            return new Failed(SmsFailure.PROVIDER_DOWN, code("no-answer", outcome.reason()), false);
        }

        private static String code(String what, Enum<?> reason) {
            return what + ":" + reason.name().toLowerCase(Locale.ROOT);
        }
    }
}
