package io.keygear.verification.login;

import io.keygear.kit.config.ConfigOption;
import io.keygear.verification.identify.Ways;
import java.util.List;
import org.keycloak.authentication.Authenticator;
import org.keycloak.authentication.authenticators.browser.UsernamePasswordFormFactory;
import org.keycloak.models.KeycloakSession;
import org.keycloak.provider.ProviderConfigProperty;

/** The authenticator {@code login-name-password}. */
public final class LoginNamePasswordFactory extends UsernamePasswordFormFactory {

    /** The authenticator's id, as in flows. */
    public static final String ID = "login-name-password";

    @Override
    public Authenticator create(KeycloakSession session) {
        return new LoginNamePassword(session);
    }

    @Override
    public String getId() {
        return ID;
    }

    @Override
    public String getDisplayType() {
        return "Login name and password";
    }

    @Override
    public String getHelpText() {
        return "Username, e-mail address or verified phone number, and the password.";
    }

    @Override
    public boolean isConfigurable() {
        return true;
    }

    @Override
    public List<ProviderConfigProperty> getConfigProperties() {
        return ConfigOption.properties(Ways.REGION);
    }
}
