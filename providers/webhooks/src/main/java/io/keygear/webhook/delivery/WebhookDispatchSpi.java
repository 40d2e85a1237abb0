package io.keygear.webhook.delivery;

import org.keycloak.provider.Provider;
import org.keycloak.provider.ProviderFactory;
import org.keycloak.provider.Spi;

/** Registers the SPI {@code webhook-dispatch} with Keycloak; it has one provider, ours. */
public final class WebhookDispatchSpi implements Spi {

    @Override
    public boolean isInternal() {
        return true;
    }

    @Override
    public String getName() {
        return "webhook-dispatch";
    }

    @Override
    public Class<? extends Provider> getProviderClass() {
        return WebhookDispatch.class;
    }

    @Override
    @SuppressWarnings("rawtypes")
    public Class<? extends ProviderFactory> getProviderFactoryClass() {
        return WebhookDispatchFactory.class;
    }
}
