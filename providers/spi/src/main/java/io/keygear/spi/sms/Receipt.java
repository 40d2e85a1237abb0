package io.keygear.spi.sms;

import org.jspecify.annotations.Nullable;

/** What a gateway reported about a message. */
public sealed interface Receipt {

    /**
     * The message is on the phone.
     *
     * @param deliveryId what the message was accepted under, see {@link SmsOutcome.Accepted}
     */
    record Delivered(String deliveryId) implements Receipt {}

    /**
     * The message will not get there.
     *
     * @param deliveryId what the message was accepted under
     * @param failure why
     * @param providerCode the gateway's own error code, for the log; {@code null} when it gave none
     */
    record Undelivered(
            String deliveryId, SmsFailure failure, @Nullable String providerCode) implements Receipt {}

    /** A true receipt that decides nothing, such as that the carrier has the message now. */
    record Progress(String deliveryId) implements Receipt {}

    /** Not by the gateway: the signature is missing or wrong. Nothing in the request may be believed. */
    record Forged() implements Receipt {}

    /** By the gateway, but it cannot be read. */
    record Malformed() implements Receipt {}

    /** This sender, as it is configured, reads no receipts. */
    record Unsupported() implements Receipt {}
}
