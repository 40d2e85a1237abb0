package io.keygear.spi.sms;

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
     * @param notAccepted whether the gateway certainly does not have the message, so that another sender may try
     */
    record Failed(SmsFailure failure, @Nullable String providerCode, boolean notAccepted) implements SmsOutcome {}
}
