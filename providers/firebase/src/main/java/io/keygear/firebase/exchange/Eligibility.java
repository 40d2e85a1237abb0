package io.keygear.firebase.exchange;

import io.keygear.firebase.account.ExchangeConsent;
import io.keygear.firebase.exchange.ExchangeAnswer.Refused;
import io.keygear.firebase.provider.FirebaseSettings;
import java.util.List;
import java.util.Optional;
import org.keycloak.OAuth2Constants;
import org.keycloak.OAuthErrorException;
import org.keycloak.authentication.authenticators.util.AuthenticatorUtils;
import org.keycloak.models.ClientModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;
import org.keycloak.protocol.oidc.TokenManager;
import org.keycloak.services.managers.BruteForceProtector;

/** Whether a client may exchange at all, and whether this user may have tokens from it now. */
final class Eligibility {

    private final KeycloakSession session;
    private final RealmModel realm;

    Eligibility(KeycloakSession session) {
        this.session = session;
        this.realm = session.getContext().getRealm();
    }

    Optional<Refused> ofClient(ExchangeRequest request, String alias, FirebaseSettings settings) {
        ClientModel client = request.caller().client();
        boolean chosen = ExchangeConsent.isGiven(client, List.of(alias))
                || settings.clients().listed().contains(client.getClientId());
        if (!chosen || client.isBearerOnly()) {
            return Optional.of(Refused.of(
                    OAuthErrorException.UNAUTHORIZED_CLIENT,
                    "client_not_enabled",
                    "Set the client attribute " + ExchangeConsent.ATTRIBUTE + " to true, or switch the client's JWT"
                            + " Authorization Grant on for this provider"));
        }
        if (client.isPublicClient() && !settings.clients().publicOnes()) {
            return Optional.of(Refused.of(
                    OAuthErrorException.UNAUTHORIZED_CLIENT,
                    "client_public",
                    "A client without credentials may not exchange tokens"));
        }
        return ofScope(request, settings);
    }

    private Optional<Refused> ofScope(ExchangeRequest request, FirebaseSettings settings) {
        String scope = request.wish().scope();
        if (!TokenManager.isValidScope(session, scope, request.caller().client())) {
            return Optional.of(
                    Refused.of(OAuthErrorException.INVALID_SCOPE, "scope_unknown", "The client has no such scope"));
        }
        boolean offline = scope != null
                && TokenManager.parseScopeParameter(scope).anyMatch(OAuth2Constants.OFFLINE_ACCESS::equals);
        return offline && !settings.clients().offline()
                ? Optional.of(Refused.of(
                        OAuthErrorException.INVALID_SCOPE,
                        "offline_access_forbidden",
                        "The provider does not allow offline_access"))
                : ofAudience(request);
    }

    private Optional<Refused> ofAudience(ExchangeRequest request) {
        boolean known = request.wish().audience().stream()
                .map(realm::getClientByClientId)
                .allMatch(client -> client != null && client.isEnabled());
        return known
                ? Optional.empty()
                : Optional.of(Refused.of("invalid_target", "audience_unknown", "There is no such audience"));
    }

    /** Whether the account is open, whatever its status. */
    Optional<Refused> ofUser(UserModel user) {
        if (!user.isEnabled()) {
            return Optional.of(Refused.because("user_disabled", "The account is disabled"));
        }
        String locked = AuthenticatorUtils.getDisabledByBruteForceEventError(
                session.getProvider(BruteForceProtector.class), session, realm, user);
        return locked == null
                ? Optional.empty()
                : Optional.of(Refused.because("user_locked", "The account is locked for the moment"));
    }

    Optional<Refused> ofConsent(ExchangeRequest request, UserModel user) {
        return TokenManager.verifyConsentStillAvailable(
                        session,
                        user,
                        request.caller().client(),
                        null,
                        request.wish().scope())
                ? Optional.empty()
                : Optional.of(Refused.of(
                        OAuthErrorException.INVALID_SCOPE,
                        "consent_missing",
                        "The user has not consented to this client"));
    }
}
