package io.keygear.spi.sms;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One message on its way. Its {@link #toString()} shows neither number nor text, so it can stand in a log.
 *
 * @param id identifies the message in logs and in receipts; never the code
 * @param to the receiver in E.164, such as {@code +447700900101}
 * @param text what the person reads
 * @param validity how long the text is of use; gateways that can, drop it afterwards
 * @param deadline when the sender must have returned, whatever the gateway does
 * @param receipts where the gateway may report what became of the message, as the public sees the address; the sender
 *     is asked to read what comes there ({@link SmsSender#parseReceipt}); {@code null} when nobody listens
 */
public record SmsMessage(
        String id,
        String to,
        String text,
        Duration validity,
        Instant deadline,
        @Nullable URI receipts) {

    /** A message that nobody wants a receipt for. */
    public SmsMessage(String id, String to, String text, Duration validity, Instant deadline) {
        this(id, to, text, validity, deadline, null);
    }

    @Override
    public String toString() {
        return "SmsMessage[" + id + "]";
    }
}
