package io.keygear.kit.profile;

import org.keycloak.Config;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.provider.ProviderFactory;

/** Makes a {@link ProfileContributor}. */
public interface ProfileContributorFactory extends ProviderFactory<ProfileContributor> {

    @Override
    default void init(Config.Scope config) {}

    @Override
    default void postInit(KeycloakSessionFactory factory) {}

    @Override
    default void close() {}
}
