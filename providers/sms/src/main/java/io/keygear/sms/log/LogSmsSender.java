package io.keygear.sms.log;

import io.keygear.spi.sms.SmsMessage;
import io.keygear.spi.sms.SmsOutcome;
import io.keygear.spi.sms.TextSender;
import java.util.regex.Pattern;
import org.jboss.logging.Logger;

/** Writes a message, number and text, in one line. The one place in Keygear that does such a thing. */
final class LogSmsSender implements TextSender {

    private static final Logger LOG = Logger.getLogger(LogSmsSender.class);
    private static final Pattern LINE_BREAK = Pattern.compile("\\R+");
    private static final Pattern CONTROL = Pattern.compile("\\p{Cntrl}");

    @Override
    public SmsOutcome send(SmsMessage message) {
        LOG.infof("SMS to %s: %s", oneLine(message.to()), oneLine(message.text()));
        return new SmsOutcome.Accepted(message.id());
    }

    private static String oneLine(String text) {
        String joined = LINE_BREAK.matcher(text).replaceAll(" | ");
        return CONTROL.matcher(joined).replaceAll("?");
    }
}
