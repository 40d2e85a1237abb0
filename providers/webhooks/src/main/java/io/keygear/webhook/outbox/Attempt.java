package io.keygear.webhook.outbox;

import org.jspecify.annotations.Nullable;

/**
 * One try of a delivery, as it is shown to administrators.
 *
 * @param startedAt in milliseconds
 * @param durationMillis until there was an outcome
 * @param status of the answer; 0 when there was none
 * @param outcome whether an answer came, or what was in the way, in one lower-case word
 * @param answer the beginning of the answer's body, if any
 */
public record Attempt(
        long startedAt,
        int durationMillis,
        int status,
        String outcome,
        @Nullable String answer) {

    /** How much of an answer is kept. */
    public static final int KEPT = 2048;

    /** Whether the receiver took the delivery (any status of 200 to 299). */
    public boolean succeeded() {
        return status >= 200 && status < 300;
    }
}
