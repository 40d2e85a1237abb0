package io.keygear.sms.http;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.keygear.kit.http.HttpOutcome;
import io.keygear.kit.http.HttpOutcome.Answered;
import io.keygear.kit.http.HttpOutcome.NotSent;
import io.keygear.kit.http.HttpOutcome.Unknown;
import io.keygear.spi.sms.SmsFailure;
import io.keygear.spi.sms.SmsOutcome;
import java.io.IOException;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What an answer of a gateway means.
 *
 * @param expected the statuses that say that the message was taken
 * @param id where in a JSON answer the message's id stands; {@code null} when nowhere
 */
record AnswerRules(StatusSet expected, @Nullable JsonPointer id) {

    private static final ObjectMapper READER = new ObjectMapper();
    private static final Pattern PLAIN = Pattern.compile("[\\x21-\\x7e]{1,128}");

    /** Statuses of the class 4xx after which a gateway may nevertheless have the message. */
    private static final Set<Integer> UNCLEAR = Set.of(408, 409, 425);

    SmsOutcome read(HttpOutcome outcome) {
        if (outcome instanceof Answered answer) {
            return expected.contains(answer.status()) ? new SmsOutcome.Accepted(idIn(answer)) : failed(answer.status());
        }
        return outcome instanceof NotSent notSent
                ? SmsOutcome.Failed.notReached(notSent)
                : SmsOutcome.Failed.unanswered((Unknown) outcome);
    }

    private static SmsOutcome failed(int status) {
        boolean refused = status >= 400 && status < 500;
        boolean certain = refused && !UNCLEAR.contains(status);
        return new SmsOutcome.Failed(failure(status, refused), Integer.toString(status), certain);
    }

    private static SmsFailure failure(int status, boolean refused) {
        if (status == 429) {
            return SmsFailure.RATE_LIMITED;
        }
        return refused && !UNCLEAR.contains(status) ? SmsFailure.CONFIG : SmsFailure.PROVIDER_DOWN;
    }

    private @Nullable String idIn(Answered answer) {
        if (id == null) {
            return null;
        }
        try {
            JsonNode node = READER.readTree(answer.body().bytes()).at(id);
            String text = node.isValueNode() ? node.asText() : "";
            return PLAIN.matcher(text).matches() ? text : null;
        } catch (IOException noJson) {
            return null;
        }
    }
}
