package io.keygear.verification.status;

import org.keycloak.models.KeycloakSession;
import org.keycloak.protocol.oidc.token.TokenPostProcessor;
import org.keycloak.protocol.oidc.token.TokenPostProcessorFactory;

/** Makes {@link VerifiedUsersOnly}. */
public final class VerifiedUsersOnlyFactory implements TokenPostProcessorFactory {

    @Override
    public TokenPostProcessor create(KeycloakSession session) {
        return new VerifiedUsersOnly(session);
    }

    @Override
    public String getId() {
        return "verified-users-only";
    }
}
