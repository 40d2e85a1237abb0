package io.keygear.kit.http;

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

/** Opens one pooled client for the whole server, and closes it with the server. */
public final class PinnedOutboundHttpFactory implements OutboundHttpFactory {

    /** The provider id, as in server options. */
    public static final String ID = "default";

    static final ConfigOption<List<AddressRange>> ALLOWED = ConfigOption.text("allowed-private-addresses")
            .label("Allowed private addresses")
            .help("Address blocks in CIDR notation, separated by commas, that Keygear may call although they are not"
                    + " public, also without TLS. Empty by default: only public addresses are called, over https.")
            .parsedBy(AddressRange::parseList);

    private List<AddressRange> allowed = List.of();
    private @Nullable PinnedOutboundHttp http;

    @Override
    public String getId() {
        return ID;
    }

    /**
     * Reads the server options.
     *
     * @throws io.keygear.kit.config.InvalidConfigurationException when one of them is malformed, which stops the
     *     server's start
     */
    @Override
    public void init(Config.Scope config) {
        allowed = ALLOWED.find(ConfigSource.of(config)).orElse(List.of());
    }

    /** Opens the client here and not before: by now the server's trust store is in place. */
    @Override
    public void postInit(@Nullable KeycloakSessionFactory factory) {
        http = new PinnedOutboundHttp(new UrlPolicy(allowed), PinnedOutboundHttp::system, Clock.systemUTC());
    }

    @Override
    public OutboundHttp create(@Nullable KeycloakSession session) {
        return Objects.requireNonNull(http, "not started");
    }

    @Override
    public void close() {
        if (http != null) {
            http.shutdown();
        }
    }

    @Override
    public List<ProviderConfigProperty> getConfigMetadata() {
        return ConfigOption.properties(ALLOWED);
    }
}
