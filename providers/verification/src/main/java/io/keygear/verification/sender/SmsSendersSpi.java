package io.keygear.verification.sender;

import org.keycloak.provider.Provider;
import org.keycloak.provider.ProviderFactory;
import org.keycloak.provider.Spi;

/** Registers the SPI {@code sms-senders} with Keycloak. */
public final class SmsSendersSpi implements Spi {

    @Override
    public boolean isInternal() {
        return true;
    }

    @Override
    public String getName() {
        return "sms-senders";
    }

    @Override
    public Class<? extends Provider> getProviderClass() {
        return SmsSenders.class;
    }

    @Override
    @SuppressWarnings("rawtypes")
    public Class<? extends ProviderFactory> getProviderFactoryClass() {
        return SmsSendersFactory.class;
    }
}
