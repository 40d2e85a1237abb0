package io.keygear.firebase.provider;

import org.keycloak.broker.oidc.mappers.UserAttributeMapper;

/** Keycloak's own mapper, for claims of Firebase ID tokens. */
public final class FirebaseAttributeMapper extends UserAttributeMapper {

    @Override
    public String getId() {
        return "firebase-user-attribute-idp-mapper";
    }

    @Override
    public String[] getCompatibleProviders() {
        return new String[] {FirebaseIdentityProviderFactory.ID};
    }
}
