package io.keygear.verification.code;

import io.keygear.verification.toll.TollPolicy;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * A realm's rules for codes.
 *
 * @param settings how codes are made where a flow says nothing else
 * @param maxAttempts how many wrong codes are compared before a pause, and per challenge (NIST SP 800-63B-4 asks for
 *     a limit; OWASP ASVS 5 for one that is low)
 * @param maxResends how often one code may be asked for again
 * @param cooldowns pause after the first, second, … message; the last one goes on to apply
 * @param limits how many messages each limit allows
 * @param toll where messages that cost money may go
 */
public record CodePolicy(
        CodeSettings settings,
        int maxAttempts,
        int maxResends,
        List<Duration> cooldowns,
        Map<SendLimit, Integer> limits,
        TollPolicy toll) {

    /** Failures in a row after which codes close for a subject. */
    public static final int CLOSING_FAILURES = 100;

    /** Whether so many failures in a row close codes of this purpose. */
    static boolean isClosed(Purpose purpose, int failures) {
        return purpose.closes() && failures >= CLOSING_FAILURES;
    }

    /** The pause after the {@code sends}-th message without a success in between; {@code sends} is at least 1. */
    Duration cooldown(int sends) {
        return cooldowns.get(Math.min(sends, cooldowns.size()) - 1);
    }

    /** The pause that the {@code failures}-th failure in a row brings; zero for most. */
    Duration pause(int failures) {
        if (failures % maxAttempts != 0) {
            return Duration.ZERO;
        }
        int rung = failures / maxAttempts;
        return rung >= 4 ? Duration.ofMinutes(30) : rung >= 2 ? Duration.ofMinutes(5) : Duration.ofSeconds(60);
    }
}
