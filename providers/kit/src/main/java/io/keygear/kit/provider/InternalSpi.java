package io.keygear.kit.provider;

import org.keycloak.provider.Provider;
import org.keycloak.provider.ProviderFactory;
import org.keycloak.provider.Spi;

/** An SPI that is nobody's but Keygear's: by it Keycloak makes a provider of ours and configures it. */
public abstract class InternalSpi implements Spi {

    private final String name;
    private final Class<? extends Provider> provider;
    private final Class<? extends ProviderFactory<?>> factory;

    /**
     * @param name as in server options
     */
    protected InternalSpi(
            String name, Class<? extends Provider> provider, Class<? extends ProviderFactory<?>> factory) {
        this.name = name;
        this.provider = provider;
        this.factory = factory;
    }

    @Override
    public final boolean isInternal() {
        return true;
    }

    @Override
    public final String getName() {
        return name;
    }

    @Override
    public final Class<? extends Provider> getProviderClass() {
        return provider;
    }

    @Override
    @SuppressWarnings("rawtypes")
    public final Class<? extends ProviderFactory> getProviderFactoryClass() {
        return factory;
    }
}
