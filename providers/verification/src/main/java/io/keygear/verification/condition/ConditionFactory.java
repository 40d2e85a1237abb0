package io.keygear.verification.condition;

import io.keygear.kit.config.ConfigOption;
import java.util.List;
import java.util.stream.Stream;
import org.keycloak.Config;
import org.keycloak.authentication.authenticators.conditional.ConditionalAuthenticator;
import org.keycloak.authentication.authenticators.conditional.ConditionalAuthenticatorFactory;
import org.keycloak.models.AuthenticationExecutionModel.Requirement;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.provider.ProviderConfigProperty;

/** What the factories of conditions have in common. */
abstract class ConditionFactory implements ConditionalAuthenticatorFactory {

    private static final Requirement[] REQUIREMENTS = {Requirement.REQUIRED, Requirement.DISABLED};

    private final String id;
    private final String name;
    private final String help;
    private final ConditionalAuthenticator condition;
    private final List<ConfigOption<?>> options;

    ConditionFactory(String id, String name, String help, ConditionalAuthenticator condition, ConfigOption<?>... own) {
        this.id = id;
        this.name = name;
        this.help = help;
        this.condition = condition;
        this.options =
                Stream.concat(Stream.of(own), Stream.of(Condition.NEGATE)).toList();
    }

    @Override
    public final ConditionalAuthenticator getSingleton() {
        return condition;
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
        return "condition";
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
    public final void postInit(KeycloakSessionFactory factory) {}

    @Override
    public final void close() {}
}
