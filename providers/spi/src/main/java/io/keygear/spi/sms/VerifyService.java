package io.keygear.spi.sms;

import java.time.Instant;
import java.util.OptionalInt;

/**
 * A service that makes the code, sends it in words of its own and compares what people type. Keygear's counts and
 * limits apply before the service is asked, so the service sees no more than they let through.
 *
 * <p>Checking happens while the person waits, so the service answers quickly or is given up.
 */
public non-sealed interface VerifyService extends SmsSender {

    /**
     * Makes the service send a code. Blocks until the outcome is known, and never beyond
     * {@link VerifyRequest#deadline()}; never asks twice, see {@link TextSender#send}.
     *
     * @return what became of it; {@link SmsOutcome.Accepted} has an id, without which nothing could be checked
     */
    SmsOutcome send(VerifyRequest request);

    /**
     * Has a typed code compared. Blocks until the verdict is there, and never beyond {@link VerifyCheck#deadline()}.
     *
     * @return the verdict; failures of the service and of the network are {@link VerifyVerdict.Unclear}
     */
    VerifyVerdict check(VerifyCheck check);

    /**
     * How many digits the service's codes have: pages tell people a length, and administrators are warned where it is
     * another one. Blocks, and never beyond {@code deadline}.
     *
     * @return empty when the service does not say
     */
    default OptionalInt codeLength(Instant deadline) {
        return OptionalInt.empty();
    }
}
