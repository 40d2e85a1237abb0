package io.keygear.verification.login;

import java.util.Set;
import org.keycloak.authentication.AuthenticationFlowContext;
import org.keycloak.models.credential.OTPCredentialModel;

/** Keycloak's brute-force detection, told of second factors under the one name that it counts them by. */
final class SecondFactorFailures {

    private static final Set<String> SECOND_FACTOR = Set.of(OTPCredentialModel.TYPE);

    private SecondFactorFailures() {}

    /** One wrong code. */
    static void count(AuthenticationFlowContext context) {
        if (context.getRealm().isBruteForceProtected()) {
            context.getProtector()
                    .failedLogin(
                            context.getRealm(),
                            context.getUser(),
                            context.getConnection(),
                            context.getHttpRequest().getUri(),
                            SECOND_FACTOR);
        }
    }

    /** A right code: what was counted is forgotten. */
    static void forget(AuthenticationFlowContext context) {
        if (context.getRealm().isBruteForceProtected()) {
            context.getProtector()
                    .successfulLogin(
                            context.getRealm(),
                            context.getUser(),
                            context.getConnection(),
                            context.getHttpRequest().getUri(),
                            SECOND_FACTOR);
        }
    }
}
