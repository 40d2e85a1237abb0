package io.keygear.firebase.exchange;

import io.keygear.firebase.account.SessionTerms;
import io.keygear.firebase.exchange.ExchangeAnswer.Refused;
import io.keygear.firebase.provider.FirebaseSettings;
import io.keygear.firebase.provider.Replay;
import io.keygear.firebase.token.FirebaseIdentity;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.keycloak.OAuth2Constants;
import org.keycloak.events.Details;
import org.keycloak.models.AuthenticatedClientSessionModel;
import org.keycloak.models.ClientModel;
import org.keycloak.models.ClientSessionContext;
import org.keycloak.models.Constants;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;
import org.keycloak.models.UserSessionModel;
import org.keycloak.models.UserSessionModel.SessionPersistenceState;
import org.keycloak.protocol.oidc.OIDCAdvancedConfigWrapper;
import org.keycloak.protocol.oidc.OIDCLoginProtocol;
import org.keycloak.protocol.oidc.TokenManager;
import org.keycloak.representations.AccessToken;
import org.keycloak.representations.AccessTokenResponse;
import org.keycloak.services.Urls;
import org.keycloak.services.managers.AuthenticationManager;
import org.keycloak.services.managers.UserSessionManager;
import org.keycloak.services.util.DefaultClientSessionContext;
import org.keycloak.services.util.MtlsHoKTokenUtil;
import org.keycloak.util.TokenUtil;

/** Begins a session of the realm, or comes back to one, and has Keycloak make its tokens. */
final class TokenIssuer {

    private static final String AUTH_METHOD = "firebase";

    private final KeycloakSession session;
    private final RealmModel realm;
    private final FirebaseSettings settings;
    private final TokenManager tokens = new TokenManager();

    TokenIssuer(KeycloakSession session, FirebaseSettings settings) {
        this.session = session;
        this.realm = session.getContext().getRealm();
        this.settings = settings;
    }

    ExchangeAnswer issue(ExchangeRequest request, UserModel user, FirebaseIdentity identity, String alias) {
        String id = settings.limits().replay() == Replay.IDEMPOTENT
                ? TokenFingerprint.of(realm.getId(), request.caller().client().getId(), request.token())
                : null;
        UserSessionModel before = id == null ? null : usable(id, user);
        UserSessionModel userSession = before == null ? begin(id, request, user, identity, alias) : before;
        AuthenticatedClientSessionModel clientSession = before == null
                ? null // a session just begun has none; asking would cost a query
                : before.getAuthenticatedClientSessionByClient(
                        request.caller().client().getId());
        ClientSessionContext context = context(request, userSession, clientSession);
        if (!request.wish().audience().isEmpty()) {
            context.setAttribute(
                    Constants.REQUESTED_AUDIENCE_CLIENTS,
                    request.wish().audience().stream()
                            .map(realm::getClientByClientId)
                            .toArray(ClientModel[]::new));
        }
        if (context.isOfflineTokenRequested() && !settings.clients().offline()) {
            return Refused.of(
                    "invalid_scope", "offline_access_forbidden", "The provider does not allow offline_access");
        }
        request.caller().event().session(userSession);
        return build(request, userSession, context);
    }

    private ExchangeAnswer build(ExchangeRequest request, UserSessionModel userSession, ClientSessionContext context) {
        ClientModel client = request.caller().client();
        TokenManager.AccessTokenResponseBuilder builder = tokens.responseBuilder(
                        realm, client, request.caller().event(), session, userSession, context)
                .generateAccessToken();
        List<String> reached = builder.getAccessToken().getAudience() == null
                ? List.of()
                : Arrays.asList(builder.getAccessToken().getAudience());
        if (!reached.containsAll(request.wish().audience())) {
            return Refused.of("invalid_target", "audience_unavailable", "The client may not reach this audience");
        }
        OIDCAdvancedConfigWrapper config = OIDCAdvancedConfigWrapper.fromClientModel(client);
        boolean refresh = request.wish().refreshToken() && config.isUseRefreshToken();
        if (refresh) {
            builder.generateRefreshToken();
        }
        if (config.isUseMtlsHokToken() && !bind(builder, refresh)) {
            return Refused.because("certificate_missing", "The client must present its certificate");
        }
        if (TokenUtil.isOIDCRequest(request.wish().scope())) {
            builder.generateIDToken().generateAccessTokenHash();
        }
        AccessTokenResponse response = builder.build();
        response.setOtherClaims(OAuth2Constants.ISSUED_TOKEN_TYPE, OAuth2Constants.ACCESS_TOKEN_TYPE);
        response.setOtherClaims("status", "active");
        return new ExchangeAnswer.Tokens(response);
    }

    /** Binds the tokens to the client's certificate (RFC 8705 section 3), as Keycloak's own grants do. */
    private boolean bind(TokenManager.AccessTokenResponseBuilder builder, boolean refresh) {
        AccessToken.Confirmation confirmation = MtlsHoKTokenUtil.bindTokenWithClientCertificate(
                session.getContext().getHttpRequest(), session);
        if (confirmation == null) {
            return false;
        }
        builder.getAccessToken().setConfirmation(confirmation);
        if (refresh) {
            builder.getRefreshToken().setConfirmation(confirmation);
        }
        return true;
    }

    /** The session that the same token has begun before; {@code null} when there is none that counts. */
    private @Nullable UserSessionModel usable(String id, UserModel user) {
        UserSessionModel before = session.sessions().getUserSession(realm, id);
        return before != null
                        && AuthenticationManager.isSessionValid(realm, before)
                        && before.getUser() != null
                        && before.getUser().getId().equals(user.getId())
                ? before
                : null;
    }

    private UserSessionModel begin(
            @Nullable String id, ExchangeRequest request, UserModel user, FirebaseIdentity identity, String alias) {
        UserSessionModel begun = new UserSessionManager(session)
                .createUserSession(
                        id,
                        realm,
                        user,
                        user.getUsername(),
                        request.caller().address(),
                        AUTH_METHOD,
                        false,
                        null,
                        alias + "." + identity.linkKey(),
                        SessionPersistenceState.PERSISTENT);
        begun.setNote(
                AuthenticationManager.AUTH_TIME,
                Long.toString(identity.authTime().getEpochSecond()));
        begun.setNote(Details.IDENTITY_PROVIDER, alias);
        begun.setNote(Details.IDENTITY_PROVIDER_USERNAME, identity.subject());
        request.caller().attributes().forEach(begun::setNote);
        new SessionTerms(
                        identity.authTime().plus(settings.limits().session()),
                        settings.limits().accessToken())
                .write(begun, identity.signIn().secondFactor());
        begun.setState(UserSessionModel.State.LOGGED_IN);
        return begun;
    }

    private ClientSessionContext context(
            ExchangeRequest request, UserSessionModel userSession, @Nullable AuthenticatedClientSessionModel before) {
        AuthenticatedClientSessionModel clientSession = before == null
                ? session.sessions().createClientSession(realm, request.caller().client(), userSession)
                : before;
        clientSession.setProtocol(OIDCLoginProtocol.LOGIN_PROTOCOL);
        clientSession.setNote(
                OIDCLoginProtocol.ISSUER,
                Urls.realmIssuer(session.getContext().getUri().getBaseUri(), realm.getName()));
        String scope = request.wish().scope();
        if (scope != null) {
            clientSession.setNote(OAuth2Constants.SCOPE, scope);
        }
        ClientSessionContext context =
                DefaultClientSessionContext.fromClientSessionAndScopeParameter(clientSession, scope, session);
        context.setAttribute(Constants.GRANT_TYPE, OAuth2Constants.TOKEN_EXCHANGE_GRANT_TYPE);
        return context;
    }
}
