package io.keygear.firebase.exchange;

import io.keygear.firebase.exchange.ExchangeAnswer.Refused;
import java.util.Optional;
import org.keycloak.events.Details;
import org.keycloak.models.KeycloakSession;
import org.keycloak.protocol.oidc.TokenExchangeContext;
import org.keycloak.services.clientpolicy.ClientPolicyException;
import org.keycloak.services.clientpolicy.context.TokenExchangeRequestContext;

/** Asks the realm's client policies, where Keycloak's token endpoint has not done so itself. */
public final class ClientPolicies {

    private ClientPolicies() {}

    /** Why a policy forbids the exchange, reported as an error event; empty when none does. */
    public static Optional<ExchangeAnswer> refusal(KeycloakSession session, TokenExchangeContext exchange) {
        try {
            session.clientPolicy().triggerOnEvent(new TokenExchangeRequestContext(exchange));
            return Optional.empty();
        } catch (ClientPolicyException forbidden) {
            exchange.getEvent()
                    .detail(Details.REASON, Details.CLIENT_POLICY_ERROR)
                    .detail(Details.CLIENT_POLICY_ERROR, forbidden.getError())
                    .detail(Details.CLIENT_POLICY_ERROR_DETAIL, forbidden.getErrorDetail())
                    .error(forbidden.getError());
            return Optional.of(Refused.of(forbidden.getError(), "client_policy", forbidden.getErrorDetail()));
        }
    }
}
