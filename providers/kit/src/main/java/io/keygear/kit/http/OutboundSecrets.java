package io.keygear.kit.http;

import io.keygear.kit.config.ConfigSource;
import io.keygear.kit.config.InvalidConfigurationException;
import java.util.Optional;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.keycloak.models.KeycloakSession;
import org.keycloak.vault.VaultStringSecret;

/**
 * Configuration whose {@code ${vault.…}} references are replaced by what Keycloak's vault holds, so that the secrets
 * of a gateway need not stand in the database. Read it while the session lives; the parsed values outlive it.
 */
public final class OutboundSecrets implements ConfigSource {

    private static final Logger LOG = Logger.getLogger(OutboundSecrets.class);
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
     * @throws InvalidConfigurationException when the vault has no such entry, or fails
     */
    @Override
    public @Nullable String get(String key) {
        String value = source.get(key);
        return value == null ? null : resolve(key, value.strip());
    }

    /**
     * A value that is no option by itself, such as one of several headers in an option.
     *
     * @throws InvalidConfigurationException when it is a reference and the vault has no such entry, or fails
     */
    public String resolve(String key, String value) {
        if (!value.startsWith(REFERENCE)) {
            return value;
        }
        return entry(key, value)
                .orElseThrow(() -> new InvalidConfigurationException(
                        key, "refers to a vault entry that is not there", "add the entry or correct the reference"));
    }

    /** Vaults fail in their own ways; whoever wants a secret is told of one way alone. */
    private Optional<String> entry(String key, String reference) {
        try (VaultStringSecret secret = session.vault().getStringSecret(reference)) {
            return secret.get();
        } catch (RuntimeException failed) {
            LOG.warnf(failed, "the vault failed for option=%s", key);
            throw new InvalidConfigurationException(
                    key, "refers to a vault that failed", "look for its failure in the server's log");
        }
    }
}
