package io.keygear.verification.login;

import io.keygear.verification.identify.IdentifyingAuthenticatorFactory;
import org.keycloak.authentication.Authenticator;
import org.keycloak.models.KeycloakSession;

/** The authenticator {@code direct-grant-code}. */
public final class DirectGrantCodeFactory extends IdentifyingAuthenticatorFactory {

    /** The authenticator's id, as in flows. */
    public static final String ID = "direct-grant-code";

    private static final Authenticator AUTHENTICATOR = new DirectGrantCode();

    public DirectGrantCodeFactory() {
        super(
                ID,
                "Direct grant code",
                "Asks at the token endpoint for a code in the parameter \"code\", and sends one when it is missing. Behind"
                        + " Password it is a second factor, without one it stands for both.");
    }

    @Override
    public Authenticator create(KeycloakSession session) {
        return AUTHENTICATOR;
    }
}
