package io.keygear.firebase.account;

import java.util.Collection;
import org.keycloak.models.ClientModel;
import org.keycloak.protocol.oidc.OIDCAdvancedConfigWrapper;

/**
 * Whether a client has been told that it may exchange Firebase tokens: by its attribute {@value #ATTRIBUTE}, or in the
 * admin console by Keycloak's switch <em>JWT Authorization Grant</em> with the Firebase provider chosen below it.
 * Keycloak has the switch for assertions of any provider; it names the provider, so it is as clear a consent.
 */
public final class ExchangeConsent {

    /** The client attribute. */
    public static final String ATTRIBUTE = "firebase.exchange.enabled";

    private ExchangeConsent() {}

    /**
     * Whether the client may exchange.
     *
     * @param providers aliases of Firebase providers; it is enough that one of them is chosen
     */
    public static boolean isGiven(ClientModel client, Collection<String> providers) {
        if (Boolean.parseBoolean(client.getAttribute(ATTRIBUTE))) {
            return true;
        }
        OIDCAdvancedConfigWrapper settings = OIDCAdvancedConfigWrapper.fromClientModel(client);
        return settings.getJWTAuthorizationGrantEnabled()
                && settings.getJWTAuthorizationGrantAllowedIdentityProviders().stream()
                        .anyMatch(providers::contains);
    }
}
