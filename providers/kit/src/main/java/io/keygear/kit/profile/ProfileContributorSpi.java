package io.keygear.kit.profile;

import org.keycloak.provider.Provider;
import org.keycloak.provider.ProviderFactory;
import org.keycloak.provider.Spi;

/** Registers the SPI {@code profile-contributor} with Keycloak. */
public final class ProfileContributorSpi implements Spi {

    @Override
    public boolean isInternal() {
        return true;
    }

    @Override
    public String getName() {
        return "profile-contributor";
    }

    @Override
    public Class<? extends Provider> getProviderClass() {
        return ProfileContributor.class;
    }

    @Override
    @SuppressWarnings("rawtypes")
    public Class<? extends ProviderFactory> getProviderFactoryClass() {
        return ProfileContributorFactory.class;
    }
}
