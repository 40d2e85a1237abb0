package io.keygear.verification.step;

import io.keygear.kit.config.ConfigOption;
import java.util.List;
import org.keycloak.Config;
import org.keycloak.authentication.AuthenticatorFactory;
import org.keycloak.models.AuthenticationExecutionModel.Requirement;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.provider.ProviderConfigProperty;

/** A step of a login flow, as administrators see it: each can be configured, and lies behind no switch. */
public abstract class StepFactory implements AuthenticatorFactory {

    private static final Requirement[] REQUIREMENTS = {
        Requirement.REQUIRED, Requirement.ALTERNATIVE, Requirement.DISABLED
    };

    private final String id;
    private final String name;
    private final String help;
    private final List<ConfigOption<?>> options;

    /**
     * @param id as in flows
     * @param name as in the console's list of steps
     * @param help what it does, for administrators
     * @param options what can be set on a step
     */
    protected StepFactory(String id, String name, String help, List<ConfigOption<?>> options) {
        this.id = id;
        this.name = name;
        this.help = help;
        this.options = options;
    }

    @Override
    public final String getId() {
        return id;
    }

    @Override
    public final String getDisplayType() {
        return name;
    }

    @Override
    public final String getHelpText() {
        return help;
    }

    @Override
    public String getReferenceCategory() {
        return id;
    }

    @Override
    public final boolean isConfigurable() {
        return true;
    }

    @Override
    public final List<ProviderConfigProperty> getConfigProperties() {
        return options.stream().map(ConfigOption::property).toList();
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
    public final void init(Config.Scope config) {}

    @Override
    public final void postInit(KeycloakSessionFactory factory) {}

    @Override
    public final void close() {}
}
