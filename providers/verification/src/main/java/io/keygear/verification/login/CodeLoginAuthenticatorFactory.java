package io.keygear.verification.login;

import io.keygear.kit.config.ConfigOption;
import io.keygear.verification.identify.IdentifyingAuthenticatorFactory;
import org.keycloak.authentication.Authenticator;
import org.keycloak.models.KeycloakSession;

/** The authenticator {@code code-login}: a code instead of a password, for who has an account or wants one. */
public final class CodeLoginAuthenticatorFactory extends IdentifyingAuthenticatorFactory {

    /** The authenticator's id, as in flows. */
    public static final String ID = "code-login";

    static final ConfigOption<Boolean> SIGN_UP = ConfigOption.flag("sign-up", false)
            .label("Sign up")
            .help("Whether who has no account gets one when the code is right.");

    static final ConfigOption<Boolean> SPARING = ConfigOption.flag("spare-second-factor", false)
            .label("Spare the second factor")
            .help(
                    "Whether the channel that is somebody's only second factor in this flow is left to that: the code then"
                            + " goes over another channel, or nowhere. Otherwise that channel alone is a login.");

    private static final Authenticator AUTHENTICATOR = new CodeLoginAuthenticator();

    public CodeLoginAuthenticatorFactory() {
        super(
                ID,
                "Login by code",
                "Asks for an e-mail address, phone number or username, and for a code sent there. It stands for"
                        + " username and password.",
                SIGN_UP,
                SPARING);
    }

    @Override
    public Authenticator create(KeycloakSession session) {
        return AUTHENTICATOR;
    }
}
