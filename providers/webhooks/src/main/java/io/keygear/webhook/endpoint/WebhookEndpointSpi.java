package io.keygear.webhook.endpoint;

import org.keycloak.provider.Provider;
import org.keycloak.provider.ProviderFactory;
import org.keycloak.provider.Spi;

/** Registers the SPI {@code webhook-endpoint} with Keycloak. */
public final class WebhookEndpointSpi implements Spi {

    @Override
    public boolean isInternal() {
        return true;
    }

    @Override
    public String getName() {
        return "webhook-endpoint";
    }

    @Override
    public Class<? extends Provider> getProviderClass() {
        return WebhookEndpoint.class;
    }

    @Override
    @SuppressWarnings("rawtypes")
    public Class<? extends ProviderFactory> getProviderFactoryClass() {
        return WebhookEndpointFactory.class;
    }
}
