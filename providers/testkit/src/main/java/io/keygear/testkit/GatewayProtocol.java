package io.keygear.testkit;

import io.keygear.spi.sms.SmsFailure;
import java.util.Map;
import java.util.Optional;

/**
 * What a sender's gateway says, for the kit to say it in its place.
 *
 * @param accepted the answer to a message that was taken
 * @param deliveryId the id in that answer that receipts refer to; empty when the gateway gives none
 * @param refusals for each reason that the gateway has an answer for: that answer. Only refusals after which the
 *     gateway certainly does not have the message; at least one
 */
public record GatewayProtocol(StubAnswer accepted, Optional<String> deliveryId, Map<SmsFailure, StubAnswer> refusals) {}
