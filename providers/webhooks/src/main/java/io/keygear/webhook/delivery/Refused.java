package io.keygear.webhook.delivery;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** What the database does not take, each with a pause that grows, so that everything else goes on. */
final class Refused<T> {

    private static final Duration FIRST = Duration.ofSeconds(2);
    private static final Duration LONGEST = Duration.ofMinutes(5);

    private final Map<T, Pause> pauses = new HashMap<>();

    private record Pause(Duration length, long endsAt) {}

    /** It was refused, perhaps again. */
    void add(T one, long nanos) {
        Pause last = pauses.get(one);
        Duration length = last == null ? FIRST : last.length().multipliedBy(2);
        length = length.compareTo(LONGEST) > 0 ? LONGEST : length;
        pauses.put(one, new Pause(length, nanos + length.toNanos()));
    }

    /** It was taken after all, or is nobody's concern any more. */
    void remove(T one) {
        pauses.remove(one);
    }

    void clear() {
        pauses.clear();
    }

    int size() {
        return pauses.size();
    }

    /** Those that are not to be tried yet. */
    Set<T> resting(long nanos) {
        return select(nanos, false);
    }

    /** Those that are to be tried again. */
    Set<T> due(long nanos) {
        return select(nanos, true);
    }

    private Set<T> select(long nanos, boolean over) {
        return pauses.entrySet().stream()
                .filter(entry -> (nanos - entry.getValue().endsAt() >= 0) == over)
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());
    }
}
