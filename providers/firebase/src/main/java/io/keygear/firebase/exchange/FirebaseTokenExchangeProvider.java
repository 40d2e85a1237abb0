package io.keygear.firebase.exchange;

import io.keygear.firebase.exchange.ExchangeAnswer.Refused;
import io.keygear.firebase.provider.FirebaseProviders;
import io.keygear.firebase.token.FirebaseProject;
import io.keygear.firebase.token.TokenOrigin;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.keycloak.OAuth2Constants;
import org.keycloak.events.Details;
import org.keycloak.models.KeycloakSession;
import org.keycloak.protocol.oidc.TokenExchangeContext;
import org.keycloak.protocol.oidc.TokenExchangeProvider;

/**
 * Token exchange (RFC 8693) at Keycloak's token endpoint. Whatever names a Firebase provider, or looks like a token of
 * Firebase, is judged here and goes on to no other provider.
 */
final class FirebaseTokenExchangeProvider implements TokenExchangeProvider {

    private static final Set<String> TAKEN = Set.of(OAuth2Constants.ID_TOKEN_TYPE, OAuth2Constants.JWT_TOKEN_TYPE);
    private static final Set<String> GIVEN = Set.of(
            OAuth2Constants.ACCESS_TOKEN_TYPE, OAuth2Constants.REFRESH_TOKEN_TYPE, OAuth2Constants.JWT_TOKEN_TYPE);

    private final KeycloakSession session;
    private final ExchangeService service;

    FirebaseTokenExchangeProvider(KeycloakSession session, ExchangeService service) {
        this.session = session;
        this.service = service;
    }

    @Override
    public boolean supports(TokenExchangeContext context) {
        FirebaseProviders providers = new FirebaseProviders(session);
        String issuer = context.getParams().getSubjectIssuer();
        if (issuer != null && session.identityProviders().getByAlias(issuer) != null) {
            // The client has chosen a provider of the realm; whoever that is has to judge the token.
            return providers.byAlias(issuer).isPresent();
        }
        String token = context.getParams().getSubjectToken();
        boolean firebase = (issuer != null && issuer.startsWith(FirebaseProject.ISSUER_PREFIX))
                || (token != null && TokenOrigin.mentionsFirebase(token));
        return firebase && !providers.all().isEmpty();
    }

    @Override
    public Response exchange(TokenExchangeContext context) {
        ExchangeRequest.Caller caller = new ExchangeRequest.Caller(
                context.getClient(),
                context.getClientAuthAttributes(),
                context.getClientConnection().getRemoteHost(),
                context.getEvent());
        Optional<Refused> malformed = malformed(context);
        ExchangeAnswer answer = malformed.isPresent()
                ? refuse(malformed.get(), caller)
                : service.exchange(new ExchangeRequest(
                        caller,
                        orEmpty(context.getParams().getSubjectToken()),
                        Optional.ofNullable(context.getParams().getSubjectIssuer()),
                        new ExchangeRequest.Wish(
                                context.getParams().getScope(),
                                Optional.ofNullable(context.getParams().getAudience())
                                        .orElse(List.of()),
                                true)));
        return context.getCors().add(OAuthAnswer.of(answer));
    }

    private static Optional<Refused> malformed(TokenExchangeContext context) {
        TokenExchangeContext.Params params = context.getParams();
        if (!TAKEN.contains(orEmpty(params.getSubjectTokenType()))) {
            return Optional.of(Refused.because(
                    "subject_token_type_unsupported", "subject_token_type has to be " + OAuth2Constants.ID_TOKEN_TYPE));
        }
        if (params.getActorToken() != null || params.getActorTokenType() != null) {
            return Optional.of(Refused.because("actor_unsupported", "Nobody can act for a Firebase user here"));
        }
        String wanted = params.getRequestedTokenType();
        return wanted == null || GIVEN.contains(wanted)
                ? Optional.empty()
                : Optional.of(Refused.because(
                        "requested_token_type_unsupported",
                        "requested_token_type has to be " + OAuth2Constants.ACCESS_TOKEN_TYPE));
    }

    private static Refused refuse(Refused refused, ExchangeRequest.Caller caller) {
        caller.event().detail(Details.REASON, refused.reason()).error(refused.error());
        return refused;
    }

    private static String orEmpty(@Nullable String text) {
        return text == null ? "" : text;
    }

    @Override
    public void close() {}
}
