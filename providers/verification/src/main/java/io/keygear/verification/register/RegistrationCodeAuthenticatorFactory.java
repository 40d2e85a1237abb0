package io.keygear.verification.register;

import io.keygear.verification.identify.IdentifyingAuthenticatorFactory;
import org.keycloak.authentication.Authenticator;
import org.keycloak.models.KeycloakSession;

/** The authenticator {@code registration-code}: the first step of a registration. */
public final class RegistrationCodeAuthenticatorFactory extends IdentifyingAuthenticatorFactory {

    /** The authenticator's id, as in flows. */
    public static final String ID = "registration-code";

    private static final Authenticator AUTHENTICATOR = new RegistrationCodeAuthenticator();

    public RegistrationCodeAuthenticatorFactory() {
        super(
                ID,
                "Registration code",
                "Asks for an e-mail address or phone number, and for a code sent there, before the registration form. The"
                        + " form needs the action Proven Value.");
    }

    @Override
    public Authenticator create(KeycloakSession session) {
        return AUTHENTICATOR;
    }
}
