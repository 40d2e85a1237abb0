package io.keygear.sms.http;

import io.keygear.kit.http.OutboundHttp;
import io.keygear.spi.sms.SmsMessage;
import io.keygear.spi.sms.SmsOutcome;
import io.keygear.spi.sms.TextSender;
import org.jboss.logging.Logger;

/** Hands a message to a configured gateway, once. */
final class HttpSmsSender implements TextSender {

    private static final Logger LOG = Logger.getLogger(HttpSmsSender.class);

    private final Gateway gateway;
    private final OutboundHttp http;

    HttpSmsSender(Gateway gateway, OutboundHttp http) {
        this.gateway = gateway;
        this.http = http;
    }

    @Override
    public SmsOutcome send(SmsMessage message) {
        SmsOutcome outcome = gateway.answer().read(http.exchange(gateway.call(message)));
        LOG.debugf("%s: %s", message, outcome);
        return outcome;
    }
}
