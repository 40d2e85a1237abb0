package io.keygear.verification.policy;

import io.keygear.kit.config.ConfigSource;
import io.keygear.kit.config.InvalidConfigurationException;
import io.keygear.kit.time.KeycloakClock;
import io.keygear.verification.code.CodePolicy;
import io.keygear.verification.phone.TestNumbers;
import java.time.LocalDate;
import java.util.Optional;
import org.jboss.logging.Logger;
import org.keycloak.component.ComponentModel;
import org.keycloak.models.RealmModel;
import org.keycloak.provider.Provider;

/**
 * A realm's rules for codes and numbers, from the one realm component of this type; the defaults where there is none.
 *
 * @param codes attempts, pauses, limits
 * @param testNumbers numbers that need not be assigned
 * @param verification when a user is verified
 */
public record CodePolicyProvider(CodePolicy codes, TestNumbers testNumbers, VerificationPolicy verification)
        implements Provider {

    private static final Logger LOG = Logger.getLogger(CodePolicyProvider.class);
    private static final CodePolicyProvider DEFAULTS = CodePolicyProviderFactory.read(key -> null);

    /** What a component that is in Keycloak's cache says, until it changes and leaves the cache. */
    private static final String READING = CodePolicyProvider.class.getName();

    /** What was read, on which day: test numbers end at one. */
    private record Reading(LocalDate day, CodePolicyProvider rules) {}

    /** The rules of {@code realm}. */
    public static CodePolicyProvider of(RealmModel realm) {
        return realm.getComponentsStream(realm.getId(), CodePolicyProvider.class.getName())
                .findFirst()
                .map(component -> known(realm, component))
                .orElse(DEFAULTS);
    }

    private static CodePolicyProvider known(RealmModel realm, ComponentModel component) {
        LocalDate today = LocalDate.now(KeycloakClock.INSTANCE);
        Reading reading = component.getNote(READING);
        if (reading == null || !reading.day().equals(today)) {
            reading = new Reading(today, readOrDefaults(realm, component));
            component.setNote(READING, reading);
        }
        return reading.rules();
    }

    /** Why the policy of {@code realm} cannot be used; empty when it can. */
    public static Optional<String> problem(RealmModel realm) {
        try {
            realm.getComponentsStream(realm.getId(), CodePolicyProvider.class.getName())
                    .findFirst()
                    .ifPresent(component -> CodePolicyProviderFactory.read(ConfigSource.of(component)));
            return Optional.empty();
        } catch (InvalidConfigurationException wrong) {
            return Optional.of(String.valueOf(wrong.getMessage()));
        }
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
