package io.keygear.webhook.outbox;

import org.keycloak.Config;
import org.keycloak.connections.jpa.entityprovider.JpaEntityProvider;
import org.keycloak.connections.jpa.entityprovider.JpaEntityProviderFactory;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;

/** Makes the {@link JpaEntityProvider} of this module. */
public final class WebhookEntitiesFactory implements JpaEntityProviderFactory {

    /** Also names Liquibase's history table, by its first ten letters; never to be changed. */
    static final String ID = "kghook-webhooks";

    @Override
    public JpaEntityProvider create(KeycloakSession session) {
        return new WebhookEntities();
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
}
