package io.keygear.tests.gateway;

/**
 * A message that {@link FakeTwilio} took. Parameters that were not sent are empty.
 *
 * @param sid the id it was answered with
 * @param to the receiver
 * @param from the number or name it is sent from
 * @param messagingServiceSid the service it is sent by
 * @param body what the person reads
 * @param validityPeriod in seconds
 * @param statusCallback where receipts go
 * @param locale the language that Verify was asked for
 * @param appHash the Android app that Verify was told of
 */
public record TwilioMessage(
        String sid,
        String to,
        String from,
        String messagingServiceSid,
        String body,
        String validityPeriod,
        String statusCallback,
        String locale,
        String appHash) {}
