package io.keygear.verification.policy;

import io.keygear.kit.config.ConfigOption;
import io.keygear.kit.config.ConfigOption.Rejected;
import io.keygear.kit.config.ConfigSource;
import io.keygear.kit.config.InvalidConfigurationException;
import io.keygear.verification.code.CodeFormat;
import io.keygear.verification.code.CodeSettings;
import io.keygear.verification.policy.VerificationPolicy.KeyRules;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** All that can be set about verified users in a realm, and how it is read. */
final class VerificationOptions {

    private static final List<String> KNOWN = List.of("email", "phone");

    static final ConfigOption<List<String>> KEYS = ConfigOption.text("verify-keys")
            .fallback("email,phone")
            .parsedBy(VerificationOptions::parseKeys)
            .label("Verified values")
            .help("What people can verify: email, phone, or both with a comma, first the one to be asked for first.");

    static final ConfigOption<Criteria> CRITERIA = ConfigOption.choice("verify-criteria", Criteria.class, Criteria.ANY)
            .label("Verified when")
            .help("any: a user with one verified value is verified. all: every one of the verified values is needed.");

    static final ConfigOption<List<String>> REQUIRED_KEYS = ConfigOption.text("verify-required-keys")
            .parsedBy(VerificationOptions::parseKeys)
            .label("Needed in any case")
            .help("Values that have to be verified whatever the setting before says: email, phone, or both.");

    static final ConfigOption<Boolean> REQUIRED = ConfigOption.flag("verify-required", false)
            .label("Only verified users sign in")
            .help(
                    "Who is not verified is asked for a code when signing in by a browser; other grants answer"
                            + " verification_required. The client attribute verification.required, true or false, counts more.");

    static final ConfigOption<Boolean> ON_SIGN_UP = ConfigOption.flag("verify-send-on-sign-up", false)
            .label("Send codes on sign-up")
            .help("Sends a code to each value of a new user, to be handed in through the verification API.");

    static final ConfigOption<Boolean> STRANGERS = ConfigOption.flag("verify-anonymously", true)
            .label("Codes without authentication")
            .help(
                    "Whether the verification API sends and checks codes for callers who do not authenticate, by the value"
                            + " that they name. Off, it takes access tokens and clients with their credentials only.");

    static final ConfigOption<String> SENDER = ConfigOption.text("verify-phone-sender")
            .label("Sender of codes that verify a phone number")
            .help("The name of the SMS sender that comes first for these codes; the others stand in for it. Unset: by"
                    + " priority, as for all codes.");

    private static final List<KeyOptions> BY_KEY =
            KNOWN.stream().map(KeyOptions::of).toList();

    private VerificationOptions() {}

    static List<ConfigOption<?>> all() {
        List<ConfigOption<?>> options =
                new ArrayList<>(List.of(KEYS, CRITERIA, REQUIRED_KEYS, REQUIRED, ON_SIGN_UP, STRANGERS));
        BY_KEY.forEach(key -> options.addAll(List.of(key.format, key.length, key.lifespan)));
        options.add(SENDER);
        return options;
    }

    /**
     * Reads a realm's rules.
     *
     * @param codes how codes are made where a kind of value says nothing else
     * @throws InvalidConfigurationException when a value cannot be used
     */
    static VerificationPolicy policy(ConfigSource source, CodeSettings codes) {
        List<String> keys = KEYS.read(source);
        Set<String> needed = Set.copyOf(REQUIRED_KEYS.find(source).orElse(List.of()));
        if (!keys.containsAll(needed)) {
            throw new InvalidConfigurationException(
                    REQUIRED_KEYS.key(),
                    "names a value that \"" + KEYS.key() + "\" does not",
                    "add it to \"" + KEYS.key() + "\", or remove it here");
        }
        Map<String, KeyRules> rules = new LinkedHashMap<>();
        BY_KEY.forEach(key -> rules.put(
                key.id,
                new KeyRules(
                        key.settings(source, codes), "phone".equals(key.id) ? SENDER.find(source) : Optional.empty())));
        return new VerificationPolicy(
                keys,
                CRITERIA.read(source),
                needed,
                REQUIRED.read(source),
                ON_SIGN_UP.read(source),
                STRANGERS.read(source),
                rules);
    }

    private static List<String> parseKeys(String text) throws Rejected {
        List<String> keys = new ArrayList<>();
        for (String entry : text.split(",", -1)) {
            String key = entry.strip();
            if (!KNOWN.contains(key) || keys.contains(key)) {
                throw new Rejected("is \"" + text + "\"", "use email, phone, or email,phone");
            }
            keys.add(key);
        }
        return List.copyOf(keys);
    }

    private record KeyOptions(
            String id, ConfigOption<CodeFormat> format, ConfigOption<Integer> length, ConfigOption<Duration> lifespan) {

        static KeyOptions of(String id) {
            String prefix = "verify-" + id + "-";
            String whom = " of codes that verify " + ("email".equals(id) ? "an e-mail address" : "a phone number");
            return new KeyOptions(
                    id,
                    ConfigOption.choice(prefix + "code-format", CodeFormat.class, CodeFormat.NUMERIC)
                            .unset()
                            .label("Format" + whom)
                            .help("numeric or complex. Unset: as all codes of the realm."),
                    ConfigOption.number(prefix + "code-length", 6, 6, 12)
                            .unset()
                            .label("Length" + whom)
                            .help("From 6 to 12. Unset: as all codes of the realm."),
                    ConfigOption.seconds(
                                    prefix + "code-lifespan",
                                    Duration.ofSeconds(300),
                                    Duration.ofSeconds(30),
                                    Duration.ofSeconds(600))
                            .unset()
                            .label("Lifespan" + whom)
                            .help("Seconds, 600 at the most. Unset: as all codes of the realm."));
        }

        CodeSettings settings(ConfigSource source, CodeSettings realm) {
            return CodePolicyOptions.differing(format, length, lifespan, source, realm);
        }
    }
}
