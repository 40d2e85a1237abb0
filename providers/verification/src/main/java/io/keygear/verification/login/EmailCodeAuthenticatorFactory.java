package io.keygear.verification.login;

import io.keygear.verification.policy.CodePolicyOptions;
import io.keygear.verification.step.StepFactory;
import org.keycloak.authentication.Authenticator;
import org.keycloak.models.KeycloakSession;

/** The authenticator {@code email-code}: a second factor by e-mail. */
public final class EmailCodeAuthenticatorFactory extends StepFactory {

    /** The authenticator's id, as in flows. */
    public static final String ID = "email-code";

    private static final EmailCodeAuthenticator AUTHENTICATOR = new EmailCodeAuthenticator();

    public EmailCodeAuthenticatorFactory() {
        super(
                ID,
                "E-mail code",
                "Sends a one-time code to the user's verified e-mail address, and asks for it. What is set here goes"
                        + " before the realm's code policy.",
                CodePolicyOptions.STEP);
    }

    @Override
    public Authenticator create(KeycloakSession session) {
        return AUTHENTICATOR;
    }
}
