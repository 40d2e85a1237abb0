package io.keygear.verification.login;

import io.keygear.kit.config.ConfigSource;
import io.keygear.verification.code.CodeChannel;
import io.keygear.verification.code.CodeIssue;
import io.keygear.verification.code.CodeKey;
import io.keygear.verification.code.CodePolicy;
import io.keygear.verification.code.CodeRequest;
import io.keygear.verification.code.CodeService;
import io.keygear.verification.code.CodeSettings;
import io.keygear.verification.code.CodeStatus;
import io.keygear.verification.code.CodeVerdict;
import io.keygear.verification.login.SecondFactor.Target;
import io.keygear.verification.page.CodePage;
import io.keygear.verification.policy.CodePolicyOptions;
import io.keygear.verification.policy.CodePolicyProvider;
import java.util.List;
import java.util.Optional;
import org.keycloak.authentication.AuthenticationFlowContext;
import org.keycloak.models.UserModel;
import org.keycloak.sessions.AuthenticationSessionModel;

/** Keycloak's wide context, seen as what a step with a second factor needs of it. */
final class CodeStep {

    private static final String CHOSEN = "keygear.code.target.";
    private static final String ENTERED = "keygear.code.entered.";

    private final AuthenticationFlowContext context;
    private final SecondFactor factor;
    private final UserModel user;
    private final CodeKey key;
    private final CodePolicy policy;
    private final CodeSettings settings;
    private final CodeService codes;
    private final List<Target> targets;

    CodeStep(AuthenticationFlowContext context, SecondFactor factor) {
        this.context = context;
        this.factor = factor;
        this.user = context.getUser();
        this.key = new CodeKey(context.getRealm().getId(), user.getId(), factor.purpose());
        this.policy = CodePolicyProvider.of(context.getRealm()).codes();
        this.settings =
                CodePolicyOptions.settings(ConfigSource.of(context.getAuthenticatorConfig()), policy.settings());
        this.codes = context.getSession().getProvider(CodeService.class);
        this.targets = factor.targets(context.getSession(), context.getRealm(), user);
    }

    /** Whether there is anywhere to send a code that did not prove the first factor already. */
    boolean isPossible() {
        return !targets.isEmpty() && !FirstFactor.is(context.getSession(), factor.channelId());
    }

    Target chosen() {
        String id = session().getAuthNote(CHOSEN + factor.channelId());
        return targets.stream()
                .filter(target -> target.id().equals(id))
                .findFirst()
                .orElseGet(() -> targets.get(0));
    }

    /** Sends a code when this login comes here for the first time and no valid one is under way already. */
    Optional<CodeIssue> enter() {
        String entered = ENTERED + context.getExecution().getId();
        if (session().getAuthNote(entered) != null) {
            return Optional.empty();
        }
        session().setAuthNote(entered, "true");
        return isUnderWay() ? Optional.empty() : Optional.of(send(false)).filter(this::isNews);
    }

    Optional<CodeIssue> resend() {
        return Optional.of(send(true));
    }

    /** Turns to another target of the user's. An unknown id changes nothing, nor does one that got no message. */
    Optional<CodeIssue> choose(String targetId) {
        String before = chosen().id();
        boolean known = targets.stream().anyMatch(target -> target.id().equals(targetId));
        if (!known || targetId.equals(before)) {
            return Optional.empty();
        }
        String note = CHOSEN + factor.channelId();
        session().setAuthNote(note, targetId);
        if (isUnderWay()) {
            return Optional.empty();
        }
        CodeIssue issue = send(true);
        if (isUnderWay()) {
            return Optional.empty();
        }
        session().setAuthNote(note, before);
        return Optional.of(issue);
    }

    CodeVerdict check(String typed) {
        CodeVerdict verdict =
                codes.check(key, policy, targets.stream().map(Target::value).toList(), typed);
        if (verdict instanceof CodeVerdict.Accepted accepted) {
            targets.stream()
                    .filter(target -> target.value().equals(accepted.value()))
                    .findFirst()
                    .ifPresent(target -> factor.used(context.getSession(), context.getRealm(), user, target));
        }
        return verdict;
    }

    CodePage page() {
        Target chosen = chosen();
        return new CodePage(
                key.purpose(),
                factor.channelId(),
                chosen.masked(),
                status(),
                policy,
                settings,
                context.getRefreshExecutionUrl(),
                targets.stream()
                        .map(target -> choice(target, target.equals(chosen)))
                        .toList(),
                CodePage.Told.FATE);
    }

    private static CodePage.Phone choice(Target target, boolean selected) {
        return new CodePage.Phone(target.id(), target.masked(), target.label(), selected);
    }

    /** A request that raced this one may have sent the code that this one was refused: then all is well. */
    private boolean isNews(CodeIssue issue) {
        return !(issue instanceof CodeIssue.TooSoon && isUnderWay());
    }

    private boolean isUnderWay() {
        return status().isUnderWay();
    }

    private CodeStatus status() {
        return codes.status(key, chosen().value());
    }

    private CodeIssue send(boolean resend) {
        CodeChannel channel = factor.channel(context.getSession(), context.getRealm(), user);
        return codes.issue(new CodeRequest(key, chosen().value(), channel, settings, resend, Optional.empty()), policy);
    }

    private AuthenticationSessionModel session() {
        return context.getAuthenticationSession();
    }
}
