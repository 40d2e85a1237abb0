package io.keygear.webhook.delivery;

import io.keygear.kit.provider.InternalSpi;

/** Registers the SPI {@code webhook-dispatch} with Keycloak; it has one provider, ours. */
public final class WebhookDispatchSpi extends InternalSpi {

    public WebhookDispatchSpi() {
        super("webhook-dispatch", WebhookDispatch.class, WebhookDispatchFactory.class);
    }
}
