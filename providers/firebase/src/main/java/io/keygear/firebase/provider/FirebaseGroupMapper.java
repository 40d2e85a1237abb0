package io.keygear.firebase.provider;

import org.keycloak.broker.oidc.mappers.AdvancedClaimToGroupMapper;

/** Keycloak's own mapper, for claims of Firebase ID tokens. */
public final class FirebaseGroupMapper extends AdvancedClaimToGroupMapper {

    @Override
    public String getId() {
        return "firebase-advanced-group-idp-mapper";
    }

    @Override
    public String[] getCompatibleProviders() {
        return new String[] {FirebaseIdentityProviderFactory.ID};
    }
}
