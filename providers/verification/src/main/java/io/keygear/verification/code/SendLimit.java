package io.keygear.verification.code;

import java.time.Duration;
import java.util.Locale;

/** What is counted when a message is sent. Every node counts in the same rows. */
public enum SendLimit {
    USER_DAY(Duration.ofDays(1)),
    /** What somebody typed who is not signed in, wherever the code goes; as many as {@link #TARGET_HOUR}. */
    ASKED_HOUR(Duration.ofHours(1)),
    TARGET_HOUR(Duration.ofHours(1)),
    TARGET_DAY(Duration.ofDays(1)),
    /** Counts only what nobody signed in asked for. IPv6 addresses count by their /64. */
    ADDRESS_HOUR(Duration.ofHours(1)),
    /** Messages to numbers that nobody has proved to hold, less the codes that came back, by client network. */
    UNPROVEN_ADDRESS_HOUR(Duration.ofHours(1)),
    UNPROVEN_ADDRESS_DAY(Duration.ofDays(1)),
    /** The same by the number's country. */
    UNPROVEN_COUNTRY_HOUR(Duration.ofHours(1)),
    UNPROVEN_COUNTRY_DAY(Duration.ofDays(1)),
    /** Everything that costs money: the realm's budget. */
    CHARGED_REALM_DAY(Duration.ofDays(1)),
    REALM_HOUR(Duration.ofHours(1));

    private final Duration window;

    SendLimit(Duration window) {
        this.window = window;
    }

    /** How long a count lasts from its first message on. */
    public Duration window() {
        return window;
    }

    /** The name in the database. */
    public String id() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
