package io.keygear.sms.twilio;

import com.twilio.exception.TwilioException;
import io.keygear.kit.http.HttpOutcome;

/** Carries an outcome without an answer through the SDK, which knows answers and exceptions only. */
final class TransportFailure extends TwilioException {

    private static final long serialVersionUID = 1L;

    private final transient HttpOutcome outcome;

    TransportFailure(HttpOutcome outcome) {
        super("No answer");
        this.outcome = outcome;
    }

    HttpOutcome outcome() {
        return outcome;
    }
}
