package io.keygear.spi.sms;

import java.time.Duration;
import java.time.Instant;

/**
 * One message on its way. Its {@link #toString()} shows neither number nor text, so it can stand in a log.
 *
 * @param id identifies the message in logs and in receipts; never the code
 * @param to the receiver in E.164, such as {@code +447700900101}
 * @param text what the person reads
 * @param validity how long the text is of use; gateways that can, drop it afterwards
 * @param deadline when the sender must have returned, whatever the gateway does
 */
public record SmsMessage(String id, String to, String text, Duration validity, Instant deadline) {

    @Override
    public String toString() {
        return "SmsMessage[" + id + "]";
    }
}
