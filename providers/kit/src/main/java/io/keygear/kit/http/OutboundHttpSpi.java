package io.keygear.kit.http;

import org.keycloak.provider.Provider;
import org.keycloak.provider.ProviderFactory;
import org.keycloak.provider.Spi;

/** Registers the SPI {@code outbound-http} with Keycloak. */
public final class OutboundHttpSpi implements Spi {

    /** The name of the SPI, as in server options. */
    public static final String NAME = "outbound-http";

    @Override
    public boolean isInternal() {
        return false;
    }

    @Override
    public String getName() {
        return NAME;
    }

    @Override
    public Class<? extends Provider> getProviderClass() {
        return OutboundHttp.class;
    }

    @Override
    @SuppressWarnings("rawtypes")
    public Class<? extends ProviderFactory> getProviderFactoryClass() {
        return OutboundHttpFactory.class;
    }
}
