package io.keygear.webhook.endpoint;

import io.keygear.kit.config.ConfigOption;
import io.keygear.kit.config.ConfigSource;
import io.keygear.kit.config.InvalidConfigurationException;
import io.keygear.kit.http.OutboundHttp;
import io.keygear.kit.http.OutboundSecrets;
import io.keygear.kit.time.KeycloakClock;
import io.keygear.webhook.signing.PrivateKey;
import io.keygear.webhook.signing.SharedSecret;
import java.security.SecureRandom;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.keycloak.Config;
import org.keycloak.component.ComponentFactory;
import org.keycloak.component.ComponentModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.models.RealmModel;
import org.keycloak.provider.ProviderConfigProperty;
import org.keycloak.representations.idm.ComponentRepresentation;

/** Makes {@link WebhookEndpoint}s, refuses those that cannot work, and gives new ones their keys. */
public final class WebhookEndpointFactory implements ComponentFactory<WebhookEndpoint, WebhookEndpoint> {

    /** The provider's id, as in realm files. */
    public static final String ID = "webhook";

    /** How many endpoints a realm may have; each event is a row for every one that wants it. */
    private static final int MOST = 100;

    private final SecureRandom random = new SecureRandom();

    @Override
    public WebhookEndpoint create(KeycloakSession session, ComponentModel model) {
        return new WebhookEndpoint(endpoint(model), seal(session, model));
    }

    static Endpoint endpoint(ComponentModel model) {
        return EndpointOptions.endpoint(
                model.getId() == null ? "" : model.getId(),
                model.getParentId() == null ? "" : model.getParentId(),
                EndpointOptions.source(model));
    }

    /** The vault looks for entries of the realm in the session's context. */
    static Seal seal(KeycloakSession session, ComponentModel model) {
        return EndpointOptions.seal(
                new OutboundSecrets(session, EndpointOptions.source(model)), KeycloakClock.INSTANCE.instant());
    }

    /** Also makes the keys that are missing, so that realm files need not carry secrets. */
    @Override
    public void validateConfiguration(KeycloakSession session, RealmModel realm, ComponentModel model) {
        ConfigSource source = EndpointOptions.source(model);
        fill(model, EndpointOptions.SECRET, () -> SharedSecret.generate(random));
        fill(model, EndpointOptions.HASH_KEY, () -> SharedSecret.generate(random));
        if (EndpointOptions.needsPrivateKey(source)) {
            fill(model, EndpointOptions.PRIVATE_KEY, PrivateKey::generate);
        }
        forgetMasked(model, EndpointOptions.PREVIOUS_SECRET);
        forgetMasked(model, EndpointOptions.PREVIOUS_PRIVATE_KEY);
        requireRoom(realm, model);
        if (changesEvents(realm, model)) {
            EndpointOptions.requireKnownEvents(source);
        }
        if (EndpointOptions.ENABLED.read(source) || !onlySwitches(realm, model)) {
            requireUsable(session, model);
        }
    }

    private static void requireUsable(KeycloakSession session, ComponentModel model) {
        seal(session, model);
        session.getProvider(OutboundHttp.class)
                .refusal(endpoint(model).target().url())
                .ifPresent(refusal -> {
                    throw new InvalidConfigurationException(
                            EndpointOptions.URL.key(), refusal.problem(), refusal.fix());
                });
    }

    private static void requireRoom(RealmModel realm, ComponentModel model) {
        if (saved(realm, model).isEmpty() && RealmEndpoints.components(realm).count() >= MOST) {
            throw new InvalidConfigurationException(
                    EndpointOptions.URL.key(),
                    "would be endpoint number " + (MOST + 1),
                    "remove one of the realm's others first");
        }
    }

    /** What was right when it was saved must not keep an endpoint from being switched off, or from a new key. */
    private static boolean changesEvents(RealmModel realm, ComponentModel model) {
        String key = EndpointOptions.EVENTS.key();
        return saved(realm, model)
                .filter(saved -> EndpointOptions.values(saved, key).equals(EndpointOptions.values(model, key)))
                .isEmpty();
    }

    private static boolean onlySwitches(RealmModel realm, ComponentModel model) {
        return saved(realm, model)
                .filter(saved -> withoutSwitch(saved).equals(withoutSwitch(model)))
                .isPresent();
    }

    private static Map<String, List<String>> withoutSwitch(ComponentModel model) {
        Map<String, List<String>> config = new HashMap<>(model.getConfig());
        config.remove(EndpointOptions.ENABLED.key());
        return config;
    }

    private static Optional<ComponentModel> saved(RealmModel realm, ComponentModel model) {
        return Optional.ofNullable(model.getId()).map(realm::getComponent);
    }

    /** A masked value, as in a partial export, is as good as none. */
    private static void fill(ComponentModel model, ConfigOption<String> option, Supplier<String> made) {
        String value = model.get(option.key());
        if (value == null || value.isBlank() || value.equals(ComponentRepresentation.SECRET_VALUE)) {
            model.put(option.key(), made.get());
        }
    }

    /** What an export hid cannot sign. */
    private static void forgetMasked(ComponentModel model, ConfigOption<String> option) {
        if (ComponentRepresentation.SECRET_VALUE.equals(model.get(option.key()))) {
            model.getConfig().remove(option.key());
        }
    }

    @Override
    public void init(Config.Scope config) {}

    @Override
    public void postInit(KeycloakSessionFactory factory) {}

    @Override
    public void close() {}

    @Override
    public String getId() {
        return ID;
    }

    @Override
    public String getHelpText() {
        return "Posts events of the realm to an address, signed, in order, until they arrive.";
    }

    @Override
    public List<ProviderConfigProperty> getConfigProperties() {
        return EndpointOptions.properties();
    }
}
