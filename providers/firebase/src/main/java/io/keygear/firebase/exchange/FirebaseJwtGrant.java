package io.keygear.firebase.exchange;

import io.keygear.firebase.provider.FirebaseIdentityProvider;
import io.keygear.firebase.provider.FirebaseProviders;
import io.keygear.firebase.token.TokenOrigin;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.keycloak.OAuth2Constants;
import org.keycloak.OAuthErrorException;
import org.keycloak.events.EventType;
import org.keycloak.models.KeycloakSession;
import org.keycloak.protocol.oidc.grants.JWTAuthorizationGrantType;
import org.keycloak.protocol.oidc.grants.OAuth2GrantType;
import org.keycloak.services.CorsErrorResponseException;
import org.keycloak.services.clientpolicy.context.JWTAuthorizationGrantContext;

/**
 * The JWT bearer grant (RFC 7523 section 2.1) for tokens of Firebase; every other assertion is left to Keycloak's own
 * grant. As there, no refresh token is given: the assertion is the refresh token.
 */
final class FirebaseJwtGrant implements OAuth2GrantType {

    private final KeycloakSession session;
    private final boolean nativeGrant;

    FirebaseJwtGrant(KeycloakSession session, boolean nativeGrant) {
        this.session = session;
        this.nativeGrant = nativeGrant;
    }

    @Override
    public Response process(Context context) {
        String assertion = context.getFormParams().getFirst(OAuth2Constants.ASSERTION);
        if (isOurs(assertion)) {
            return exchanged(context, String.valueOf(assertion));
        }
        if (!nativeGrant) {
            throw new CorsErrorResponseException(
                    context.getCors(),
                    OAuthErrorException.UNSUPPORTED_GRANT_TYPE,
                    "Unsupported grant_type",
                    Response.Status.BAD_REQUEST);
        }
        return new JWTAuthorizationGrantType().process(context);
    }

    private boolean isOurs(@Nullable String assertion) {
        return assertion != null
                && TokenOrigin.mentionsFirebase(assertion)
                && !new FirebaseProviders(session).all().isEmpty();
    }

    private Response exchanged(Context context, String assertion) {
        context.getEvent().client(context.getClient());
        Optional<ExchangeAnswer> forbidden = forbidden(context, assertion);
        if (forbidden.isPresent()) {
            return context.getCors().add(OAuthAnswer.of(forbidden.get()));
        }
        ExchangeAnswer answer = ExchangeServices.of(session)
                .exchange(new ExchangeRequest(
                        new ExchangeRequest.Caller(
                                context.getClient(),
                                context.getClientAuthAttributes(),
                                context.getClientConnection().getRemoteHost(),
                                context.getEvent()),
                        assertion,
                        Optional.empty(),
                        new ExchangeRequest.Wish(
                                context.getFormParams().getFirst(OAuth2Constants.SCOPE), List.of(), false)));
        return context.getCors().add(OAuthAnswer.of(answer));
    }

    /** Asks as Keycloak's own grant does, so that policies made for it hold here, too. */
    private Optional<ExchangeAnswer> forbidden(Context context, String text) {
        Optional<FirebaseIdentityProvider> provider = new FirebaseProviders(session).byOrigin(TokenOrigin.peek(text));
        Optional<Assertion> read = Assertion.read(text, context.getFormParams().getFirst(OAuth2Constants.SCOPE));
        if (provider.isEmpty() || read.isEmpty()) {
            return Optional.empty(); // the service says what is wrong with it
        }
        Assertion assertion = read.get();
        String alias = provider.get().getConfig().getAlias();
        Optional<ExchangeAnswer> refusal = ClientPolicies.refusal(
                session, new JWTAuthorizationGrantContext(session, assertion, alias), context.getEvent());
        return refusal.isEmpty() && assertion.getRestrictedScopes() != null
                ? Optional.of(ClientPolicies.noScopes(context.getEvent()))
                : refusal;
    }

    @Override
    public EventType getEventType() {
        return EventType.JWT_AUTHORIZATION_GRANT;
    }

    @Override
    public Set<String> getTokenParameterNames() {
        return Set.of(OAuth2Constants.ASSERTION);
    }

    @Override
    public void close() {}
}
