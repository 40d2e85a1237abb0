package io.keygear.tests.probe;

import org.keycloak.Config;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.services.resource.RealmResourceProvider;
import org.keycloak.services.resource.RealmResourceProviderFactory;

/** Serves {@code /realms/{realm}/test-database}. */
public final class DatabaseFactory implements RealmResourceProviderFactory {

    @Override
    public String getId() {
        return "test-database";
    }

    @Override
    public RealmResourceProvider create(KeycloakSession session) {
        return new DatabaseResource(session);
    }

    @Override
    public void init(Config.Scope config) {}

    @Override
    public void postInit(KeycloakSessionFactory factory) {}

    @Override
    public void close() {}
}
