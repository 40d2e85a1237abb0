package io.keygear.sms.http;

import io.keygear.kit.http.OutboundHttp;
import io.keygear.spi.sms.SmsMessage;
import io.keygear.spi.sms.SmsOutcome;
import io.keygear.spi.sms.TextSender;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.jboss.logging.Logger;

/** Hands a message to a configured gateway, once. */
final class HttpSmsSender implements TextSender {

    private static final Logger LOG = Logger.getLogger(HttpSmsSender.class);
    private static final Duration LONGEST = Duration.ofSeconds(5);

    private final Gateway gateway;
    private final OutboundHttp http;
    private final Clock clock;

    HttpSmsSender(Gateway gateway, OutboundHttp http, Clock clock) {
        this.gateway = gateway;
        this.http = http;
        this.clock = clock;
    }

    @Override
    public SmsOutcome send(SmsMessage message) {
        Instant latest = clock.instant().plus(LONGEST);
        Instant deadline = message.deadline().isBefore(latest) ? message.deadline() : latest;
        SmsOutcome outcome = gateway.answer().read(http.exchange(gateway.call(message, deadline)));
        LOG.debugf("%s: %s", message, outcome);
        return outcome;
    }
}
