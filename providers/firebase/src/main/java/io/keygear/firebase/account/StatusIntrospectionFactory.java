package io.keygear.firebase.account;

import org.keycloak.models.KeycloakSession;
import org.keycloak.protocol.oidc.AccessTokenIntrospectionProvider;
import org.keycloak.protocol.oidc.AccessTokenIntrospectionProviderFactory;
import org.keycloak.protocol.oidc.TokenIntrospectionProvider;
import org.keycloak.representations.AccessToken;

/**
 * Keycloak's introspection of access tokens, which finds those of an account that is not active inactive, however its
 * status was changed.
 */
public final class StatusIntrospectionFactory extends AccessTokenIntrospectionProviderFactory {

    @Override
    public TokenIntrospectionProvider create(KeycloakSession session) {
        return new StatusIntrospection(session);
    }

    @Override
    public int order() {
        return 10;
    }

    private static final class StatusIntrospection extends AccessTokenIntrospectionProvider<AccessToken> {

        StatusIntrospection(KeycloakSession session) {
            super(session);
        }

        @Override
        protected boolean introspectionChecks(String token) {
            return super.introspectionChecks(token) && AccountStatus.of(user) == AccountStatus.ACTIVE;
        }
    }
}
