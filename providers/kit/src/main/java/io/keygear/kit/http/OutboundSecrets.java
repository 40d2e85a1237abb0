package io.keygear.kit.http;

import io.keygear.kit.config.ConfigSource;
import io.keygear.kit.config.InvalidConfigurationException;
import org.jspecify.annotations.Nullable;
import org.keycloak.models.KeycloakSession;
import org.keycloak.vault.VaultStringSecret;

/**
 * Configuration whose {@code ${vault.…}} references are replaced by what Keycloak's vault holds, so that the secrets
 * of a gateway need not stand in the database. Read it while the session lives; the parsed values outlive it.
 */
public final class OutboundSecrets implements ConfigSource {

    private static final String REFERENCE = "${vault.";

    private final KeycloakSession session;
    private final ConfigSource source;

    /** The same configuration with its references replaced. */
    public OutboundSecrets(KeycloakSession session, ConfigSource source) {
        this.session = session;
        this.source = source;
    }

    /**
     * The value of a key, from the vault if it is a reference.
     *
     * @throws InvalidConfigurationException when the vault has no such entry
     */
    @Override
    public @Nullable String get(String key) {
        String value = source.get(key);
        return value == null ? null : resolve(key, value.strip());
    }

    /**
     * A value that is no option by itself, such as one of several headers in an option.
     *
     * @throws InvalidConfigurationException when it is a reference and the vault has no such entry
     */
    public String resolve(String key, String value) {
        if (!value.startsWith(REFERENCE)) {
            return value;
        }
        try (VaultStringSecret secret = session.vault().getStringSecret(value)) {
            return secret.get()
                    .orElseThrow(() -> new InvalidConfigurationException(
                            key,
                            "refers to a vault entry that is not there",
                            "add the entry or correct the reference"));
        }
    }
}
