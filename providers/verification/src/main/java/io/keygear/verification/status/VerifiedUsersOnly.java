package io.keygear.verification.status;

import org.keycloak.models.KeycloakSession;
import org.keycloak.models.UserModel;
import org.keycloak.models.UserSessionModel;
import org.keycloak.protocol.oidc.token.TokenInterceptorException;
import org.keycloak.protocol.oidc.token.TokenPostProcessor;
import org.keycloak.protocol.oidc.token.TokenPostProcessorContext;

/**
 * The gate at the token endpoint: no grant gives a token to somebody who is not verified, where realm or client ask for
 * that. A browser login never gets here without: its required actions have asked for the code before.
 */
final class VerifiedUsersOnly implements TokenPostProcessor {

    static final String ERROR = "verification_required";

    private final KeycloakSession session;

    VerifiedUsersOnly(KeycloakSession session) {
        this.session = session;
    }

    @Override
    public void process(TokenPostProcessorContext context) {
        UserSessionModel userSession =
                context.clientSessionCtx().getClientSession().getUserSession();
        UserModel user = userSession == null ? null : userSession.getUser();
        if (user == null) {
            return;
        }
        VerifyKeys.of(session, userSession.getRealm())
                .missing(user, context.clientSessionCtx().getClientSession().getClient())
                .ifPresent(key -> {
                    throw new TokenInterceptorException(
                            ERROR, "The user has to verify a value by a code first: " + key.id() + ".");
                });
    }
}
