package io.keygear.verification.rest;

import io.keygear.kit.rest.RealmApi;
import java.util.Optional;
import org.keycloak.authentication.AuthenticationProcessor;
import org.keycloak.events.Details;
import org.keycloak.events.Errors;
import org.keycloak.events.EventBuilder;
import org.keycloak.events.EventType;
import org.keycloak.models.AuthenticatedClientSessionModel;
import org.keycloak.models.ClientModel;
import org.keycloak.models.ClientSessionContext;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;
import org.keycloak.models.UserSessionModel;
import org.keycloak.protocol.oidc.OIDCLoginProtocol;
import org.keycloak.protocol.oidc.TokenManager;
import org.keycloak.protocol.oidc.token.TokenInterceptorException;
import org.keycloak.representations.AccessTokenResponse;
import org.keycloak.services.Urls;
import org.keycloak.services.managers.AuthenticationManager;
import org.keycloak.services.managers.AuthenticationSessionManager;
import org.keycloak.services.managers.BruteForceProtector;
import org.keycloak.sessions.AuthenticationSessionModel;

/**
 * Signs a user in whose code was right, for a client that may have that: a login by one factor, so only for clients
 * that an administrator has allowed it.
 */
final class TokenIssuer {

    /** Client attribute that allows it. */
    static final String ATTRIBUTE = "verification.tokens";

    private static final String METHOD = "verification_code";

    private final KeycloakSession session;
    private final RealmModel realm;
    private final RealmApi api;

    TokenIssuer(KeycloakSession session, RealmApi api) {
        this.session = session;
        this.realm = session.getContext().getRealm();
        this.api = api;
    }

    /**
     * The members of a token response; empty where the client may not have one, or where the user cannot sign in in this
     * way: is locked, has to consent, or has a required action.
     */
    Optional<AccessTokenResponse> issue(Optional<ClientModel> client, UserModel user) {
        return client.filter(caller -> Boolean.parseBoolean(caller.getAttribute(ATTRIBUTE)))
                .flatMap(caller -> signIn(caller, user));
    }

    private Optional<AccessTokenResponse> signIn(ClientModel client, UserModel user) {
        EventBuilder event =
                api.event(EventType.LOGIN).client(client).user(user).detail(Details.AUTH_METHOD, METHOD);
        AuthenticationSessionModel login = begin(client, user);
        if (isLocked(user) || client.isConsentRequired() || hasMoreToDo(login, user, event)) {
            event.error(Errors.RESOLVE_REQUIRED_ACTIONS);
            return Optional.empty();
        }
        AuthenticationManager.setClientScopesInSession(session, login);
        ClientSessionContext context = AuthenticationProcessor.attachSession(
                login, null, session, realm, session.getContext().getConnection(), event);
        UserSessionModel userSession = context.getClientSession().getUserSession();
        try {
            AccessTokenResponse tokens = new TokenManager()
                    .responseBuilder(realm, client, event, session, userSession, context)
                    .generateAccessToken()
                    .generateRefreshToken()
                    .build();
            event.success();
            return Optional.of(tokens);
        } catch (TokenInterceptorException refused) {
            session.sessions().removeUserSession(realm, userSession);
            event.error(refused.getError());
            return Optional.empty();
        }
    }

    private AuthenticationSessionModel begin(ClientModel client, UserModel user) {
        AuthenticationSessionModel login = new AuthenticationSessionManager(session)
                .createAuthenticationSession(realm, false)
                .createAuthenticationSession(client);
        login.setProtocol(OIDCLoginProtocol.LOGIN_PROTOCOL);
        login.setAction(AuthenticatedClientSessionModel.Action.AUTHENTICATE.name());
        login.setClientNote(
                OIDCLoginProtocol.ISSUER,
                Urls.realmIssuer(session.getContext().getUri().getBaseUri(), realm.getName()));
        login.setAuthenticatedUser(user);
        return login;
    }

    private boolean isLocked(UserModel user) {
        return realm.isBruteForceProtected()
                && session.getProvider(BruteForceProtector.class).isTemporarilyDisabled(session, realm, user);
    }

    private boolean hasMoreToDo(AuthenticationSessionModel login, UserModel user, EventBuilder event) {
        AuthenticationManager.evaluateRequiredActionTriggers(
                session, login, session.getContext().getHttpRequest(), event, realm, user);
        return user.getRequiredActionsStream().findAny().isPresent()
                || !login.getRequiredActions().isEmpty();
    }
}
