package io.keygear.tests.gateway;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The messages a gateway took, in order, and the waiting for the next one. */
final class TakenMessages {

    private final List<TwilioMessage> messages = new ArrayList<>();
    private final Set<String> awaited = new HashSet<>();

    synchronized void take(TwilioMessage message) {
        messages.add(message);
        notifyAll();
    }

    synchronized List<TwilioMessage> all() {
        return List.copyOf(messages);
    }

    synchronized void clear() {
        messages.clear();
        awaited.clear();
    }

    /** The first message to the number that was not returned before. */
    synchronized TwilioMessage await(String number, Duration timeout) {
        Instant end = Instant.now().plus(timeout);
        try {
            Optional<TwilioMessage> next = nextTo(number);
            while (next.isEmpty() && Instant.now().isBefore(end)) {
                wait(Math.max(1, Duration.between(Instant.now(), end).toMillis()));
                next = nextTo(number);
            }
            TwilioMessage message = next.orElseThrow(() -> new AssertionError("No message to " + number));
            awaited.add(message.sid());
            return message;
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new AssertionError("Interrupted while waiting for a message", stopped);
        }
    }

    private Optional<TwilioMessage> nextTo(String number) {
        return messages.stream()
                .filter(message -> message.to().equals(number) && !awaited.contains(message.sid()))
                .findFirst();
    }
}
