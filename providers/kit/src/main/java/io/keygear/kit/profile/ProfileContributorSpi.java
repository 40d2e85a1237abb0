package io.keygear.kit.profile;

import io.keygear.kit.provider.InternalSpi;

/** Registers the SPI {@code profile-contributor} with Keycloak. */
public final class ProfileContributorSpi extends InternalSpi {

    public ProfileContributorSpi() {
        super("profile-contributor", ProfileContributor.class, ProfileContributorFactory.class);
    }
}
