package io.keygear.verification.policy;

import io.keygear.kit.config.ConfigOption;
import io.keygear.kit.config.ConfigSource;
import io.keygear.kit.time.KeycloakClock;
import io.keygear.verification.code.CodePolicy;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.Stream;
import org.keycloak.Config;
import org.keycloak.component.ComponentFactory;
import org.keycloak.component.ComponentModel;
import org.keycloak.component.ComponentValidationException;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.models.RealmModel;
import org.keycloak.provider.ProviderConfigProperty;

/** Makes {@link CodePolicyProvider}s, and refuses rules that cannot work when they are saved. */
public final class CodePolicyProviderFactory implements ComponentFactory<CodePolicyProvider, CodePolicyProvider> {

    /** The provider's id, as in realm files. */
    public static final String ID = "code-policy";

    @Override
    public CodePolicyProvider create(KeycloakSession session, ComponentModel component) {
        return read(ConfigSource.of(component));
    }

    static CodePolicyProvider read(ConfigSource source) {
        CodePolicy codes = CodePolicyOptions.policy(source);
        return new CodePolicyProvider(
                codes,
                CodePolicyOptions.testNumbers(source, LocalDate.now(KeycloakClock.INSTANCE)),
                VerificationOptions.policy(source, codes.settings()));
    }

    @Override
    public void validateConfiguration(KeycloakSession session, RealmModel realm, ComponentModel component)
            throws ComponentValidationException {
        boolean another = realm.getComponentsStream(realm.getId(), component.getProviderType())
                .anyMatch(existing -> !existing.getId().equals(component.getId()));
        if (another) {
            throw new ComponentValidationException(
                    "This realm has a component \"" + ID + "\" already: change that one, a realm has one policy.");
        }
        read(ConfigSource.of(component));
    }

    @Override
    public void onCreate(KeycloakSession session, RealmModel realm, ComponentModel component) {
        VerificationScope.install(realm);
        new CodePolicyTab().follow(realm, component);
    }

    @Override
    public void onUpdate(KeycloakSession session, RealmModel realm, ComponentModel previous, ComponentModel component) {
        VerificationScope.install(realm);
        new CodePolicyTab().follow(realm, component);
    }

    @Override
    public void init(Config.Scope config) {}

    @Override
    public void postInit(KeycloakSessionFactory factory) {}

    @Override
    public void close() {}

    @Override
    public String getId() {
        return ID;
    }

    @Override
    public String getHelpText() {
        return "Rules for one-time codes: their form, wrong attempts, pauses and limits on messages; and when a user is verified.";
    }

    @Override
    public List<ProviderConfigProperty> getConfigProperties() {
        return Stream.concat(CodePolicyOptions.all().stream(), VerificationOptions.all().stream())
                .map(ConfigOption::property)
                .toList();
    }
}
