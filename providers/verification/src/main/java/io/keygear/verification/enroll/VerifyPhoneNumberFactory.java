package io.keygear.verification.enroll;

import io.keygear.kit.config.ConfigOption;
import io.keygear.kit.config.ConfigOption.Rejected;
import io.keygear.kit.config.ConfigSource;
import io.keygear.kit.config.InvalidConfigurationException;
import io.keygear.verification.phone.PhoneNumberReader;
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

/** The required action {@code verify-phone-number}. */
public final class VerifyPhoneNumberFactory implements RequiredActionFactory {

    /** The action's id, as in realms and in {@code kc_action}. */
    public static final String ID = "verify-phone-number";

    static final ConfigOption<String> REGION = ConfigOption.text("default-region")
            .parsedBy(VerifyPhoneNumberFactory::parseRegion)
            .label("Default region")
            .help("Country (ISO 3166-1, such as GB) whose numbers people may type without the country code. Unset:"
                    + " every number needs its country code.");

    private static final VerifyPhoneNumber ACTION = new VerifyPhoneNumber();

    @Override
    public RequiredActionProvider create(KeycloakSession session) {
        return ACTION;
    }

    @Override
    public String getId() {
        return ID;
    }

    @Override
    public String getDisplayText() {
        return "Verify phone number";
    }

    @Override
    public List<ProviderConfigProperty> getConfigMetadata() {
        return Stream.of(
                        MAX_AUTH_AGE_CONFIG_PROPERTIES.stream(),
                        Stream.of(REGION.property()),
                        CodePolicyOptions.STEP.stream().map(ConfigOption::property))
                .flatMap(properties -> properties)
                .toList();
    }

    @Override
    public void validateConfig(KeycloakSession session, RealmModel realm, RequiredActionConfigModel config) {
        RequiredActionFactory.super.validateConfig(session, realm, config);
        try {
            ConfigSource source = ConfigSource.of(config);
            REGION.find(source);
            CodePolicyOptions.STEP.forEach(option -> option.find(source));
        } catch (InvalidConfigurationException wrong) {
            throw new ModelValidationException(wrong.getMessage());
        }
    }

    @Override
    public void init(Config.Scope config) {}

    @Override
    public void postInit(KeycloakSessionFactory factory) {}

    @Override
    public void close() {}

    private static String parseRegion(String text) throws Rejected {
        if (!PhoneNumberReader.knowsRegion(text)) {
            throw new Rejected("is \"" + text + "\"", "use a country code of two capital letters such as GB");
        }
        return text;
    }
}
