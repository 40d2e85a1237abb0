package io.keygear.verification.code;

import org.keycloak.provider.Provider;
import org.keycloak.provider.ProviderFactory;
import org.keycloak.provider.Spi;

/** Registers the SPI {@code code-service} with Keycloak; it has one provider, ours. */
public final class CodeServiceSpi implements Spi {

    @Override
    public boolean isInternal() {
        return true;
    }

    @Override
    public String getName() {
        return "code-service";
    }

    @Override
    public Class<? extends Provider> getProviderClass() {
        return CodeService.class;
    }

    @Override
    @SuppressWarnings("rawtypes")
    public Class<? extends ProviderFactory> getProviderFactoryClass() {
        return CodeServiceFactory.class;
    }
}
