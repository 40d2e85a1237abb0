package io.keygear.verification.identify;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.keycloak.authentication.AuthenticationFlowContext;
import org.keycloak.authentication.Authenticator;
import org.keycloak.authentication.AuthenticatorFactory;
import org.keycloak.authentication.authenticators.conditional.ConditionalAuthenticator;
import org.keycloak.models.AuthenticationExecutionModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;

/**
 * The second factors that a flow asks for in its conditional subflows. What proved the first factor is none of them;
 * where it is all that somebody has there, Keycloak skips the subflow, and one phone or mailbox opens the account
 * (OWASP ASVS 6.4.3; NIST SP 800-63B-4, section 2.2: two distinct factors).
 */
final class LaterFactors {

    private final KeycloakSession session;
    private final RealmModel realm;
    private final String flowId;

    /** Of the flow that {@code context} is a step of. */
    LaterFactors(AuthenticationFlowContext context) {
        this.session = context.getSession();
        this.realm = context.getRealm();
        this.flowId = context.getTopLevelFlow().getId();
    }

    /** Whether a subflow that asks {@code user} for something asks for nothing once this channel was the first factor. */
    boolean endWith(String channelId, UserModel user) {
        return conditional(flowId)
                .anyMatch(steps -> asks(steps, user, Optional.empty()) && !asks(steps, user, Optional.of(channelId)));
    }

    /** The steps of each conditional subflow below a flow. */
    private Stream<List<AuthenticationExecutionModel>> conditional(String parent) {
        return steps(parent)
                .filter(AuthenticationExecutionModel::isAuthenticatorFlow)
                .flatMap(flow -> Stream.concat(
                        flow.isConditional() ? Stream.of(steps(flow.getFlowId()).toList()) : Stream.empty(),
                        conditional(flow.getFlowId())));
    }

    private Stream<AuthenticationExecutionModel> steps(String parent) {
        return realm.getAuthenticationExecutionsStream(parent).filter(step -> !step.isDisabled());
    }

    /** As Keycloak's condition "user configured" does it: all that is required, else one of the alternatives. */
    private boolean asks(List<AuthenticationExecutionModel> steps, UserModel user, Optional<String> spent) {
        List<AuthenticationExecutionModel> factors = steps.stream()
                .filter(step -> !step.isAuthenticatorFlow() && !isCondition(step))
                .toList();
        List<AuthenticationExecutionModel> required = factors.stream()
                .filter(AuthenticationExecutionModel::isRequired)
                .toList();
        return required.isEmpty()
                ? factors.stream().anyMatch(step -> isSetUp(step, user, spent))
                : required.stream().allMatch(step -> isSetUp(step, user, spent));
    }

    private boolean isCondition(AuthenticationExecutionModel step) {
        return authenticator(step)
                .filter(ConditionalAuthenticator.class::isInstance)
                .isPresent();
    }

    private boolean isSetUp(AuthenticationExecutionModel step, UserModel user, Optional<String> spent) {
        return authenticator(step)
                .filter(found -> found instanceof CodeFactor code
                        ? code.reaches(session, realm, user, spent)
                        : found.configuredFor(session, realm, user))
                .isPresent();
    }

    private Optional<Authenticator> authenticator(AuthenticationExecutionModel step) {
        return Optional.ofNullable((AuthenticatorFactory) session.getKeycloakSessionFactory()
                        .getProviderFactory(Authenticator.class, step.getAuthenticator()))
                .map(factory -> factory.create(session));
    }
}
