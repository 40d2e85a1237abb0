package io.keygear.webhook.outbox;

import java.util.List;
import org.keycloak.connections.jpa.entityprovider.JpaEntityProvider;

/** Tells Keycloak which tables this module has, and how they come to be. */
final class WebhookEntities implements JpaEntityProvider {

    @Override
    public List<Class<?>> getEntities() {
        return List.of(
                EventRow.class, DeliveryRow.class, AttemptRow.class, LaneRow.class, NodeRow.class, PartitionRow.class);
    }

    @Override
    public String getChangelogLocation() {
        return "META-INF/keygear-webhooks-changelog.xml";
    }

    @Override
    public String getFactoryId() {
        return WebhookEntitiesFactory.ID;
    }

    @Override
    public void close() {}
}
