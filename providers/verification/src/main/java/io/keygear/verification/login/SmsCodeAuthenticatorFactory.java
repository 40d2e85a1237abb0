package io.keygear.verification.login;

import io.keygear.verification.phone.PhoneCredentialModel;
import io.keygear.verification.policy.CodePolicyOptions;
import io.keygear.verification.step.StepFactory;
import org.keycloak.authentication.Authenticator;
import org.keycloak.models.KeycloakSession;

/** The authenticator {@code sms-code}: a second factor by text message. */
public final class SmsCodeAuthenticatorFactory extends StepFactory {

    /** The authenticator's id, as in flows. */
    public static final String ID = "sms-code";

    private static final SmsCodeAuthenticator AUTHENTICATOR = new SmsCodeAuthenticator();

    public SmsCodeAuthenticatorFactory() {
        super(
                ID,
                "SMS code",
                "Sends a one-time code to a phone that the user verified, and asks for it. What is set here goes before"
                        + " the realm's code policy.",
                CodePolicyOptions.STEP);
    }

    @Override
    public Authenticator create(KeycloakSession session) {
        return AUTHENTICATOR;
    }

    @Override
    public String getReferenceCategory() {
        return PhoneCredentialModel.TYPE;
    }

    @Override
    public boolean isUserSetupAllowed() {
        return true;
    }
}
