package io.keygear.webhook.endpoint;

import org.keycloak.provider.Provider;

/** What a realm's component of the type {@code io.keygear.webhook.endpoint.WebhookEndpoint} is read into. */
public record WebhookEndpoint(Endpoint endpoint, Seal seal) implements Provider {

    @Override
    public void close() {}
}
