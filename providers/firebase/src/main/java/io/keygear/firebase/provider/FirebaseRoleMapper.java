package io.keygear.firebase.provider;

import org.keycloak.broker.oidc.mappers.ClaimToRoleMapper;

/** Keycloak's own mapper, for claims of Firebase ID tokens. */
public final class FirebaseRoleMapper extends ClaimToRoleMapper {

    @Override
    public String getId() {
        return "firebase-role-idp-mapper";
    }

    @Override
    public String[] getCompatibleProviders() {
        return new String[] {FirebaseIdentityProviderFactory.ID};
    }
}
