package io.keygear.verification.login;

import io.keygear.kit.config.ConfigSource;
import io.keygear.verification.channel.SmsChannel;
import io.keygear.verification.code.CodeChannel;
import io.keygear.verification.code.CodeIssue;
import io.keygear.verification.code.CodeKey;
import io.keygear.verification.code.CodePolicy;
import io.keygear.verification.code.CodeRequest;
import io.keygear.verification.code.CodeService;
import io.keygear.verification.code.CodeVerdict;
import io.keygear.verification.identify.Ways;
import io.keygear.verification.login.SecondFactor.Target;
import io.keygear.verification.policy.CodePolicyOptions;
import io.keygear.verification.policy.CodePolicyProvider;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.keycloak.OAuthErrorException;
import org.keycloak.authentication.AuthenticationFlowContext;
import org.keycloak.authentication.authenticators.util.AuthenticatorUtils;
import org.keycloak.models.UserModel;

/** A code at the token endpoint for somebody whose password was right. */
final class DirectGrantSecondFactor {

    private final AuthenticationFlowContext context;
    private final UserModel user;
    private final Ways ways;

    DirectGrantSecondFactor(AuthenticationFlowContext context, Ways ways) {
        this.context = context;
        this.user = context.getUser();
        this.ways = ways;
    }

    /** Sends a code when {@code typed} is empty, else compares it. */
    void proceed(String typed) {
        Optional<SecondFactor> factor = factor();
        context.getEvent().user(user);
        if (factor.isEmpty()) {
            DirectGrantCode.refuse(
                    context,
                    OAuthErrorException.INVALID_GRANT,
                    "no_second_factor",
                    "The account has no phone or address that a code could go to.");
        } else if (AuthenticatorUtils.getDisabledByBruteForceEventError(context, user) != null) {
            DirectGrantCode.refuse(context, new CodeVerdict.Locked(Duration.ZERO));
        } else if (typed.isEmpty()) {
            send(factor.get());
        } else {
            check(factor.get(), typed);
        }
    }

    private void send(SecondFactor factor) {
        CodePolicy policy = CodePolicyProvider.of(context.getRealm()).codes();
        Target target = targets(factor).get(0);
        CodeService codes = codes();
        if (codes.status(key(factor), target.value()).isUnderWay()) {
            DirectGrantCode.ask(context, new CodeIssue.Queued());
            return;
        }
        CodeChannel channel = factor.channel(context.getSession(), context.getRealm(), user);
        CodeRequest request = new CodeRequest(
                key(factor),
                target.value(),
                channel,
                CodePolicyOptions.settings(ConfigSource.of(context.getAuthenticatorConfig()), policy.settings()),
                false,
                Optional.empty());
        DirectGrantCode.ask(context, codes.issue(request, policy));
    }

    private void check(SecondFactor factor, String typed) {
        CodePolicy policy = CodePolicyProvider.of(context.getRealm()).codes();
        List<String> values = targets(factor).stream().map(Target::value).toList();
        CodeVerdict verdict = codes().check(key(factor), policy, values, typed);
        if (verdict instanceof CodeVerdict.Accepted) {
            context.success(factor.credentialType());
            return;
        }
        if (verdict instanceof CodeVerdict.Wrong) {
            SecondFactorFailures.count(context);
        }
        DirectGrantCode.refuse(context, verdict);
    }

    private Optional<SecondFactor> factor() {
        return ways.channels().stream()
                .<SecondFactor>map(channel -> channel.equals(SmsChannel.ID) ? new PhoneFactor() : new EmailFactor())
                .filter(factor -> !targets(factor).isEmpty())
                .findFirst();
    }

    private List<Target> targets(SecondFactor factor) {
        return factor.targets(context.getSession(), context.getRealm(), user);
    }

    private CodeKey key(SecondFactor factor) {
        return new CodeKey(context.getRealm().getId(), user.getId(), factor.purpose());
    }

    private CodeService codes() {
        return context.getSession().getProvider(CodeService.class);
    }
}
