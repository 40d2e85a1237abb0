package io.keygear.sms.twilio;

import io.keygear.spi.sms.SmsMessage;
import io.keygear.spi.sms.SmsOutcome;
import io.keygear.spi.sms.TextSender;
import io.keygear.testkit.StandInServer;
import io.keygear.tests.gateway.FakeTwilio;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/** A fake Twilio, and the sender as Keycloak would make it for that. */
final class Fixture implements AutoCloseable {

    static final String NUMBER = "+447700900101";
    static final String CODE = "123456";

    final FakeTwilio twilio = FakeTwilio.start();
    final Map<String, String> options = new HashMap<>(Map.of(
            "account-sid", FakeTwilio.ACCOUNT_SID,
            "api-key-sid", FakeTwilio.API_KEY_SID,
            "api-key-secret", FakeTwilio.API_KEY_SECRET,
            "messaging-service-sid", FakeTwilio.MESSAGING_SERVICE_SID,
            "base-url", twilio.baseUrl().toString()));
    private final TwilioSmsSenderFactory factory = new TwilioSmsSenderFactory();
    private final StandInServer server =
            new StandInServer("127.0.0.1/32", Map.of("master_twilio", FakeTwilio.AUTH_TOKEN));

    void validate() {
        factory.validateConfiguration(server.session(), StandInServer.realm(), StandInServer.component(options));
    }

    TextSender sender() {
        return (TextSender) factory.create(server.session(), StandInServer.component(options));
    }

    SmsOutcome send() {
        return send(Duration.ofSeconds(5));
    }

    SmsOutcome send(Duration limit) {
        return sender().send(message(limit));
    }

    static SmsMessage message(Duration limit) {
        return new SmsMessage(
                "m-1",
                NUMBER,
                "Your code is " + CODE,
                Duration.ofMinutes(5),
                Instant.now().plus(limit));
    }

    @Override
    public void close() {
        server.close();
        twilio.close();
    }
}
