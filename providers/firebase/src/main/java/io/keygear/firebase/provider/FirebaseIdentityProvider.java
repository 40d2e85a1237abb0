package io.keygear.firebase.provider;

import io.keygear.firebase.key.KeyCache;
import io.keygear.firebase.token.FirebaseIdTokenVerifier;
import io.keygear.kit.time.KeycloakClock;
import java.util.List;
import java.util.function.Function;
import org.keycloak.broker.provider.BrokeredIdentityContext;
import org.keycloak.broker.provider.IdentityBrokerException;
import org.keycloak.broker.provider.JWTAuthorizationGrantProvider;
import org.keycloak.models.IdentityProviderModel;
import org.keycloak.protocol.oidc.JWTAuthorizationGrantValidationContext;

/**
 * One configured Firebase project. It has no login page of its own: people sign in with Firebase's SDK, and the app
 * exchanges the token.
 *
 * <p>Of Keycloak's kinds of provider it is the one for JWT grants, which makes it show up where users' links are
 * managed. The grant itself is served by Keygear, since Keycloak's own would not look at the account's status.
 */
public final class FirebaseIdentityProvider implements JWTAuthorizationGrantProvider<IdentityProviderModel> {

    private final FirebaseProviderModel model;
    private final Function<FirebaseSettings, KeyCache> keys;

    FirebaseIdentityProvider(FirebaseProviderModel model, Function<FirebaseSettings, KeyCache> keys) {
        this.model = model;
        this.keys = keys;
    }

    @Override
    public IdentityProviderModel getConfig() {
        return model;
    }

    /**
     * What is set.
     *
     * @throws io.keygear.kit.config.InvalidConfigurationException when it cannot be used on this server
     */
    public FirebaseSettings settings() {
        return model.settings();
    }

    /** Judges tokens of this project. */
    public FirebaseIdTokenVerifier verifier(FirebaseSettings settings) {
        return new FirebaseIdTokenVerifier(settings.project(), keys.apply(settings), KeycloakClock.INSTANCE);
    }

    /** For the button in the admin console. */
    @Override
    public boolean reloadKeys() {
        keys.apply(settings()).forget();
        return true;
    }

    @Override
    public BrokeredIdentityContext validateAuthorizationGrantAssertion(JWTAuthorizationGrantValidationContext assertion)
            throws IdentityBrokerException {
        throw new IdentityBrokerException("Tokens of Firebase are taken by Keygear's grant only");
    }

    @Override
    public int getAllowedClockSkew() {
        return 0;
    }

    @Override
    public boolean isAssertionReuseAllowed() {
        return false;
    }

    @Override
    public List<String> getAllowedAudienceForJWTGrant() {
        return List.of();
    }

    @Override
    public int getMaxAllowedExpiration() {
        return 0;
    }

    @Override
    public String getAssertionSignatureAlg() {
        return "RS256";
    }

    @Override
    public boolean isLimitAccessTokenExpiration() {
        return true;
    }

    @Override
    public void close() {}
}
