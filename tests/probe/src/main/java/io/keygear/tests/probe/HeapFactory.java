package io.keygear.tests.probe;

import org.keycloak.Config;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.services.resource.RealmResourceProvider;
import org.keycloak.services.resource.RealmResourceProviderFactory;

/** Serves {@code /realms/{realm}/test-heap}. */
public final class HeapFactory implements RealmResourceProviderFactory {

    @Override
    public String getId() {
        return "test-heap";
    }

    @Override
    public RealmResourceProvider create(KeycloakSession session) {
        return new HeapResource();
    }

    @Override
    public void init(Config.Scope config) {}

    @Override
    public void postInit(KeycloakSessionFactory factory) {}

    @Override
    public void close() {}
}
