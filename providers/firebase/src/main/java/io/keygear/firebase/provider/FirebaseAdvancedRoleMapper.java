package io.keygear.firebase.provider;

import org.keycloak.broker.oidc.mappers.AdvancedClaimToRoleMapper;

/** Keycloak's own mapper, for claims of Firebase ID tokens. */
public final class FirebaseAdvancedRoleMapper extends AdvancedClaimToRoleMapper {

    @Override
    public String getId() {
        return "firebase-advanced-role-idp-mapper";
    }

    @Override
    public String[] getCompatibleProviders() {
        return new String[] {FirebaseIdentityProviderFactory.ID};
    }
}
