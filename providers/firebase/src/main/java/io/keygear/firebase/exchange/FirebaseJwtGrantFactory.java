package io.keygear.firebase.exchange;

import org.keycloak.Config;
import org.keycloak.OAuth2Constants;
import org.keycloak.common.Profile;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.protocol.oidc.grants.OAuth2GrantType;
import org.keycloak.protocol.oidc.grants.OAuth2GrantTypeFactory;

/** Stands before Keycloak's grant of the same name, by a higher order. */
public final class FirebaseJwtGrantFactory implements OAuth2GrantTypeFactory {

    @Override
    public OAuth2GrantType create(KeycloakSession session) {
        return new FirebaseJwtGrant(session, Profile.isFeatureEnabled(Profile.Feature.JWT_AUTHORIZATION_GRANT));
    }

    @Override
    public int order() {
        return 10;
    }

    @Override
    public String getId() {
        return OAuth2Constants.JWT_AUTHORIZATION_GRANT;
    }

    /** As Keycloak's own has it: it becomes part of token ids. */
    @Override
    public String getShortcut() {
        return "ag";
    }

    @Override
    public void init(Config.Scope config) {}

    @Override
    public void postInit(KeycloakSessionFactory factory) {}

    @Override
    public void close() {}
}
