package io.keygear.verification.policy;

import io.keygear.kit.config.ConfigSource;
import io.keygear.kit.config.InvalidConfigurationException;
import io.keygear.verification.code.CodePolicy;
import io.keygear.verification.phone.TestNumbers;
import org.jboss.logging.Logger;
import org.keycloak.component.ComponentModel;
import org.keycloak.models.RealmModel;
import org.keycloak.provider.Provider;

/**
 * A realm's rules for codes and numbers, from the one realm component of this type; the defaults where there is none.
 *
 * @param codes attempts, pauses, limits
 * @param testNumbers numbers that need not be assigned
 */
public record CodePolicyProvider(CodePolicy codes, TestNumbers testNumbers) implements Provider {

    private static final Logger LOG = Logger.getLogger(CodePolicyProvider.class);
    private static final CodePolicyProvider DEFAULTS =
            new CodePolicyProvider(CodePolicyOptions.policy(key -> null), TestNumbers.NONE);

    /** The rules of {@code realm}. */
    public static CodePolicyProvider of(RealmModel realm) {
        return realm.getComponentsStream(realm.getId(), CodePolicyProvider.class.getName())
                .findFirst()
                .map(component -> readOrDefaults(realm, component))
                .orElse(DEFAULTS);
    }

    /** A policy is checked when it is saved; one that stopped being valid since must not stop every login. */
    private static CodePolicyProvider readOrDefaults(RealmModel realm, ComponentModel component) {
        try {
            return CodePolicyProviderFactory.read(ConfigSource.of(component));
        } catch (InvalidConfigurationException wrong) {
            LOG.errorf(
                    "realm=%s has a code policy that cannot be used, the defaults apply: %s",
                    realm.getName(), wrong.getMessage());
            return DEFAULTS;
        }
    }

    @Override
    public void close() {}
}
