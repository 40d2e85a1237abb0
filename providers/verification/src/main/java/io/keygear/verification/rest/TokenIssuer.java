package io.keygear.verification.rest;

import io.keygear.kit.rest.RealmApi;
import java.util.Optional;
import java.util.Set;
import org.keycloak.authentication.AuthenticationProcessor;
import org.keycloak.credential.CredentialModel;
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
import org.keycloak.models.credential.OTPCredentialModel;
import org.keycloak.models.credential.PasswordCredentialModel;
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
 * that an administrator has allowed it, and only for accounts that nothing else protects.
 */
final class TokenIssuer {

    /** Client attribute that allows it. */
    static final String ATTRIBUTE = "verification.tokens";

    private static final String METHOD = "verification_code";
    private static final Set<String> PASSWORDS =
            Set.of(PasswordCredentialModel.TYPE, PasswordCredentialModel.PASSWORD_HISTORY);

    private final KeycloakSession session;
    private final RealmModel realm;
    private final RealmApi api;

    TokenIssuer(KeycloakSession session, RealmApi api) {
        this.session = session;
        this.realm = session.getContext().getRealm();
        this.api = api;
    }

    /**
     * Signs the user in, for a client that may have that.
     *
     * @param channel the kind of credential that the code went to, which is no second factor beside it
     */
    SignIn issue(Optional<ClientModel> client, UserModel user, Optional<String> channel) {
        return client.filter(caller -> Boolean.parseBoolean(caller.getAttribute(ATTRIBUTE)))
                .<SignIn>map(caller -> signIn(caller, user, channel))
                .orElseGet(SignIn.NotAsked::new);
    }

    private SignIn signIn(ClientModel client, UserModel user, Optional<String> channel) {
        EventBuilder event =
                api.event(EventType.LOGIN).client(client).user(user).detail(Details.AUTH_METHOD, METHOD);
        AuthenticationSessionModel login = begin(client, user);
        Optional<SignIn.Ground> obstacle = obstacle(client, user, channel)
                .or(() -> hasMoreToDo(login, user, event)
                        ? Optional.of(SignIn.Ground.REQUIRED_ACTION)
                        : Optional.empty());
        if (obstacle.isPresent()) {
            new AuthenticationSessionManager(session).removeAuthenticationSession(realm, login, false);
            SignIn.Withheld withheld = SignIn.Withheld.because(obstacle.get());
            event.detail(Details.REASON, withheld.cause()).error(Errors.RESOLVE_REQUIRED_ACTIONS);
            return withheld;
        }
        return tokens(client, login, event);
    }

    private Optional<SignIn.Ground> obstacle(ClientModel client, UserModel user, Optional<String> channel) {
        if (isLocked(user)) {
            return Optional.of(SignIn.Ground.LOCKED);
        }
        if (client.isConsentRequired()) {
            return Optional.of(SignIn.Ground.CONSENT_REQUIRED);
        }
        return holdsMore(user, channel) ? Optional.of(SignIn.Ground.SECOND_FACTOR) : Optional.empty();
    }

    /** Whether the account has more than a password and what the code went to: an app, a key, recovery codes, a phone. */
    private static boolean holdsMore(UserModel user, Optional<String> channel) {
        return user.credentialManager().isConfiguredFor(OTPCredentialModel.TYPE)
                || user.credentialManager()
                        .getStoredCredentialsStream()
                        .map(CredentialModel::getType)
                        .anyMatch(type -> !PASSWORDS.contains(type)
                                && channel.filter(type::equals).isEmpty());
    }

    private SignIn tokens(ClientModel client, AuthenticationSessionModel login, EventBuilder event) {
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
            return new SignIn.Done(tokens);
        } catch (TokenInterceptorException refused) {
            session.sessions().removeUserSession(realm, userSession);
            event.error(refused.getError());
            return new SignIn.Withheld(refused.getError());
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
