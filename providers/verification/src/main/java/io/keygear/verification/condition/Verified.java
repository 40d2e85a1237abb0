package io.keygear.verification.condition;

import io.keygear.kit.config.ConfigSource;
import io.keygear.verification.phone.VerifiedPhones;
import io.keygear.verification.status.VerifyKeys;
import org.keycloak.authentication.AuthenticationFlowContext;
import org.keycloak.models.UserModel;

/** Whether the user verified an e-mail address, a phone, or both. */
final class Verified extends Condition {

    @Override
    boolean holds(AuthenticationFlowContext context, ConfigSource config) {
        UserModel user = context.getUser();
        // Takes back what is not true any more before it is looked at.
        VerifyKeys.of(context.getSession(), context.getRealm()).status(user);
        return VerifiedFactory.KEYS.read(config).stream().allMatch(key -> isVerified(context, user, key));
    }

    private static boolean isVerified(AuthenticationFlowContext context, UserModel user, String key) {
        VerifiedPhones phones = new VerifiedPhones(context.getSession(), context.getRealm());
        return key.equals(VerifiedFactory.EMAIL)
                ? user.getEmail() != null && user.isEmailVerified()
                : phones.hasPrimary(user) || !phones.of(user).isEmpty();
    }

    @Override
    public boolean requiresUser() {
        return true;
    }
}
