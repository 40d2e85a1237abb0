package io.keygear.firebase.rest;

import io.keygear.firebase.exchange.ClientPolicies;
import io.keygear.firebase.exchange.ExchangeAnswer;
import io.keygear.firebase.exchange.ExchangeRequest;
import io.keygear.firebase.exchange.ExchangeServices;
import io.keygear.firebase.exchange.OAuthAnswer;
import io.keygear.kit.rest.JsonBody;
import io.keygear.kit.rest.ProblemException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedHashMap;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.Response;
import java.io.InputStream;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.keycloak.OAuth2Constants;
import org.keycloak.OAuthErrorException;
import org.keycloak.events.Details;
import org.keycloak.events.EventBuilder;
import org.keycloak.events.EventType;
import org.keycloak.models.ClientModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.protocol.oidc.OIDCAdvancedConfigWrapper;
import org.keycloak.protocol.oidc.TokenExchangeContext;
import org.keycloak.protocol.oidc.TokenManager;
import org.keycloak.protocol.oidc.utils.AuthorizeClientUtil;
import org.keycloak.services.clientpolicy.ClientPolicyContext;
import org.keycloak.services.clientpolicy.context.TokenExchangeRequestContext;
import org.keycloak.services.cors.Cors;
import org.keycloak.services.util.DPoPUtil;

/** One request to {@code …/firebase/token}, with the checks that Keycloak's token endpoint does for its own grants. */
final class TokenRequest {

    private static final int BAD_REQUEST = 400;
    private static final int FORBIDDEN = 403;

    private final KeycloakSession session;
    private final RealmModel realm;
    private final Cors cors;
    private final EventBuilder event;

    TokenRequest(KeycloakSession session) {
        this.session = session;
        this.realm = session.getContext().getRealm();
        this.cors = Cors.builder().auth().allowedMethods("POST").exposedHeaders(HttpHeaders.RETRY_AFTER);
        this.event = new EventBuilder(realm, session, session.getContext().getConnection())
                .event(EventType.TOKEN_EXCHANGE)
                .detail(Details.AUTH_METHOD, "firebase");
    }

    Response answer(@Nullable InputStream json) {
        if (!realm.isEnabled()) {
            return refused("access_denied", "realm_disabled", "The realm is disabled", FORBIDDEN);
        }
        boolean secure =
                "https".equals(session.getContext().getUri().getBaseUri().getScheme());
        if (!secure && realm.getSslRequired().isRequired(session.getContext().getConnection())) {
            return refused(
                    OAuthErrorException.INVALID_REQUEST, "https_required", "The realm takes HTTPS only", FORBIDDEN);
        }
        try {
            TokenBody body = json == null
                    ? JsonBody.readForm(
                            withoutNul(session.getContext().getHttpRequest().getDecodedFormParameters()),
                            TokenBody.class)
                    : JsonBody.read(json, TokenBody.class);
            session.getContext()
                    .setHttpRequest(new FormOf(session.getContext().getHttpRequest(), withoutNul(body.form())));
            return exchanged(body);
        } catch (ProblemException wrong) {
            String field = wrong.problem().field();
            return refused(
                    OAuthErrorException.INVALID_REQUEST,
                    "body_malformed",
                    (field == null ? "" : field + ": ") + wrong.problem().detail(),
                    wrong.problem().status());
        }
    }

    private Response exchanged(TokenBody body) {
        AuthorizeClientUtil.ClientAuthResult authenticated = AuthorizeClientUtil.authorizeClient(session, event, cors);
        ClientModel client = authenticated.getClient();
        cors.checkAllowedOrigins(session, client);
        event.client(client);
        DPoPUtil.handleDPoPHeader(session, event, cors, OIDCAdvancedConfigWrapper.fromClientModel(client));
        String type = body.subjectTokenType();
        if (type != null
                && !OAuth2Constants.ID_TOKEN_TYPE.equals(type)
                && !OAuth2Constants.JWT_TOKEN_TYPE.equals(type)) {
            return refused(
                    OAuthErrorException.INVALID_REQUEST,
                    "subject_token_type_unsupported",
                    "subject_token_type has to be " + OAuth2Constants.ID_TOKEN_TYPE,
                    BAD_REQUEST);
        }
        Map<String, String> attributes = authenticated.getClientAuthAttributes();
        Optional<ExchangeAnswer> forbidden =
                ClientPolicies.refusal(session, policyContext(body, client, attributes), event);
        ExchangeAnswer answer = forbidden.orElseGet(() -> ExchangeServices.of(session)
                .exchange(new ExchangeRequest(
                        new ExchangeRequest.Caller(
                                client,
                                attributes,
                                session.getContext().getConnection().getRemoteHost(),
                                event),
                        body.subjectToken() == null ? "" : body.subjectToken(),
                        Optional.ofNullable(body.subjectIssuer()),
                        body.wish())));
        return cors.add(OAuthAnswer.of(answer));
    }

    private ClientPolicyContext policyContext(TokenBody body, ClientModel client, Map<String, String> attributes) {
        return new TokenExchangeRequestContext(new TokenExchangeContext(
                session,
                body.form(),
                cors,
                realm,
                event,
                client,
                session.getContext().getConnection(),
                session.getContext().getHttpRequest().getHttpHeaders(),
                new TokenManager(),
                attributes));
    }

    private Response refused(String error, String reason, String description, int status) {
        session.getTransactionManager().setRollbackOnly();
        event.detail(Details.REASON, reason).error(error);
        return cors.allowAllOrigins()
                .add(Response.status(status)
                        .type(MediaType.APPLICATION_JSON_TYPE)
                        .header(HttpHeaders.CACHE_CONTROL, "no-store")
                        .entity(Map.of("error", error, "error_description", description, "reason", reason)));
    }

    /** Databases refuse NUL, and events are written with what a request says. */
    private static MultivaluedMap<String, String> withoutNul(MultivaluedMap<String, String> form) {
        MultivaluedMap<String, String> clean = new MultivaluedHashMap<>();
        form.forEach((name, values) -> values.forEach(value -> clean.add(name, value.replace("\0", ""))));
        return clean;
    }
}
