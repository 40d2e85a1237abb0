package io.keygear.firebase.exchange;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.keycloak.events.EventBuilder;
import org.keycloak.models.ClientModel;

/**
 * One wish for an exchange, whichever endpoint it came to. Nothing in it can say who the user is, which role they
 * have or which status: that is the token's and the realm's to say.
 *
 * @param caller the authenticated client
 * @param token what is exchanged
 * @param issuer alias of the provider; empty to let the token's issuer choose
 * @param wish what is wanted in return
 */
public record ExchangeRequest(Caller caller, String token, Optional<String> issuer, Wish wish) {

    /**
     * The authenticated client.
     *
     * @param attributes what its authentication left behind for the session
     * @param address its IP address
     */
    public record Caller(ClientModel client, Map<String, String> attributes, String address, EventBuilder event) {}

    /**
     * What is wanted in return.
     *
     * @param scope as in the request
     * @param audience clients that the token is for, by id; empty for none in particular
     * @param refreshToken whether a refresh token is given, too
     */
    public record Wish(@Nullable String scope, List<String> audience, boolean refreshToken) {

        /** Copies the audience. */
        public Wish {
            audience = List.copyOf(audience);
        }
    }

    @Override
    public String toString() {
        return "ExchangeRequest[client=" + caller.client().getClientId() + "]";
    }
}
