package io.keygear.verification.condition;

import io.keygear.kit.config.ConfigOption;
import io.keygear.kit.config.ConfigSource;
import io.keygear.kit.config.InvalidConfigurationException;
import org.jboss.logging.Logger;
import org.keycloak.authentication.AuthenticationFlowContext;
import org.keycloak.authentication.authenticators.conditional.ConditionalAuthenticator;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;

/** A condition that can be turned around. One that is configured wrongly holds: its subflow asks rather than lets by. */
abstract class Condition implements ConditionalAuthenticator {

    static final ConfigOption<Boolean> NEGATE = ConfigOption.flag("negate", false)
            .label("Negate output")
            .help("Whether the condition holds when what it asks for is not so.");

    private static final Logger LOG = Logger.getLogger(Condition.class);

    /** Whether it is so. */
    abstract boolean holds(AuthenticationFlowContext context, ConfigSource config);

    @Override
    public final boolean matchCondition(AuthenticationFlowContext context) {
        ConfigSource config = ConfigSource.of(context.getAuthenticatorConfig());
        try {
            return holds(context, config) != NEGATE.read(config);
        } catch (InvalidConfigurationException wrong) {
            LOG.errorf(
                    "realm=%s has a condition that is configured wrongly: %s",
                    context.getRealm().getName(), wrong.getMessage());
            return true;
        }
    }

    @Override
    public final void action(AuthenticationFlowContext context) {}

    @Override
    public final void setRequiredActions(KeycloakSession session, RealmModel realm, UserModel user) {}

    @Override
    public final void close() {}
}
