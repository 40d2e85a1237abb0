package io.keygear.tests.probe;

import org.keycloak.Config;
import org.keycloak.events.Event;
import org.keycloak.events.EventListenerProvider;
import org.keycloak.events.EventListenerProviderFactory;
import org.keycloak.events.admin.AdminEvent;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;

/**
 * Takes the {@link Directory} away when an administrator's request with the header {@value #HEADER} has done its work, but
 * is not committed yet.
 */
public final class DirectoryAwayFactory implements EventListenerProviderFactory {

    private static final String HEADER = "X-Test-Directory-Away";

    @Override
    public EventListenerProvider create(KeycloakSession session) {
        return new EventListenerProvider() {
            @Override
            public void onEvent(Event event) {}

            @Override
            public void onEvent(AdminEvent event, boolean includeRepresentation) {
                if (session.getContext().getHttpRequest().getHttpHeaders().getHeaderString(HEADER) != null) {
                    session.setAttribute(Directory.AWAY, true);
                }
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
        return "test-directory-away";
    }

    @Override
    public void init(Config.Scope config) {}

    @Override
    public void postInit(KeycloakSessionFactory factory) {}

    @Override
    public void close() {}
}
