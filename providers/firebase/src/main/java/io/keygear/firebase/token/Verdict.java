package io.keygear.firebase.token;

import java.time.Duration;

/** What the verifier says of a token. */
public sealed interface Verdict {

    /** The token is genuine and in force. */
    record Genuine(FirebaseIdentity identity) implements Verdict {}

    /** The token proves nothing. */
    record Refused(Refusal refusal) implements Verdict {}

    /**
     * Nobody can tell: the keys cannot be had at the moment.
     *
     * @param retryAfter when asking again may help
     */
    record Undecided(Duration retryAfter) implements Verdict {}
}
