package io.keygear.webhook.delivery;

import io.keygear.kit.config.ConfigSource;
import io.keygear.kit.http.OutboundHttp;
import io.keygear.kit.jpa.OwnTransaction;
import io.keygear.kit.time.KeycloakClock;
import io.keygear.webhook.endpoint.RealmEndpoints;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;
import org.keycloak.Config;
import org.keycloak.common.util.Environment;
import org.keycloak.connections.jpa.JpaConnectionProvider;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.models.utils.PostMigrationEvent;
import org.keycloak.provider.Provider;
import org.keycloak.provider.ProviderConfigProperty;
import org.keycloak.provider.ProviderEvent;
import org.keycloak.provider.ProviderFactory;

/** Starts the dispatcher with the server and stops it with the server. */
public final class WebhookDispatchFactory implements ProviderFactory<WebhookDispatch> {

    /** The provider's id, as in server options. */
    public static final String ID = "default";

    /** How many test sends a node has under way at most. */
    private static final int TESTS = 4;

    private final RealmEndpoints endpoints = new RealmEndpoints();
    private final Arrivals arrivals = new Arrivals(new Bell(Processors.own()));
    private final Semaphore tests = new Semaphore(TESTS);
    private @Nullable DispatchSettings settings;
    private @Nullable Courier courier;
    private @Nullable Dispatch dispatch;

    @Override
    public WebhookDispatch create(KeycloakSession session) {
        return new WebhookDispatch(arrivals, endpoints, Objects.requireNonNull(courier, "not started"), tests);
    }

    @Override
    public void init(Config.Scope config) {
        settings = DispatchOptions.read(ConfigSource.of(config));
    }

    @Override
    public void postInit(KeycloakSessionFactory factory) {
        OutboundHttp http = factory.getProviderFactory(OutboundHttp.class).create(null);
        courier = new Courier(http, KeycloakClock.INSTANCE);
        factory.register(event -> onEvent(event, factory));
    }

    private void onEvent(ProviderEvent event, KeycloakSessionFactory factory) {
        if (event instanceof PostMigrationEvent && !Environment.isNonServerMode()) {
            dispatch = Dispatch.start(
                    new OwnTransaction(factory),
                    Objects.requireNonNull(settings),
                    endpoints,
                    arrivals,
                    Objects.requireNonNull(courier));
        }
    }

    /** The database and the HTTP client have to be there until the last outcome is written. */
    @Override
    public Set<Class<? extends Provider>> dependsOn() {
        return Set.of(JpaConnectionProvider.class, OutboundHttp.class);
    }

    @Override
    public void close() {
        if (dispatch != null) {
            dispatch.close();
        }
    }

    @Override
    public String getId() {
        return ID;
    }

    @Override
    public List<ProviderConfigProperty> getConfigMetadata() {
        return DispatchOptions.properties();
    }
}
