package io.keygear.verification.sender;

import io.keygear.spi.sms.SmsOutcome;
import java.time.Duration;

/**
 * One message given to one sender.
 *
 * @param senderId the id of the sender's component
 * @param sender what the administrator calls it
 * @param keepsCode whether the sender made the code, so that it alone can compare
 * @param outcome what became of it
 * @param took how long the sender had it
 */
public record Handover(String senderId, String sender, boolean keepsCode, SmsOutcome outcome, Duration took) {}
