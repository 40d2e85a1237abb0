package io.keygear.firebase.exchange;

import java.util.Objects;
import org.keycloak.models.KeycloakSession;
import org.keycloak.protocol.oidc.TokenExchangeProvider;

/** Where the endpoints get the one service from, with the counts that belong to the node. */
public final class ExchangeServices {

    private ExchangeServices() {}

    /** The service for this request. */
    public static ExchangeService of(KeycloakSession session) {
        Object factory = session.getKeycloakSessionFactory()
                .getProviderFactory(TokenExchangeProvider.class, FirebaseTokenExchangeProviderFactory.ID);
        return ((FirebaseTokenExchangeProviderFactory) Objects.requireNonNull(factory, "not registered"))
                .service(session);
    }
}
