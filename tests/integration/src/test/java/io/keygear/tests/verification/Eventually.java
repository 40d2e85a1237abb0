package io.keygear.tests.verification;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;

/** Waits for what happens on another thread of the server. */
public final class Eventually {

    private static final Duration PAUSE = Duration.ofMillis(50);

    private Eventually() {}

    /** Asks until there is an answer; fails when patience ends. */
    public static <T> T get(Duration patience, Supplier<Optional<T>> question) {
        Instant end = Instant.now().plus(patience);
        Optional<T> answer = question.get();
        while (answer.isEmpty()) {
            if (Instant.now().isAfter(end)) {
                throw new AssertionError("Nothing within " + patience);
            }
            sleep();
            answer = question.get();
        }
        return answer.get();
    }

    private static void sleep() {
        try {
            Thread.sleep(PAUSE.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
