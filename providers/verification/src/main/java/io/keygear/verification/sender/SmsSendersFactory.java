package io.keygear.verification.sender;

import io.keygear.kit.config.ConfigOption;
import io.keygear.kit.config.ConfigSource;
import java.time.Clock;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.keycloak.Config;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.provider.ProviderConfigProperty;
import org.keycloak.provider.ProviderFactory;

/** Makes {@link SmsSenders} and keeps what they know of each other's failures. */
public final class SmsSendersFactory implements ProviderFactory<SmsSenders> {

    /** The provider's id, as in server options. */
    public static final String ID = "default";

    static final ConfigOption<Integer> CHECKS = ConfigOption.number("verify-service-checks", 16, 1, 256)
            .label("Checks at a time")
            .help(
                    "How many requests may wait at the same time, per node, for a service that compares codes itself. Keep"
                            + " it below the number of worker threads.");

    private @Nullable SenderMachinery machinery;

    @Override
    public void init(Config.Scope config) {
        machinery = new SenderMachinery(CHECKS.read(ConfigSource.of(config)), Clock.systemUTC());
    }

    @Override
    public SmsSenders create(KeycloakSession session) {
        return new SmsSenders(session, Objects.requireNonNull(machinery, "not started"));
    }

    @Override
    public void postInit(KeycloakSessionFactory factory) {}

    @Override
    public void close() {}

    @Override
    public String getId() {
        return ID;
    }

    @Override
    public List<ProviderConfigProperty> getConfigMetadata() {
        return ConfigOption.properties(CHECKS);
    }
}
