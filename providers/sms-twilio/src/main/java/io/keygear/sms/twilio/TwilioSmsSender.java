package io.keygear.sms.twilio;

import com.twilio.rest.api.v2010.account.Message;
import com.twilio.rest.api.v2010.account.MessageCreator;
import com.twilio.type.PhoneNumber;
import io.keygear.kit.http.OutboundHttp;
import io.keygear.sms.twilio.TwilioCall.Result;
import io.keygear.spi.sms.Receipt;
import io.keygear.spi.sms.ReceiptRequest;
import io.keygear.spi.sms.SmsFailure;
import io.keygear.spi.sms.SmsMessage;
import io.keygear.spi.sms.SmsOutcome;
import io.keygear.spi.sms.SmsOutcome.Accepted;
import io.keygear.spi.sms.SmsOutcome.Failed;
import io.keygear.spi.sms.TextSender;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;
import org.jboss.logging.Logger;

/** Hands a message to Twilio's Programmable Messaging, once. */
final class TwilioSmsSender implements TextSender {

    private static final Logger LOG = Logger.getLogger(TwilioSmsSender.class);
    private static final Duration LONGEST_VALIDITY = Duration.ofHours(10);
    private static final Set<Message.Status> LOST =
            EnumSet.of(Message.Status.FAILED, Message.Status.UNDELIVERED, Message.Status.CANCELED);

    private final Messaging messaging;
    private final TwilioCall call;

    TwilioSmsSender(Messaging messaging, OutboundHttp http) {
        this.messaging = messaging;
        this.call = new TwilioCall(messaging.account(), http);
    }

    @Override
    public SmsOutcome send(SmsMessage message) {
        SmsOutcome outcome = outcome(call.make(creator(message)::create, message.deadline()));
        LOG.debugf("%s: %s", message, outcome);
        return outcome;
    }

    @Override
    public Receipt parseReceipt(ReceiptRequest request) {
        return messaging.receipts().map(receipts -> receipts.read(request)).orElseGet(Receipt.Unsupported::new);
    }

    private MessageCreator creator(SmsMessage message) {
        PhoneNumber to = new PhoneNumber(message.to());
        MessageCreator creator = messaging.origin() instanceof Origin.From from
                ? Message.creator(to, new PhoneNumber(from.sender()), message.text())
                : Message.creator(to, ((Origin.Service) messaging.origin()).sid(), message.text());
        if (message.receipts() != null && messaging.receipts().isPresent()) {
            creator.setStatusCallback(message.receipts());
        }
        return creator.setValidityPeriod(validity(message.validity()));
    }

    private static SmsOutcome outcome(Result<Message> result) {
        if (result instanceof Result.Read<Message> read && read.resource().getSid() != null) {
            return taken(read.resource(), read.status());
        }
        return TwilioErrors.unread(result);
    }

    private static SmsOutcome taken(Message message, int status) {
        if (message.getStatus() != null && LOST.contains(message.getStatus())) {
            Integer code = message.getErrorCode();
            SmsFailure failure = code == null ? SmsFailure.UNDELIVERED : TwilioErrors.failure(status, code);
            return new Failed(failure, code == null ? message.getStatus().toString() : code.toString(), true);
        }
        return new Accepted(message.getSid());
    }

    private static int validity(Duration asked) {
        return (int) Math.max(1, Math.min(asked.toSeconds(), LONGEST_VALIDITY.toSeconds()));
    }
}
