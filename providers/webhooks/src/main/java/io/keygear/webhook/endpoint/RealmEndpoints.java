package io.keygear.webhook.endpoint;

import io.keygear.kit.config.InvalidConfigurationException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.keycloak.common.util.MultivaluedHashMap;
import org.keycloak.component.ComponentModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;

/** The endpoints of realms, read from their components; a component is parsed again only after it changed. */
public final class RealmEndpoints {

    /** The provider type of the components. */
    public static final String TYPE = WebhookEndpoint.class.getName();

    private static final Logger LOG = Logger.getLogger(RealmEndpoints.class);

    private final Map<String, Parsed> parsed = new ConcurrentHashMap<>();

    private record Parsed(MultivaluedHashMap<String, String> config, Optional<Endpoint> endpoint) {}

    /** The components of a realm, in no order. */
    public static Stream<ComponentModel> components(RealmModel realm) {
        return realm.getComponentsStream(realm.getId(), TYPE);
    }

    /** One of them; empty when there is none with this id. */
    public static Optional<ComponentModel> component(RealmModel realm, String id) {
        return Optional.ofNullable(realm.getComponent(id))
                .filter(component -> TYPE.equals(component.getProviderType())
                        && realm.getId().equals(component.getParentId()));
    }

    /** The endpoints of a realm that are switched on. Looks at no secret, so it works while the vault does not. */
    public List<Endpoint> enabled(RealmModel realm) {
        List<Endpoint> enabled = new ArrayList<>();
        for (ComponentModel component : components(realm).toList()) {
            Endpoint endpoint = parse(component).orElse(null);
            if (endpoint != null && endpoint.target().enabled()) {
                enabled.add(endpoint);
            }
        }
        return enabled;
    }

    /** Whether any of them wants such an event; asked for every event. */
    public boolean want(RealmModel realm, String type, @Nullable String client) {
        for (Endpoint endpoint : enabled(realm)) {
            if (endpoint.subscription().wants(type, client)) {
                return true;
            }
        }
        return false;
    }

    /** Whether any endpoint of a realm is switched on. */
    public boolean any(RealmModel realm) {
        return components(realm).anyMatch(component -> component.get(EndpointOptions.ENABLED.key(), true));
    }

    /** The secrets of an endpoint as they are now; empty, and logged, when they cannot be read. */
    public Optional<Seal> seal(KeycloakSession session, RealmModel realm, String id) {
        RealmModel before = session.getContext().getRealm();
        session.getContext().setRealm(realm);
        try {
            return component(realm, id).map(component -> WebhookEndpointFactory.seal(session, component));
        } catch (InvalidConfigurationException wrong) {
            LOG.errorf("Webhook endpoint id=%s has to wait: %s", id, wrong.getMessage());
            return Optional.empty();
        } finally {
            session.getContext().setRealm(before);
        }
    }

    /** Forgets all others; what they were may hold secrets. */
    public void retain(Set<String> ids) {
        parsed.keySet().retainAll(ids);
    }

    /** Reads a component; empty, and logged, when that is not possible. */
    public Optional<Endpoint> parse(ComponentModel component) {
        Parsed known = parsed.get(component.getId());
        if (known == null || !known.config().equals(component.getConfig())) {
            known = new Parsed(new MultivaluedHashMap<>(component.getConfig()), read(component));
            parsed.put(component.getId(), known);
        }
        return known.endpoint();
    }

    private static Optional<Endpoint> read(ComponentModel component) {
        try {
            return Optional.of(WebhookEndpointFactory.endpoint(component));
        } catch (InvalidConfigurationException wrong) {
            LOG.errorf("Webhook endpoint id=%s gets nothing: %s", component.getId(), wrong.getMessage());
            return Optional.empty();
        }
    }
}
