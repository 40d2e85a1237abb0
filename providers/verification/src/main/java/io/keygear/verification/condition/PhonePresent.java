package io.keygear.verification.condition;

import io.keygear.kit.config.ConfigSource;
import io.keygear.verification.phone.VerifiedPhones;
import org.keycloak.authentication.AuthenticationFlowContext;

/** Whether the user has a verified phone. */
final class PhonePresent extends Condition {

    @Override
    boolean holds(AuthenticationFlowContext context, ConfigSource config) {
        return !new VerifiedPhones(context.getSession(), context.getRealm())
                .of(context.getUser())
                .isEmpty();
    }

    @Override
    public boolean requiresUser() {
        return true;
    }
}
