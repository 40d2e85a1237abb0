package io.keygear.verification.identify;

import io.keygear.kit.config.ConfigOption;
import io.keygear.verification.policy.CodePolicyOptions;
import java.util.List;
import java.util.stream.Stream;
import org.keycloak.Config;
import org.keycloak.authentication.AuthenticatorFactory;
import org.keycloak.models.AuthenticationExecutionModel.Requirement;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.provider.ProviderConfigProperty;

/** What the factories of steps have in common that find out who somebody is by a code. */
public abstract class IdentifyingAuthenticatorFactory implements AuthenticatorFactory {

    private static final Requirement[] REQUIREMENTS = {
        Requirement.REQUIRED, Requirement.ALTERNATIVE, Requirement.DISABLED
    };

    private final String id;
    private final String name;
    private final String help;
    private final List<ConfigOption<?>> options;

    protected IdentifyingAuthenticatorFactory(String id, String name, String help, ConfigOption<?>... own) {
        this.id = id;
        this.name = name;
        this.help = help;
        this.options = Stream.of(Stream.of(Ways.CHANNELS, Ways.REGION), Stream.of(own), CodePolicyOptions.STEP.stream())
                .<ConfigOption<?>>flatMap(part -> part)
                .toList();
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
    public final String getReferenceCategory() {
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
    public final Requirement[] getRequirementChoices() {
        return REQUIREMENTS.clone();
    }

    @Override
    public final boolean isUserSetupAllowed() {
        return false;
    }

    @Override
    public final void init(Config.Scope config) {}

    @Override
    public void postInit(KeycloakSessionFactory factory) {}

    @Override
    public final void close() {}
}
