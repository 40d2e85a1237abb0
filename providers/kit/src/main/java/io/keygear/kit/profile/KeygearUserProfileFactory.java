package io.keygear.kit.profile;

import org.keycloak.models.KeycloakSession;
import org.keycloak.userprofile.DeclarativeUserProfileProvider;
import org.keycloak.userprofile.DeclarativeUserProfileProviderFactory;

/**
 * Keycloak's declarative user profile with the attributes that features protect. It takes the place of the built-in
 * provider by the same id and a higher order; a realm's own configuration goes on to apply unchanged.
 */
public final class KeygearUserProfileFactory extends DeclarativeUserProfileProviderFactory {

    @Override
    public int order() {
        return PROVIDER_PRIORITY + 10;
    }

    @Override
    public DeclarativeUserProfileProvider create(KeycloakSession session) {
        return new KeygearUserProfile(session, this);
    }
}
