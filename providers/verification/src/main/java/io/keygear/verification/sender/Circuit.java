package io.keygear.verification.sender;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Keeps messages from a sender that fails: after five failures within thirty seconds it opens, and the sender is passed
 * over. Thirty seconds later one message tries whether all is well again. What counts as a failure is the sender's own,
 * never something a number can bring about: else a few wrong numbers would close a sender for everybody.
 */
final class Circuit {

    static final int FAILURES = 5;
    static final Duration WINDOW = Duration.ofSeconds(30);
    static final Duration PAUSE = Duration.ofSeconds(30);

    private final Deque<Instant> failures = new ArrayDeque<>();
    private Instant openUntil = Instant.MIN;
    private boolean open;

    /** Whether a message may be tried now. Of an open circuit whose pause is over, one message is admitted. */
    synchronized boolean admits(Instant now) {
        if (!open) {
            return true;
        }
        if (now.isBefore(openUntil)) {
            return false;
        }
        openUntil = now.plus(PAUSE);
        return true;
    }

    /** The sender did its part: all is well. */
    synchronized void succeeded() {
        failures.clear();
        open = false;
    }

    /** The sender failed. */
    synchronized void failed(Instant now) {
        failures.addLast(now);
        while (!failures.isEmpty() && failures.peekFirst().isBefore(now.minus(WINDOW))) {
            failures.removeFirst();
        }
        if (open || failures.size() >= FAILURES) {
            open = true;
            openUntil = now.plus(PAUSE);
        }
    }
}
