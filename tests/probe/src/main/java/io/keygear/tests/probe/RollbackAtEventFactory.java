package io.keygear.tests.probe;

import org.keycloak.Config;
import org.keycloak.events.Event;
import org.keycloak.events.EventListenerProvider;
import org.keycloak.events.EventListenerProviderFactory;
import org.keycloak.events.admin.AdminEvent;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;

/** Listens in every realm; success events come within the request, so requests without a page can be failed. */
public final class RollbackAtEventFactory implements EventListenerProviderFactory {

    @Override
    public EventListenerProvider create(KeycloakSession session) {
        return new EventListenerProvider() {
            @Override
            public void onEvent(Event event) {
                if (event.getError() == null) {
                    Rollback.ifAsked(session);
                }
                Rollback.ifUntellable(session, event);
            }

            @Override
            public void onEvent(AdminEvent event, boolean includeRepresentation) {
                Rollback.ifAsked(session);
            }

            @Override
            public void close() {}
        };
    }

    @Override
    public boolean isGlobal() {
        return true;
    }

    @Override
    public String getId() {
        return "test-rollback";
    }

    @Override
    public void init(Config.Scope config) {}

    @Override
    public void postInit(KeycloakSessionFactory factory) {}

    @Override
    public void close() {}
}
