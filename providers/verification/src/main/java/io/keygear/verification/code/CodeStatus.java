package io.keygear.verification.code;

import java.time.Duration;
import java.util.Optional;

/**
 * What a page has to know about the code of one {@link CodeKey}; it tells no secret.
 *
 * @param challenge the code that was made last; empty when there is none
 * @param resendIn until another message may be asked for; zero when it may be now
 * @param lockedFor until codes are compared again; zero when they are
 * @param closed whether codes are closed for this subject
 */
public record CodeStatus(Optional<Challenge> challenge, Duration resendIn, Duration lockedFor, boolean closed) {

    /** Whether a valid code is with the person, or on its way: then there is nothing to send. */
    public boolean isUnderWay() {
        return challenge
                .filter(Challenge::live)
                .filter(last -> !last.delivery().isLost())
                .isPresent();
    }

    /**
     * The code that was made last.
     *
     * @param id the challenge's id, not the code
     * @param live whether it can still be accepted
     * @param delivery how far its message has come
     * @param failure why it did not get there, as a category; empty when it did or when nobody knows
     * @param resends how often it has been sent again
     * @param settings how it looks
     */
    public record Challenge(
            String id, boolean live, Delivery delivery, Optional<String> failure, int resends, CodeSettings settings) {}
}
