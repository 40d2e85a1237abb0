package io.keygear.verification.channel;

import org.keycloak.provider.Provider;
import org.keycloak.provider.ProviderFactory;
import org.keycloak.provider.Spi;

/** Registers the SPI {@code mail-talks} with Keycloak. */
public final class MailTalksSpi implements Spi {

    @Override
    public boolean isInternal() {
        return true;
    }

    @Override
    public String getName() {
        return "mail-talks";
    }

    @Override
    public Class<? extends Provider> getProviderClass() {
        return MailTalks.class;
    }

    @Override
    @SuppressWarnings("rawtypes")
    public Class<? extends ProviderFactory> getProviderFactoryClass() {
        return MailTalksFactory.class;
    }
}
