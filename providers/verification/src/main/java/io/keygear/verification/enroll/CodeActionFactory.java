package io.keygear.verification.enroll;

import io.keygear.kit.config.ConfigOption;
import io.keygear.kit.config.ConfigSource;
import io.keygear.kit.config.InvalidConfigurationException;
import io.keygear.verification.policy.CodePolicyOptions;
import java.util.List;
import java.util.stream.Stream;
import org.keycloak.Config;
import org.keycloak.authentication.RequiredActionFactory;
import org.keycloak.authentication.RequiredActionProvider;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.models.ModelValidationException;
import org.keycloak.models.RealmModel;
import org.keycloak.models.RequiredActionConfigModel;
import org.keycloak.provider.ProviderConfigProperty;

/** What the factories of required actions have in common that ask for a code. */
abstract class CodeActionFactory implements RequiredActionFactory {

    private final String id;
    private final String name;
    private final RequiredActionProvider action;
    private final List<ConfigOption<?>> options;

    CodeActionFactory(String id, String name, RequiredActionProvider action, ConfigOption<?>... own) {
        this.id = id;
        this.name = name;
        this.action = action;
        this.options =
                Stream.concat(Stream.of(own), CodePolicyOptions.STEP.stream()).toList();
    }

    @Override
    public final RequiredActionProvider create(KeycloakSession session) {
        return action;
    }

    @Override
    public final String getId() {
        return id;
    }

    @Override
    public final String getDisplayText() {
        return name;
    }

    @Override
    public final List<ProviderConfigProperty> getConfigMetadata() {
        return Stream.concat(
                        MAX_AUTH_AGE_CONFIG_PROPERTIES.stream(),
                        options.stream().map(ConfigOption::property))
                .toList();
    }

    @Override
    public final void validateConfig(KeycloakSession session, RealmModel realm, RequiredActionConfigModel config) {
        RequiredActionFactory.super.validateConfig(session, realm, config);
        try {
            ConfigSource source = ConfigSource.of(config);
            options.forEach(option -> option.find(source));
        } catch (InvalidConfigurationException wrong) {
            throw new ModelValidationException(wrong.getMessage());
        }
    }

    @Override
    public final void init(Config.Scope config) {}

    @Override
    public final void postInit(KeycloakSessionFactory factory) {}

    @Override
    public final void close() {}
}
