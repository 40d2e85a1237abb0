package io.keygear.kit.config;

import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.keycloak.provider.ProviderConfigProperty;

/**
 * One configurable value: its key, how it is shown in the admin console, its default and how its text is read.
 * Reading, showing and documenting all come from this one declaration.
 *
 * @param key kebab-case key, the same in the console, in realm files and on the command line
 * @param label short text for the console
 * @param help one or two sentences for the console and the documentation
 * @param type one of the type names of {@link ProviderConfigProperty}
 * @param secret whether Keycloak masks the value; such options also take {@code ${vault.…}}
 * @param fallback the default as text; {@code null} when the option has none and may stay unset
 * @param choices the allowed texts of a list; empty for free values
 * @param parser reads the trimmed, non-empty text
 */
public record ConfigOption<T>(
        String key,
        String label,
        String help,
        String type,
        boolean secret,
        @Nullable String fallback,
        List<String> choices,
        Parser<T> parser) {

    /** Reads a value's text; refuses it with {@link Rejected}. */
    @FunctionalInterface
    public interface Parser<T> {
        T parse(String text) throws Rejected;
    }

    /** Why a text cannot be a value of an option: what is wrong with it, and what would be right. */
    public static final class Rejected extends Exception {
        private static final long serialVersionUID = 1L;
        private final String problem;

        public Rejected(String problem, String fix) {
            super(fix);
            this.problem = problem;
        }
    }

    /** Free text without a default. */
    public static ConfigOption<String> text(String key) {
        return new ConfigOption<>(
                key, key, "", ProviderConfigProperty.STRING_TYPE, false, null, List.of(), text -> text);
    }

    /** Text over several lines, such as a template. */
    public static ConfigOption<String> lines(String key) {
        return text(key).typed(ProviderConfigProperty.TEXT_TYPE);
    }

    /** A secret: masked by Keycloak, may be a vault reference. */
    public static ConfigOption<String> secret(String key) {
        return new ConfigOption<>(key, key, "", ProviderConfigProperty.PASSWORD, true, null, List.of(), text -> text);
    }

    /** A switch. Only {@code true} and {@code false} are taken. */
    public static ConfigOption<Boolean> flag(String key, boolean fallback) {
        return new ConfigOption<>(
                key,
                key,
                "",
                ProviderConfigProperty.BOOLEAN_TYPE,
                false,
                Boolean.toString(fallback),
                List.of(),
                ConfigOption::parseFlag);
    }

    /** A whole number between {@code min} and {@code max}, both allowed. */
    public static ConfigOption<Integer> number(String key, int fallback, int min, int max) {
        return new ConfigOption<>(
                key, key, "", ProviderConfigProperty.STRING_TYPE, false, Integer.toString(fallback), List.of(), text ->
                        (int) parseLong(text, min, max, "a whole number"));
    }

    /** A time in whole seconds between {@code min} and {@code max}, both allowed. */
    public static ConfigOption<Duration> seconds(String key, Duration fallback, Duration min, Duration max) {
        return new ConfigOption<>(
                key,
                key,
                "",
                ProviderConfigProperty.STRING_TYPE,
                false,
                Long.toString(fallback.toSeconds()),
                List.of(),
                text -> Duration.ofSeconds(
                        parseLong(text, min.toSeconds(), max.toSeconds(), "a whole number of seconds")));
    }

    /** An absolute http or https address without user information. */
    public static ConfigOption<URI> url(String key) {
        return new ConfigOption<>(
                key, key, "", ProviderConfigProperty.STRING_TYPE, false, null, List.of(), ConfigOption::parseUrl);
    }

    /** One of an enum's constants, written in kebab-case. */
    public static <E extends Enum<E>> ConfigOption<E> choice(String key, Class<E> values, E fallback) {
        List<String> names = Arrays.stream(values.getEnumConstants())
                .map(ConfigOption::kebab)
                .toList();
        return new ConfigOption<>(
                key, key, "", ProviderConfigProperty.LIST_TYPE, false, kebab(fallback), names, text -> {
                    int index = names.indexOf(text);
                    if (index < 0) {
                        throw new Rejected("is \"" + text + "\"", "use one of " + String.join(", ", names));
                    }
                    return values.getEnumConstants()[index];
                });
    }

    /** The same option with a label for the console. */
    public ConfigOption<T> label(String text) {
        return new ConfigOption<>(key, text, help, type, secret, fallback, choices, parser);
    }

    /** The same option with a help text. */
    public ConfigOption<T> help(String text) {
        return new ConfigOption<>(key, label, text, type, secret, fallback, choices, parser);
    }

    /** The same option with a default, given as text. */
    public ConfigOption<T> fallback(String text) {
        return new ConfigOption<>(key, label, help, type, secret, text, choices, parser);
    }

    /** The same option without a default. */
    public ConfigOption<T> unset() {
        return new ConfigOption<>(key, label, help, type, secret, null, choices, parser);
    }

    /** The same option read into another type. */
    public <R> ConfigOption<R> parsedBy(Parser<R> other) {
        return new ConfigOption<>(key, label, help, type, secret, fallback, choices, other);
    }

    /**
     * The configured value, else the default; empty when there is neither.
     *
     * @throws InvalidConfigurationException when the text is not a value of this option
     */
    public Optional<T> find(ConfigSource source) {
        String text = source.get(key);
        String effective = text == null || text.isBlank() ? fallback : text.strip();
        return effective == null || effective.isEmpty() ? Optional.empty() : Optional.of(parse(effective));
    }

    /**
     * The configured value, else the default.
     *
     * @throws InvalidConfigurationException when there is neither, or the text is not a value of this option
     */
    public T read(ConfigSource source) {
        return find(source).orElseThrow(() -> new InvalidConfigurationException(key, "is not set", "give it a value"));
    }

    /** The option as Keycloak's admin console wants it. */
    public ProviderConfigProperty property() {
        ProviderConfigProperty property = new ProviderConfigProperty();
        property.setName(key);
        property.setLabel(label);
        property.setHelpText(help);
        property.setType(type);
        property.setSecret(secret);
        property.setDefaultValue(
                ProviderConfigProperty.BOOLEAN_TYPE.equals(type) && fallback != null
                        ? Boolean.valueOf(fallback)
                        : fallback);
        if (!choices.isEmpty()) {
            property.setOptions(choices);
        }
        return property;
    }

    /** Several options as Keycloak's admin console wants them, in the order given. */
    public static List<ProviderConfigProperty> properties(ConfigOption<?>... options) {
        return Arrays.stream(options).map(ConfigOption::property).toList();
    }

    private ConfigOption<T> typed(String other) {
        return new ConfigOption<>(key, label, help, other, secret, fallback, choices, parser);
    }

    private T parse(String text) {
        if (text.indexOf('\0') >= 0) {
            throw new InvalidConfigurationException(key, "contains a NUL character", "leave it out");
        }
        try {
            return parser.parse(text);
        } catch (Rejected rejected) {
            throw new InvalidConfigurationException(
                    key, secret ? "has a wrong value" : rejected.problem, String.valueOf(rejected.getMessage()));
        }
    }

    private static boolean parseFlag(String text) throws Rejected {
        return switch (text) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new Rejected("is \"" + text + "\"", "use true or false");
        };
    }

    private static long parseLong(String text, long min, long max, String what) throws Rejected {
        String fix = "use " + what + " from " + min + " to " + max;
        try {
            long value = Long.parseLong(text);
            if (value < min || value > max) {
                throw new Rejected("is " + text, fix);
            }
            return value;
        } catch (NumberFormatException notANumber) {
            throw new Rejected("is \"" + text + "\"", fix);
        }
    }

    private static URI parseUrl(String text) throws Rejected {
        String fix = "use an absolute http or https address without user name or password";
        try {
            URI url = new URI(text);
            String scheme = url.getScheme() == null ? "" : url.getScheme().toLowerCase(Locale.ROOT);
            boolean usable = ("http".equals(scheme) || "https".equals(scheme))
                    && url.getHost() != null
                    && url.getRawUserInfo() == null;
            if (!usable) {
                throw new Rejected("is not such an address", fix);
            }
            return url;
        } catch (URISyntaxException malformed) {
            throw new Rejected("is not an address", fix);
        }
    }

    private static String kebab(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
