package io.keygear.firebase.exchange;

import io.keygear.kit.time.KeycloakClock;
import org.keycloak.Config;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.protocol.oidc.TokenExchangeProvider;
import org.keycloak.protocol.oidc.TokenExchangeProviderFactory;

/** Asked before Keycloak's own providers of token exchange. */
public final class FirebaseTokenExchangeProviderFactory implements TokenExchangeProviderFactory {

    static final String ID = "firebase";

    private static final int BEFORE_KEYCLOAKS_OWN = 100;

    private final InvalidTokens invalidTokens = new InvalidTokens(KeycloakClock.INSTANCE);

    @Override
    public TokenExchangeProvider create(KeycloakSession session) {
        return new FirebaseTokenExchangeProvider(session, service(session));
    }

    ExchangeService service(KeycloakSession session) {
        return new ExchangeService(session, invalidTokens);
    }

    @Override
    public int order() {
        return BEFORE_KEYCLOAKS_OWN;
    }

    @Override
    public String getId() {
        return ID;
    }

    @Override
    public void init(Config.Scope config) {}

    @Override
    public void postInit(KeycloakSessionFactory factory) {}

    @Override
    public void close() {}
}
