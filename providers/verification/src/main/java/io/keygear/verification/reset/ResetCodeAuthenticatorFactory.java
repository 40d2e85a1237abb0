package io.keygear.verification.reset;

import io.keygear.kit.config.ConfigOption;
import io.keygear.verification.identify.IdentifyingAuthenticatorFactory;
import org.keycloak.authentication.Authenticator;
import org.keycloak.models.KeycloakSession;

/** The authenticator {@code reset-code}: the first step of a flow for forgotten passwords. */
public final class ResetCodeAuthenticatorFactory extends IdentifyingAuthenticatorFactory {

    /** The authenticator's id, as in flows. */
    public static final String ID = "reset-code";

    static final ConfigOption<Boolean> LOGIN_AFTERWARDS = ConfigOption.flag("login-afterwards", false)
            .label("Log in afterwards")
            .help("Whether the person is logged in when the new password is set. Off: they log in with it, and with"
                    + " their second factor.");

    static final ConfigOption<Boolean> VERIFIED_ONLY = ConfigOption.flag("verified-addresses-only", false)
            .label("Verified addresses only")
            .help(
                    "Whether codes go to verified e-mail addresses alone (NIST SP 800-63B-4, 4.2.1.2). Off: also to an address"
                            + " that nobody verified yet, which the code verifies.");

    private static final Authenticator AUTHENTICATOR = new ResetCodeAuthenticator();

    public ResetCodeAuthenticatorFactory() {
        super(
                ID,
                "Reset by code",
                "Asks whose account it is, and for a code sent to its address or phone. It stands for Choose User and"
                        + " Send Reset Email.",
                LOGIN_AFTERWARDS,
                VERIFIED_ONLY);
    }

    @Override
    public Authenticator create(KeycloakSession session) {
        return AUTHENTICATOR;
    }
}
