package io.keygear.verification.identify;

import io.keygear.kit.config.ConfigOption;
import io.keygear.verification.policy.CodePolicyOptions;
import io.keygear.verification.step.StepFactory;
import java.util.stream.Stream;

/** What the factories of steps have in common that find out who somebody is by a code. */
public abstract class IdentifyingAuthenticatorFactory extends StepFactory {

    protected IdentifyingAuthenticatorFactory(String id, String name, String help, ConfigOption<?>... own) {
        super(
                id,
                name,
                help,
                Stream.of(Stream.of(Ways.CHANNELS, Ways.REGION), Stream.of(own), CodePolicyOptions.STEP.stream())
                        .<ConfigOption<?>>flatMap(part -> part)
                        .toList());
    }
}
