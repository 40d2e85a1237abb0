package io.keygear.webhook.event;

import io.keygear.webhook.delivery.WebhookDispatch;
import io.keygear.webhook.endpoint.RealmEndpoints;
import org.keycloak.Config;
import org.keycloak.events.EventListenerProvider;
import org.keycloak.events.EventListenerProviderFactory;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.models.UserModel;
import org.keycloak.provider.ProviderEvent;

/** Listens in every realm, so that endpoints work without a switch, and keeps what users were before removal. */
public final class WebhookEventListenerFactory implements EventListenerProviderFactory {

    /** The listener's id. */
    public static final String ID = "webhook";

    @Override
    public EventListenerProvider create(KeycloakSession session) {
        return new WebhookEventListener(session, endpoints(session));
    }

    @Override
    public boolean isGlobal() {
        return true;
    }

    @Override
    public void init(Config.Scope config) {}

    @Override
    public void postInit(KeycloakSessionFactory factory) {
        factory.register(WebhookEventListenerFactory::remember);
    }

    private static void remember(ProviderEvent event) {
        if (event instanceof UserModel.UserPreRemovedEvent removing
                && endpoints(removing.getKeycloakSession()).any(removing.getRealm())) {
            RemovedUsers.of(removing.getKeycloakSession()).remember(removing.getUser());
        }
    }

    private static RealmEndpoints endpoints(KeycloakSession session) {
        return session.getProvider(WebhookDispatch.class).endpoints();
    }

    @Override
    public void close() {}

    @Override
    public String getId() {
        return ID;
    }
}
