package io.keygear.firebase.account;

import io.keygear.kit.time.KeycloakClock;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.keycloak.OAuthErrorException;
import org.keycloak.models.UserSessionModel;
import org.keycloak.protocol.oidc.token.TokenInterceptorException;
import org.keycloak.protocol.oidc.token.TokenPostProcessor;
import org.keycloak.protocol.oidc.token.TokenPostProcessorContext;
import org.keycloak.representations.AccessToken;

/**
 * Looks at every token just before it is made, whatever the grant: an account that is not active gets none, and a
 * session that an exchange began keeps to its terms.
 */
final class AccountGate implements TokenPostProcessor {

    @Override
    public void process(TokenPostProcessorContext context) {
        UserSessionModel session = context.clientSessionCtx().getClientSession().getUserSession();
        AccountStatus status = AccountStatus.of(session.getUser());
        if (status != AccountStatus.ACTIVE) {
            throw new TokenInterceptorException(
                    OAuthErrorException.INVALID_GRANT, "The account is " + status.id() + ".");
        }
        SessionTerms.of(session).ifPresent(terms -> keep(terms, context));
    }

    private static void keep(SessionTerms terms, TokenPostProcessorContext context) {
        Instant now = KeycloakClock.INSTANCE.instant();
        if (!now.isBefore(terms.until())) {
            throw new TokenInterceptorException(
                    OAuthErrorException.INVALID_GRANT, "The sign-in is too old: sign in to Firebase again.");
        }
        Instant latest = now.plus(terms.accessToken());
        shorten(context.accessToken(), latest.isBefore(terms.until()) ? latest : terms.until());
        shorten(context.refreshToken(), terms.until());
    }

    private static void shorten(@Nullable AccessToken token, Instant latest) {
        if (token != null
                && (token.getExp() == null || token.getExp() == 0 || token.getExp() > latest.getEpochSecond())) {
            token.exp(latest.getEpochSecond());
        }
    }

    @Override
    public void close() {}
}
