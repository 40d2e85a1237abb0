package io.keygear.kit.rest;

import jakarta.ws.rs.NotAuthorizedException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.keycloak.OAuth2Constants;
import org.keycloak.events.EventBuilder;
import org.keycloak.events.EventType;
import org.keycloak.jose.jws.JWSInput;
import org.keycloak.jose.jws.JWSInputException;
import org.keycloak.models.ClientModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.protocol.oidc.utils.AuthorizeClientUtil;
import org.keycloak.services.cors.Cors;
import org.keycloak.services.managers.AppAuthManager;
import org.keycloak.services.managers.AuthenticationManager.AuthResult;

/**
 * The door of an endpoint below {@code /realms/{realm}}. Keycloak opens it for extensions even where the realm is
 * disabled, without TLS and to every origin; here those are refused. One for each request.
 */
public final class RealmApi {

    private static final String BEARER = "bearer ";
    private static final String BASIC = "basic ";

    private final KeycloakSession session;
    private final RealmModel realm;
    private final Cors cors;

    private RealmApi(KeycloakSession session, String[] methods) {
        this.session = session;
        this.realm = session.getContext().getRealm();
        this.cors = session.getProvider(Cors.class)
                .auth()
                .allowedMethods(methods)
                .exposedHeaders(HttpHeaders.RETRY_AFTER, HttpHeaders.WWW_AUTHENTICATE);
        // A browser may read why it was refused, as with Keycloak's token endpoint.
        cors.allowAllOrigins().add();
    }

    /**
     * Lets a request in.
     *
     * @param methods the HTTP methods that the resource knows, for CORS
     * @throws ProblemException 403 when the realm is disabled or wants TLS
     */
    public static RealmApi open(KeycloakSession session, String... methods) {
        RealmApi api = new RealmApi(session, methods);
        if (!api.realm.isEnabled()) {
            throw Problem.of("realm_disabled", 403, "The realm is disabled.").exception();
        }
        boolean secure =
                "https".equals(session.getContext().getUri().getBaseUri().getScheme());
        if (!secure
                && api.realm.getSslRequired().isRequired(session.getContext().getConnection())) {
            throw Problem.of("https_required", 403, "The realm takes requests by HTTPS only.")
                    .exception();
        }
        return api;
    }

    /** The answer to a CORS preflight (Fetch standard, section 3.2.2). */
    public static Response preflight(KeycloakSession session, String... methods) {
        return session.getProvider(Cors.class)
                .preflight()
                .auth()
                .allowAllOrigins()
                .allowedMethods(methods)
                .add(Response.ok());
    }

    /**
     * Who calls with an access token; empty when the request has none.
     *
     * @throws ProblemException 401 when there is a token that does not count or comes by another scheme, such as DPoP
     *     (RFC 9449): who sends one does not want to be a stranger; 403 when a browser sent it from an origin that the
     *     client does not allow
     */
    public Optional<Bearer> bearer() {
        if (authorization().isEmpty() || authorization().startsWith(BASIC)) {
            return Optional.empty();
        }
        if (!authorization().startsWith(BEARER)) {
            throw Problem.of("invalid_token", 401, "Send the access token as Bearer; no other scheme is known here.")
                    .exception();
        }
        AuthResult result = isSigned() ? new AppAuthManager.BearerTokenAuthenticator(session).authenticate() : null;
        if (result == null) {
            throw Problem.of("invalid_token", 401, "The access token is expired, revoked or not of this realm.")
                    .exception();
        }
        checkOrigin(result.client());
        return Optional.of(new Bearer(result.user(), result.client(), result.token()));
    }

    /**
     * The client that authenticates in one of the ways of Keycloak's token endpoint (RFC 6749, section 2.3); empty when
     * the request does not try.
     *
     * @throws ProblemException 401 when it tries and fails
     */
    public Optional<ClientModel> client() {
        if (!authorization().startsWith(BASIC) && !form().containsKey(OAuth2Constants.CLIENT_ID) && !hasAssertion()) {
            return Optional.empty();
        }
        EventBuilder event = event(EventType.CLIENT_LOGIN);
        try {
            ClientModel client =
                    AuthorizeClientUtil.authorizeClient(session, event, null).getClient();
            checkOrigin(client);
            return Optional.of(client);
        } catch (WebApplicationException refused) {
            throw Problem.of("invalid_client", 401, "The client is unknown, disabled, or its credentials are wrong.")
                    .exception();
        }
    }

    /**
     * Checks a browser's origin where nobody is authenticated: its own pages may call, or those of the client that the
     * request names.
     *
     * @param clientId the client that the request says it comes from; empty when it names none
     * @return that client
     * @throws ProblemException 400 when there is no such client, 403 when the origin is foreign
     */
    public Optional<ClientModel> anonymous(Optional<String> clientId) {
        Optional<ClientModel> client = clientId.map(this::enabledClient);
        if (client.isPresent()) {
            checkOrigin(client.get());
        } else if (isForeignOrigin()) {
            throw Problem.of(
                            "origin_not_allowed",
                            403,
                            "Name the client by client_id, and add the page's origin to its web origins.")
                    .exception();
        }
        return client;
    }

    /** A login event of this request, to be completed by the caller. */
    public EventBuilder event(EventType type) {
        return new EventBuilder(realm, session, session.getContext().getConnection()).event(type);
    }

    /** The parameters of an {@code application/x-www-form-urlencoded} body; empty for another body. */
    public MultivaluedMap<String, String> form() {
        return session.getContext().getHttpRequest().getDecodedFormParameters();
    }

    /** Keycloak's check of a token fails with a null pointer where the header names no algorithm. */
    private boolean isSigned() {
        try {
            String token = AppAuthManager.extractAuthorizationHeaderToken(
                    session.getContext().getHttpRequest().getHttpHeaders());
            return new JWSInput(token).getHeader().getAlgorithm() != null;
        } catch (JWSInputException | NotAuthorizedException malformed) {
            return false;
        }
    }

    private ClientModel enabledClient(String clientId) {
        ClientModel client = realm.getClientByClientId(clientId);
        if (client == null || !client.isEnabled()) {
            throw Problem.field("client_id", "There is no such client, or it is disabled.")
                    .exception();
        }
        return client;
    }

    private boolean hasAssertion() {
        return form().containsKey(OAuth2Constants.CLIENT_ASSERTION);
    }

    private boolean isForeignOrigin() {
        String origin = header(Cors.ORIGIN_HEADER);
        if (origin == null) {
            return false;
        }
        URI own = session.getContext().getUri().getBaseUri();
        return !origin.equals(own.getScheme() + "://" + own.getAuthority());
    }

    private void checkOrigin(ClientModel client) {
        try {
            cors.checkAllowedOrigins(session, client).add();
        } catch (WebApplicationException foreign) {
            throw Problem.of(
                            "origin_not_allowed",
                            403,
                            "Add the page's origin to the web origins of the client " + client.getClientId() + ".")
                    .exception();
        }
    }

    private String authorization() {
        String value = header(HttpHeaders.AUTHORIZATION);
        return value == null ? "" : value.toLowerCase(Locale.ROOT);
    }

    private @Nullable String header(String name) {
        List<String> values =
                session.getContext().getHttpRequest().getHttpHeaders().getRequestHeader(name);
        return values == null || values.isEmpty() ? null : values.get(0);
    }
}
