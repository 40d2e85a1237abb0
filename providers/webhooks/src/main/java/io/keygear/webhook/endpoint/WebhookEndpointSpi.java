package io.keygear.webhook.endpoint;

import io.keygear.kit.provider.InternalSpi;

/** Registers the SPI {@code webhook-endpoint} with Keycloak. */
public final class WebhookEndpointSpi extends InternalSpi {

    public WebhookEndpointSpi() {
        super("webhook-endpoint", WebhookEndpoint.class, WebhookEndpointFactory.class);
    }
}
