package io.keygear.webhook.delivery;

import io.keygear.kit.config.ConfigOption.Rejected;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.DoubleSupplier;
import java.util.stream.Stream;

/** How long to wait after each failure; about 75 hours in all, so that a weekend passes before anything is given up. */
final class RetryCurve {

    /** 5 s, 30 s, 2 min, 10 min, 1 h, 3 h, 6 h, 12 h, 24 h, 28 h. */
    static final String USUAL = "5,30,120,600,3600,10800,21600,43200,86400,100800";

    private static final double JITTER = 0.2;
    private static final Duration LONGEST_ASKED = Duration.ofHours(24);

    private final List<Duration> waits;
    private final DoubleSupplier random;

    /**
     * @param random between 0 and 1, spreads the retries of many deliveries that failed together
     */
    RetryCurve(List<Duration> waits, DoubleSupplier random) {
        this.waits = List.copyOf(waits);
        this.random = random;
    }

    /**
     * How long to wait after a failure; empty when it was the last try.
     *
     * @param failures how many there were before this one
     * @param asked what the receiver asked for by {@code Retry-After}, or zero; no try comes before
     */
    Optional<Duration> after(int failures, Duration asked) {
        if (failures >= waits.size()) {
            return Optional.empty();
        }
        double factor = 1 - JITTER + 2 * JITTER * random.getAsDouble();
        Duration own = Duration.ofMillis((long) (waits.get(failures).toMillis() * factor));
        Duration wanted = asked.compareTo(LONGEST_ASKED) > 0 ? LONGEST_ASKED : asked;
        return Optional.of(own.compareTo(wanted) < 0 ? wanted : own);
    }

    static List<Duration> parse(String text) throws Rejected {
        if (!text.matches("[0-9]{1,6}(\\s*,\\s*[0-9]{1,6})*")) {
            throw new Rejected("is \"" + text + "\"", "use whole numbers of seconds with commas, like 5,30,120");
        }
        return Stream.of(text.split(","))
                .map(seconds -> Duration.ofSeconds(Long.parseLong(seconds.strip())))
                .toList();
    }
}
