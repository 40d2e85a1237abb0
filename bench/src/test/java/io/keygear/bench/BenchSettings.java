package io.keygear.bench;

import java.time.Duration;

/**
 * How long and how hard; {@code -Dbench.rounds}, {@code .seconds}, {@code .threads}, {@code .warm-up} (seconds).
 *
 * @param rounds how often each side is measured
 * @param time of one measurement
 * @param threads that send at the same time, each the next request as soon as the last is answered
 * @param warmUp before the first measurement of each side; where sides are measured in turns, as long again in turns
 */
public record BenchSettings(int rounds, Duration time, int threads, Duration warmUp) {

    /** As Maven hands them over. */
    public static BenchSettings fromSystemProperties() {
        return new BenchSettings(
                number("bench.rounds", 5),
                Duration.ofSeconds(number("bench.seconds", 20)),
                number("bench.threads", 8),
                Duration.ofSeconds(number("bench.warm-up", 20)));
    }

    private static int number(String key, int standard) {
        String text = System.getProperty(key, "");
        return text.isBlank() ? standard : Integer.parseInt(text.strip());
    }
}
