package io.keygear.sms.twilio;

import com.twilio.rest.verify.v2.Service;
import com.twilio.rest.verify.v2.service.Verification;
import com.twilio.rest.verify.v2.service.VerificationCheck;
import com.twilio.rest.verify.v2.service.VerificationCreator;
import io.keygear.kit.http.HttpOutcome.NotSent;
import io.keygear.kit.http.OutboundHttp;
import io.keygear.sms.twilio.TwilioCall.Result;
import io.keygear.spi.sms.SmsFailure;
import io.keygear.spi.sms.SmsOutcome;
import io.keygear.spi.sms.SmsOutcome.Accepted;
import io.keygear.spi.sms.SmsOutcome.Failed;
import io.keygear.spi.sms.VerifyCheck;
import io.keygear.spi.sms.VerifyRequest;
import io.keygear.spi.sms.VerifyService;
import io.keygear.spi.sms.VerifyVerdict;
import java.time.Instant;
import java.util.OptionalInt;
import org.jboss.logging.Logger;

/**
 * Has Twilio Verify make, send and compare codes. A wrong code is answered with 200 and the status {@code pending}, one
 * that has run out, was used or was tried too often with 404.
 */
final class TwilioVerifySender implements VerifyService {

    private static final Logger LOG = Logger.getLogger(TwilioVerifySender.class);
    private static final String CHANNEL = "sms";
    private static final String APPROVED = "approved";
    private static final String PENDING = "pending";
    private static final int NOT_FOUND = 404;
    private static final int NO_CODE = 60200;
    private static final int TRIED_ENOUGH = 60202;

    private final String service;
    private final TwilioCall call;

    TwilioVerifySender(TwilioVerifyOptions.Verification verification, OutboundHttp http) {
        this.service = verification.serviceSid();
        this.call = new TwilioCall(verification.account(), http);
    }

    @Override
    public SmsOutcome send(VerifyRequest request) {
        SmsOutcome outcome = outcome(call.make(creator(request)::create, request.deadline()));
        LOG.debugf("%s: %s", request, outcome);
        return outcome;
    }

    @Override
    public VerifyVerdict check(VerifyCheck check) {
        VerifyVerdict verdict = verdict(call.make(
                VerificationCheck.creator(service)
                        .setVerificationSid(check.deliveryId())
                        .setCode(check.code())::create,
                check.deadline()));
        LOG.debugf("%s: %s", check, verdict);
        return verdict;
    }

    @Override
    public OptionalInt codeLength(Instant deadline) {
        Result<Service> result = call.make(Service.fetcher(service)::fetch, deadline);
        return result instanceof Result.Read<Service> read && read.resource().getCodeLength() != null
                ? OptionalInt.of(read.resource().getCodeLength())
                : OptionalInt.empty();
    }

    private VerificationCreator creator(VerifyRequest request) {
        VerificationCreator creator =
                Verification.creator(service, request.to(), CHANNEL).setLocale(VerifyLocale.of(request.locale()));
        request.appHash().ifPresent(creator::setAppHash);
        return creator;
    }

    /** Without the id of the verification nothing could be compared, so an answer that lacks it is a failure. */
    private static SmsOutcome outcome(Result<Verification> result) {
        if (result instanceof Result.Read<Verification> read && read.resource().getSid() != null) {
            return new Accepted(read.resource().getSid());
        }
        SmsOutcome outcome = TwilioErrors.unread(result);
        return outcome instanceof Accepted ? new Failed(SmsFailure.PROVIDER_DOWN, "no-sid", false) : outcome;
    }

    private static VerifyVerdict verdict(Result<VerificationCheck> result) {
        if (result instanceof Result.Read<VerificationCheck> read) {
            String status = String.valueOf(read.resource().getStatus());
            return switch (status) {
                case APPROVED -> new VerifyVerdict.Approved();
                case PENDING -> new VerifyVerdict.Wrong();
                default -> new VerifyVerdict.Expired();
            };
        }
        if (result instanceof Result.Answered<VerificationCheck> answered) {
            return refused(answered);
        }
        boolean notSent = ((Result.Silent<VerificationCheck>) result).outcome() instanceof NotSent;
        return new VerifyVerdict.Unclear(SmsFailure.PROVIDER_DOWN, notSent ? "not-sent" : "no-answer");
    }

    private static VerifyVerdict refused(Result.Answered<?> answer) {
        Integer code = answer.code();
        if (answer.status() == NOT_FOUND || (code != null && code == TRIED_ENOUGH)) {
            return new VerifyVerdict.Expired();
        }
        if (code != null && code == NO_CODE) {
            return new VerifyVerdict.Wrong();
        }
        return new VerifyVerdict.Unclear(
                TwilioErrors.failure(answer.status(), code),
                code == null ? "http:" + answer.status() : code.toString());
    }
}
