package io.keygear.verification.login;

import io.keygear.kit.config.ConfigOption;
import io.keygear.verification.policy.CodePolicyOptions;
import java.util.List;
import org.keycloak.Config;
import org.keycloak.authentication.Authenticator;
import org.keycloak.authentication.AuthenticatorFactory;
import org.keycloak.models.AuthenticationExecutionModel.Requirement;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.provider.ProviderConfigProperty;

/** The authenticator {@code email-code}: a second factor by e-mail. */
public final class EmailCodeAuthenticatorFactory implements AuthenticatorFactory {

    /** The authenticator's id, as in flows. */
    public static final String ID = "email-code";

    private static final Requirement[] REQUIREMENTS = {
        Requirement.REQUIRED, Requirement.ALTERNATIVE, Requirement.DISABLED
    };

    private static final EmailCodeAuthenticator AUTHENTICATOR = new EmailCodeAuthenticator();

    @Override
    public Authenticator create(KeycloakSession session) {
        return AUTHENTICATOR;
    }

    @Override
    public String getId() {
        return ID;
    }

    @Override
    public String getDisplayType() {
        return "E-mail code";
    }

    @Override
    public String getReferenceCategory() {
        return ID;
    }

    @Override
    public String getHelpText() {
        return "Sends a one-time code to the user's verified e-mail address, and asks for it. What is set here goes"
                + " before the realm's code policy.";
    }

    @Override
    public boolean isConfigurable() {
        return true;
    }

    @Override
    public List<ProviderConfigProperty> getConfigProperties() {
        return CodePolicyOptions.STEP.stream().map(ConfigOption::property).toList();
    }

    @Override
    public Requirement[] getRequirementChoices() {
        return REQUIREMENTS.clone();
    }

    @Override
    public boolean isUserSetupAllowed() {
        return false;
    }

    @Override
    public void init(Config.Scope config) {}

    @Override
    public void postInit(KeycloakSessionFactory factory) {}

    @Override
    public void close() {}
}
