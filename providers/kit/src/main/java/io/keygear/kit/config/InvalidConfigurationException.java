package io.keygear.kit.config;

import org.keycloak.component.ComponentValidationException;

/**
 * A configured value that cannot be used. The message names the key, the value's problem and the fix; it never
 * repeats a secret. Being Keycloak's own validation exception, it reaches an administrator as an answer 400.
 */
public final class InvalidConfigurationException extends ComponentValidationException {

    private static final long serialVersionUID = 1L;

    private final String key;
    private final String explanation;

    /** Says that {@code key} has {@code problem}, and what to do: {@code fix}. */
    public InvalidConfigurationException(String key, String problem, String fix) {
        super(literally("Option \"" + key + "\" " + problem + ": " + fix + "."));
        this.key = key;
        this.explanation = "It " + problem + ": " + fix + ".";
    }

    /** The option's key. */
    public String key() {
        return key;
    }

    /** The problem and the fix, for an answer that names the key elsewhere. */
    public String explanation() {
        return explanation;
    }

    /** Keycloak runs the message through a {@link java.text.MessageFormat}. */
    private static String literally(String text) {
        return text.replace('\'', '\u2019').replace("{", "'{'");
    }
}
