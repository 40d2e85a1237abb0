package io.keygear.sms.twilio;

import com.twilio.exception.ApiException;
import com.twilio.exception.TwilioException;
import com.twilio.http.TwilioRestClient;
import com.twilio.rest.api.v2010.account.Message;
import com.twilio.rest.api.v2010.account.MessageCreator;
import com.twilio.type.PhoneNumber;
import io.keygear.kit.http.HttpOutcome;
import io.keygear.kit.http.HttpOutcome.NotSent;
import io.keygear.kit.http.HttpOutcome.Unknown;
import io.keygear.kit.http.OutboundHttp;
import io.keygear.spi.sms.SmsFailure;
import io.keygear.spi.sms.SmsMessage;
import io.keygear.spi.sms.SmsOutcome;
import io.keygear.spi.sms.SmsOutcome.Accepted;
import io.keygear.spi.sms.SmsOutcome.Failed;
import io.keygear.spi.sms.TextSender;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Set;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Hands a message to Twilio, once. Exceptions of the SDK are read and dropped, never logged or passed on: their texts
 * repeat the number.
 */
final class TwilioSmsSender implements TextSender {

    private static final Logger LOG = Logger.getLogger(TwilioSmsSender.class);
    private static final Duration LONGEST = Duration.ofSeconds(5);
    private static final Duration LONGEST_VALIDITY = Duration.ofHours(10);
    private static final int CREATED = 201;
    private static final Set<Message.Status> LOST =
            EnumSet.of(Message.Status.FAILED, Message.Status.UNDELIVERED, Message.Status.CANCELED);

    private final TwilioAccount account;
    private final OutboundHttp http;
    private final Clock clock;

    TwilioSmsSender(TwilioAccount account, OutboundHttp http, Clock clock) {
        this.account = account;
        this.http = http;
        this.clock = clock;
    }

    @Override
    public SmsOutcome send(SmsMessage message) {
        Instant latest = clock.instant().plus(LONGEST);
        Instant deadline = message.deadline().isBefore(latest) ? message.deadline() : latest;
        SmsOutcome outcome = send(message, new TwilioTransport(http, account.endpoint(), deadline));
        LOG.debugf("%s: %s", message, outcome);
        return outcome;
    }

    private SmsOutcome send(SmsMessage message, TwilioTransport transport) {
        try {
            return taken(creator(message).create(client(transport)), transport.status());
        } catch (TransportFailure failure) {
            return unanswered(failure.outcome());
        } catch (ApiException failure) {
            return answered(transport.status(), failure.getCode());
        } catch (TwilioException failure) {
            return answered(transport.status(), null);
        }
    }

    /** Costs nothing: connections belong to {@link OutboundHttp}. */
    private TwilioRestClient client(TwilioTransport transport) {
        return new TwilioRestClient.Builder(
                        account.credentials().user(), account.credentials().password())
                .accountSid(account.sid())
                .region(account.endpoint().region())
                .edge(account.endpoint().edge())
                .httpClient(transport)
                .build();
    }

    private MessageCreator creator(SmsMessage message) {
        PhoneNumber to = new PhoneNumber(message.to());
        MessageCreator creator = account.origin() instanceof Origin.From from
                ? Message.creator(to, new PhoneNumber(from.sender()), message.text())
                : Message.creator(to, ((Origin.Service) account.origin()).sid(), message.text());
        return creator.setValidityPeriod(validity(message.validity()));
    }

    private static SmsOutcome taken(@Nullable Message message, int status) {
        if (message == null || message.getSid() == null) {
            return answered(status, null);
        }
        if (message.getStatus() != null && LOST.contains(message.getStatus())) {
            Integer code = message.getErrorCode();
            SmsFailure failure = code == null ? SmsFailure.UNDELIVERED : TwilioErrors.failure(status, code);
            return new Failed(failure, code == null ? message.getStatus().toString() : code.toString(), true);
        }
        return new Accepted(message.getSid());
    }

    /** An answer that the SDK could not read as a message; one that says "created" still means what it says. */
    private static SmsOutcome answered(int status, @Nullable Integer code) {
        return status == CREATED ? new Accepted(null) : TwilioErrors.refused(status, code);
    }

    private static SmsOutcome unanswered(HttpOutcome outcome) {
        return outcome instanceof NotSent notSent ? Failed.notReached(notSent) : Failed.unanswered((Unknown) outcome);
    }

    private static int validity(Duration asked) {
        return (int) Math.max(1, Math.min(asked.toSeconds(), LONGEST_VALIDITY.toSeconds()));
    }
}
