package io.keygear.sms.twilio;

import static java.util.Map.entry;

import io.keygear.kit.http.HttpOutcome.NotSent;
import io.keygear.kit.http.HttpOutcome.Unknown;
import io.keygear.sms.twilio.TwilioCall.Result;
import io.keygear.spi.sms.SmsFailure;
import io.keygear.spi.sms.SmsOutcome;
import io.keygear.spi.sms.SmsOutcome.Accepted;
import io.keygear.spi.sms.SmsOutcome.Failed;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Twilio's error codes in terms of what happens next. Codes not listed are judged by the HTTP status. */
final class TwilioErrors {

    private static final Map<Integer, SmsFailure> BY_CODE = byCode(Map.ofEntries(
            entry(SmsFailure.INVALID_NUMBER, List.of(21211, 21265, 21266, 21604, 21614, 60200, 60205)),
            entry(SmsFailure.OPT_OUT, List.of(21610)),
            entry(SmsFailure.GEO_BLOCKED, List.of(21408, 60605)),
            entry(SmsFailure.FRAUD_BLOCKED, List.of(30450, 60410)),
            entry(SmsFailure.RATE_LIMITED, List.of(14107, 20429, 30001, 30022, 60202, 60203, 60212)),
            entry(
                    SmsFailure.CONFIG,
                    List.of(20003, 21212, 21606, 21607, 21608, 21659, 21660, 21661, 21910, 30002, 30034, 60238)),
            entry(SmsFailure.UNDELIVERED, List.of(21612, 30003, 30004, 30005, 30006, 30007, 30008, 30010)),
            entry(SmsFailure.PROVIDER_DOWN, List.of(20500))));

    /** Verify has sent or compared so much for this person that it stops; nobody is to go on in its place. */
    private static final Set<Integer> ENOUGH = Set.of(60202, 60203);

    private static final int CREATED = 201;

    private TwilioErrors() {}

    /**
     * The outcome of a request for a message that was not answered with one. An answer that says "created" and cannot
     * be read still means what it says.
     */
    static SmsOutcome unread(Result<?> result) {
        if (result instanceof Result.Silent<?> silent) {
            return silent.outcome() instanceof NotSent notSent
                    ? Failed.notReached(notSent)
                    : Failed.unanswered((Unknown) silent.outcome());
        }
        if (result instanceof Result.Answered<?> answered) {
            return unread(answered.status(), answered.code());
        }
        return unread(((Result.Read<?>) result).status(), null);
    }

    private static SmsOutcome unread(int status, @Nullable Integer code) {
        return status == CREATED ? new Accepted(null) : refused(status, code);
    }

    /**
     * The outcome of an answer that is no success.
     *
     * @param code Twilio's error code; {@code null} when the answer had none
     */
    static Failed refused(int status, @Nullable Integer code) {
        boolean byTwilio = code != null || status == 429;
        boolean notAccepted = byTwilio && status >= 400 && status < 500 && !(code != null && ENOUGH.contains(code));
        return new Failed(failure(status, code), code == null ? "http:" + status : code.toString(), notAccepted);
    }

    /** The category of a code, be it of an answer or of a receipt. */
    static SmsFailure failure(int status, @Nullable Integer code) {
        SmsFailure known = code == null ? null : BY_CODE.get(code);
        return known == null ? byStatus(status) : known;
    }

    /** The category of a receipt's code; without a known one the carrier did not deliver. */
    static SmsFailure ofReceipt(@Nullable Integer code) {
        return code == null ? SmsFailure.UNDELIVERED : BY_CODE.getOrDefault(code, SmsFailure.UNDELIVERED);
    }

    private static SmsFailure byStatus(int status) {
        if (status == 429) {
            return SmsFailure.RATE_LIMITED;
        }
        return status >= 400 && status < 500 ? SmsFailure.CONFIG : SmsFailure.PROVIDER_DOWN;
    }

    private static Map<Integer, SmsFailure> byCode(Map<SmsFailure, List<Integer>> codes) {
        Map<Integer, SmsFailure> inverse = new HashMap<>();
        codes.forEach((failure, list) -> list.forEach(code -> inverse.put(code, failure)));
        return Map.copyOf(inverse);
    }
}
