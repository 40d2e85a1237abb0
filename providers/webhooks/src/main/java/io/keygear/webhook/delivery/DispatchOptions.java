package io.keygear.webhook.delivery;

import io.keygear.kit.config.ConfigOption;
import io.keygear.kit.config.ConfigOption.Rejected;
import io.keygear.kit.config.ConfigSource;
import io.keygear.webhook.delivery.DispatchSettings.Upkeep;
import java.time.Duration;
import java.util.List;
import org.keycloak.provider.ProviderConfigProperty;

/** The server options of the dispatcher. */
final class DispatchOptions {

    static final ConfigOption<Integer> THREADS = ConfigOption.number("threads", 200, 1, 1000)
            .label("Threads")
            .help("How many deliveries may be under way at once, per node.");
    static final ConfigOption<Duration> POLL = ConfigOption.text("poll-interval-ms")
            .fallback("500")
            .parsedBy(text -> millis(text, 10, 60_000))
            .label("Poll interval")
            .help("Milliseconds after which a node looks for events that another node captured. What it captures"
                    + " itself it delivers at once.");
    static final ConfigOption<Duration> LEASE = ConfigOption.seconds(
                    "lease", Duration.ofSeconds(10), Duration.ofSeconds(2), Duration.ofMinutes(5))
            .label("Lease")
            .help("Seconds without a sign of life after which other nodes go on with a node's deliveries.");
    static final ConfigOption<List<Duration>> RETRIES = ConfigOption.text("retries")
            .fallback(RetryCurve.USUAL)
            .parsedBy(RetryCurve::parse)
            .label("Retries")
            .help("Seconds to wait after the first, second, … failure, with commas between them; each is varied by a"
                    + " fifth. After the last one a delivery is given up (dead letter).");
    static final ConfigOption<Duration> LONGEST_PAUSE = ConfigOption.seconds(
                    "longest-pause", Duration.ofSeconds(60), Duration.ofSeconds(1), Duration.ofHours(1))
            .label("Longest pause")
            .help("Seconds between two tries of an endpoint that does not work at all. Its events wait meanwhile, and"
                    + " lose no attempt.");
    static final ConfigOption<Integer> KEPT_DAYS = ConfigOption.number("kept-days", 7, 1, 3650)
            .label("Days kept")
            .help("How long events and deliveries that are done can be looked at and sent again. Dead letters are kept"
                    + " four times as long.");

    static final ConfigOption<Duration> SWEEP = ConfigOption.seconds(
                    "sweep-interval", Duration.ofMinutes(10), Duration.ofSeconds(1), Duration.ofDays(1))
            .label("Sweep interval")
            .help("Seconds between two removals of what is older than that.");

    private DispatchOptions() {}

    static DispatchSettings read(ConfigSource source) {
        return new DispatchSettings(
                THREADS.read(source),
                POLL.read(source),
                LEASE.read(source),
                RETRIES.read(source),
                LONGEST_PAUSE.read(source),
                new Upkeep(Duration.ofDays(KEPT_DAYS.read(source)), SWEEP.read(source)));
    }

    static List<ProviderConfigProperty> properties() {
        return ConfigOption.properties(THREADS, POLL, LEASE, RETRIES, LONGEST_PAUSE, KEPT_DAYS, SWEEP);
    }

    private static Duration millis(String text, int least, int most) throws Rejected {
        if (!text.matches("[0-9]{1,6}") || Integer.parseInt(text) < least || Integer.parseInt(text) > most) {
            throw new Rejected(
                    "is \"" + text + "\"", "use a whole number of milliseconds from " + least + " to " + most);
        }
        return Duration.ofMillis(Long.parseLong(text));
    }
}
