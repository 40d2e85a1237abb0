package io.keygear.testkit;

import io.keygear.spi.sms.SmsMessage;
import io.keygear.spi.sms.SmsOutcome;
import io.keygear.spi.sms.SmsSender;
import io.keygear.spi.sms.TextSender;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * What a sender has to do that is given the whole text:
 *
 * <pre>{@code
 * class AcmeSenderTest extends TextSenderContract {
 *     protected SmsSenderFactory factory() { return new AcmeSenderFactory(); }
 *     protected Map<String, String> options(URI gateway) { return Map.of("url", gateway + "/send", "key", "secret-key"); }
 *     protected GatewayProtocol protocol() {
 *         return new GatewayProtocol(
 *                 StubAnswer.json(202, "{\"id\": \"m-1\"}"),
 *                 Optional.of("m-1"),
 *                 Map.of(SmsFailure.INVALID_NUMBER, StubAnswer.json(422, "{\"error\": \"number\"}")));
 *     }
 * }
 * }</pre>
 */
public abstract class TextSenderContract extends SenderContract {

    @Override
    final SmsOutcome send(SmsSender sender, String to, String text, Instant deadline) {
        return ((TextSender) sender).send(new SmsMessage("m-1", to, text, Duration.ofMinutes(5), deadline));
    }

    @Override
    final List<String> expectedInRequest(String text) {
        return List.of(text);
    }
}
