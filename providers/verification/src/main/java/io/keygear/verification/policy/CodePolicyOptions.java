package io.keygear.verification.policy;

import io.keygear.kit.config.ConfigOption;
import io.keygear.kit.config.ConfigOption.Rejected;
import io.keygear.kit.config.ConfigSource;
import io.keygear.kit.config.InvalidConfigurationException;
import io.keygear.kit.config.ServerMode;
import io.keygear.verification.code.CodeFormat;
import io.keygear.verification.code.CodePolicy;
import io.keygear.verification.code.CodeSettings;
import io.keygear.verification.code.SendLimit;
import io.keygear.verification.phone.TestNumbers;
import java.time.Duration;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jboss.logging.Logger;

/** All that can be set about codes, in a realm or in one step of a flow, and how it is read. */
public final class CodePolicyOptions {

    private static final Logger LOG = Logger.getLogger(CodePolicyOptions.class);
    private static final int NUMERIC_LENGTH = 6;
    private static final int COMPLEX_LENGTH = 8;
    private static final int MANY = 1_000_000;
    private static final Pattern E164_BEGINNING = Pattern.compile("\\+[1-9][0-9]{3,14}");

    static final ConfigOption<CodeFormat> FORMAT = ConfigOption.choice(
                    "code-format", CodeFormat.class, CodeFormat.NUMERIC)
            .label("Code format")
            .help("numeric: digits. complex: digits and letters that are hard to confuse; for codes that are pasted.");

    static final ConfigOption<Integer> LENGTH = ConfigOption.number("code-length", NUMERIC_LENGTH, 6, 12)
            .unset()
            .label("Code length")
            .help("From 6 to 12. Unset: 6 digits, or 8 letters of the complex format.");

    static final ConfigOption<Duration> LIFESPAN = ConfigOption.seconds(
                    "code-lifespan", Duration.ofSeconds(300), Duration.ofSeconds(30), Duration.ofSeconds(600))
            .label("Code lifespan")
            .help("Seconds until a code is no longer taken; 600 at the most (NIST SP 800-63B-4).");

    static final ConfigOption<Integer> MAX_ATTEMPTS = ConfigOption.number("max-attempts", 5, 1, 10)
            .label("Wrong codes before a pause")
            .help("After so many wrong codes there is a pause of 60 seconds, after twice as many 5 minutes, after four"
                    + " times as many 30 minutes each. Asking for a new code does not start the count again.");
    static final ConfigOption<Integer> MAX_RESENDS = ConfigOption.number("max-resends", 3, 0, 10)
            .label("Resends of a code")
            .help("How often a code may be asked for again while it is valid.");
    static final ConfigOption<List<Duration>> COOLDOWN = ConfigOption.text("resend-cooldown")
            .fallback("30,60,120,300")
            .parsedBy(CodePolicyOptions::parseCooldown)
            .label("Resend cooldown")
            .help("Seconds after the first, second, … message until the next one may be asked for, with commas between"
                    + " them. The last one goes on to apply.");
    static final ConfigOption<List<String>> TEST_NUMBERS = ConfigOption.text("test-numbers")
            .parsedBy(CodePolicyOptions::parseNumbers)
            .label("Test numbers")
            .help("Numbers in E.164, or beginnings of them, with commas between them, that are let through although"
                    + " no numbering plan assigns them. Outside development mode an end date must be set.");
    static final ConfigOption<LocalDate> TEST_NUMBERS_UNTIL = ConfigOption.text("test-numbers-until")
            .parsedBy(CodePolicyOptions::parseDate)
            .label("Test numbers until")
            .help("Last day, such as 2027-01-31 (UTC), on which test numbers are let through.");

    private static final ConfigOption<CodeFormat> STEP_FORMAT = FORMAT.unset();
    private static final ConfigOption<Duration> STEP_LIFESPAN = LIFESPAN.unset();

    /** What a single step of a flow, or a required action, may set otherwise than its realm. */
    public static final List<ConfigOption<?>> STEP = List.of(STEP_FORMAT, LENGTH, STEP_LIFESPAN);

    private static final Map<SendLimit, ConfigOption<Integer>> LIMITS = limits();

    private CodePolicyOptions() {}

    /** The options of a realm. */
    static List<ConfigOption<?>> all() {
        return Stream.concat(
                        Stream.of(FORMAT, LENGTH, LIFESPAN, MAX_ATTEMPTS, MAX_RESENDS, COOLDOWN),
                        Stream.concat(
                                Stream.concat(LIMITS.values().stream(), TollOptions.ALL.stream()),
                                Stream.of(TEST_NUMBERS, TEST_NUMBERS_UNTIL)))
                .toList();
    }

    /**
     * Reads a realm's rules.
     *
     * @throws InvalidConfigurationException when a value cannot be used
     */
    static CodePolicy policy(ConfigSource source) {
        Map<SendLimit, Integer> limits = new EnumMap<>(SendLimit.class);
        LIMITS.forEach((limit, option) -> limits.put(limit, option.read(source)));
        return new CodePolicy(
                realmSettings(source),
                MAX_ATTEMPTS.read(source),
                MAX_RESENDS.read(source),
                COOLDOWN.read(source),
                limits,
                TollOptions.policy(source));
    }

    /** How codes are made in one step of a flow: what the step says, else what the realm says. */
    public static CodeSettings settings(ConfigSource step, CodeSettings realm) {
        try {
            return differing(STEP_FORMAT, LENGTH, STEP_LIFESPAN, step, realm);
        } catch (InvalidConfigurationException wrong) {
            LOG.errorf(
                    "A step of a login flow is configured wrongly, the realm's policy applies: %s", wrong.getMessage());
            return realm;
        }
    }

    /** What {@code source} sets, and {@code realm} for the rest. */
    static CodeSettings differing(
            ConfigOption<CodeFormat> format,
            ConfigOption<Integer> length,
            ConfigOption<Duration> lifespan,
            ConfigSource source,
            CodeSettings realm) {
        CodeFormat wished = format.find(source).orElse(realm.format());
        return new CodeSettings(
                wished,
                length.find(source).orElse(wished == realm.format() ? realm.length() : usualLength(wished)),
                lifespan.find(source).orElse(realm.lifespan()));
    }

    private static CodeSettings realmSettings(ConfigSource source) {
        CodeFormat format = FORMAT.read(source);
        return new CodeSettings(format, LENGTH.find(source).orElse(usualLength(format)), LIFESPAN.read(source));
    }

    private static int usualLength(CodeFormat format) {
        return format == CodeFormat.COMPLEX ? COMPLEX_LENGTH : NUMERIC_LENGTH;
    }

    /**
     * Reads which numbers are test numbers on {@code today}.
     *
     * @throws InvalidConfigurationException when they are set outside development mode without an end
     */
    static TestNumbers testNumbers(ConfigSource source, LocalDate today) {
        List<String> prefixes = TEST_NUMBERS.find(source).orElse(List.of());
        Optional<LocalDate> until = TEST_NUMBERS_UNTIL.find(source);
        if (!prefixes.isEmpty() && until.isEmpty() && !ServerMode.isDevelopment()) {
            throw new InvalidConfigurationException(
                    TEST_NUMBERS.key(),
                    "is set outside development mode without an end",
                    "set \"" + TEST_NUMBERS_UNTIL.key() + "\" to a date such as 2027-01-31, or remove the numbers");
        }
        boolean over = until.filter(today::isAfter).isPresent();
        return over ? TestNumbers.NONE : new TestNumbers(prefixes);
    }

    private static Map<SendLimit, ConfigOption<Integer>> limits() {
        Map<SendLimit, ConfigOption<Integer>> options = new EnumMap<>(SendLimit.class);
        options.put(SendLimit.USER_DAY, limit("sends-per-user-day", 10, "one user in a day; a success starts anew"));
        options.put(SendLimit.TARGET_HOUR, limit("sends-per-target-hour", 5, "one number or address in an hour"));
        options.put(SendLimit.TARGET_DAY, limit("sends-per-target-day", 10, "one number or address in a day"));
        options.put(
                SendLimit.ADDRESS_HOUR,
                limit("sends-per-ip-hour", 10, "one IP address (IPv6: /64) in an hour, before anybody signed in"));
        options.put(
                SendLimit.UNPROVEN_ADDRESS_HOUR,
                limit("unproven-sends-per-ip-hour", 10, "unproven numbers from one IP address (IPv6: /64) in an hour"));
        options.put(
                SendLimit.UNPROVEN_ADDRESS_DAY,
                limit("unproven-sends-per-ip-day", 30, "unproven numbers from one IP address (IPv6: /64) in a day"));
        options.put(
                SendLimit.UNPROVEN_COUNTRY_HOUR,
                limit("unproven-sends-per-country-hour", 30, "unproven numbers of one country in an hour"));
        options.put(
                SendLimit.UNPROVEN_COUNTRY_DAY,
                limit("unproven-sends-per-country-day", 90, "unproven numbers of one country in a day"));
        options.put(
                SendLimit.CHARGED_REALM_DAY,
                limit("sms-sends-per-realm-day", 5000, "the whole realm in a day, by SMS: its budget"));
        options.put(SendLimit.REALM_HOUR, limit("sends-per-realm-hour", 1000, "the whole realm in an hour"));
        return options;
    }

    private static ConfigOption<Integer> limit(String key, int fallback, String whom) {
        return ConfigOption.number(key, fallback, 0, MANY)
                .label(label(key))
                .help("At most so many messages for " + whom + ". The count starts with the first message.");
    }

    /** {@code unproven-sends-per-ip-day} becomes "Unproven messages per ip and day". */
    private static String label(String key) {
        String words = key.replace("sends-per-", "messages per ").replace("-messages", " messages");
        return words.substring(0, 1).toUpperCase(Locale.ROOT)
                + words.substring(1).replace("-", " and ").replace("sms", "SMS");
    }

    private static List<Duration> parseCooldown(String text) throws Rejected {
        List<Duration> steps = new ArrayList<>();
        for (String step : text.split(",", -1)) {
            String seconds = step.strip();
            if (!seconds.matches("[0-9]{1,5}")) {
                throw new Rejected(
                        "is \"" + text + "\"", "use whole numbers of seconds with commas, like 30,60,120,300");
            }
            steps.add(Duration.ofSeconds(Long.parseLong(seconds)));
        }
        return List.copyOf(steps);
    }

    private static List<String> parseNumbers(String text) throws Rejected {
        List<String> numbers = new ArrayList<>();
        for (String number : text.split(",", -1)) {
            if (!E164_BEGINNING.matcher(number.strip()).matches()) {
                throw new Rejected(
                        "has an entry that is no beginning of a number",
                        "use + and 4 to 15 digits for each, with commas, like +44770090");
            }
            numbers.add(number.strip());
        }
        return List.copyOf(numbers);
    }

    private static LocalDate parseDate(String text) throws Rejected {
        try {
            return LocalDate.parse(text);
        } catch (DateTimeParseException malformed) {
            throw new Rejected("is \"" + text + "\"", "use a date like 2027-01-31");
        }
    }
}
