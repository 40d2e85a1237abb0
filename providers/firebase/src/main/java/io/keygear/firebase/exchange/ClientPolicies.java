package io.keygear.firebase.exchange;

import io.keygear.firebase.exchange.ExchangeAnswer.Refused;
import java.util.Optional;
import org.keycloak.OAuthErrorException;
import org.keycloak.events.Details;
import org.keycloak.events.EventBuilder;
import org.keycloak.models.KeycloakSession;
import org.keycloak.services.clientpolicy.ClientPolicyContext;
import org.keycloak.services.clientpolicy.ClientPolicyException;

/** Asks the realm's client policies, where Keycloak's token endpoint has not done so itself. */
public final class ClientPolicies {

    private ClientPolicies() {}

    /** Why a policy forbids the exchange, reported as an error event; empty when none does. */
    public static Optional<ExchangeAnswer> refusal(
            KeycloakSession session, ClientPolicyContext question, EventBuilder event) {
        try {
            session.clientPolicy().triggerOnEvent(question);
            return Optional.empty();
        } catch (ClientPolicyException forbidden) {
            event.detail(Details.REASON, Details.CLIENT_POLICY_ERROR)
                    .detail(Details.CLIENT_POLICY_ERROR, forbidden.getError())
                    .detail(Details.CLIENT_POLICY_ERROR_DETAIL, forbidden.getErrorDetail())
                    .error(forbidden.getError());
            return Optional.of(Refused.of(forbidden.getError(), "client_policy", forbidden.getErrorDetail()));
        }
    }

    /** For a policy that leaves an assertion no scopes but its own: a Firebase ID token has none. */
    static ExchangeAnswer noScopes(EventBuilder event) {
        event.detail(Details.REASON, Details.CLIENT_POLICY_ERROR).error(OAuthErrorException.INVALID_SCOPE);
        return Refused.of(
                OAuthErrorException.INVALID_SCOPE,
                "client_policy",
                "A client policy allows the scopes of the assertion alone, and a Firebase ID token has none");
    }
}
