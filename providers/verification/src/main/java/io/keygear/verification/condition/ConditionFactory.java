package io.keygear.verification.condition;

import io.keygear.kit.config.ConfigOption;
import io.keygear.verification.step.StepFactory;
import java.util.stream.Stream;
import org.keycloak.authentication.authenticators.conditional.ConditionalAuthenticator;
import org.keycloak.authentication.authenticators.conditional.ConditionalAuthenticatorFactory;
import org.keycloak.models.AuthenticationExecutionModel.Requirement;

/** What the factories of conditions have in common. */
abstract class ConditionFactory extends StepFactory implements ConditionalAuthenticatorFactory {

    private static final Requirement[] REQUIREMENTS = {Requirement.REQUIRED, Requirement.DISABLED};

    private final ConditionalAuthenticator condition;

    ConditionFactory(String id, String name, String help, ConditionalAuthenticator condition, ConfigOption<?>... own) {
        super(
                id,
                name,
                help,
                Stream.concat(Stream.of(own), Stream.of(Condition.NEGATE)).toList());
        this.condition = condition;
    }

    @Override
    public final ConditionalAuthenticator getSingleton() {
        return condition;
    }

    @Override
    public final String getReferenceCategory() {
        return "condition";
    }

    @Override
    public final Requirement[] getRequirementChoices() {
        return REQUIREMENTS.clone();
    }
}
