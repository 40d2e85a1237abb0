package io.keygear.verification.login;

import io.keygear.kit.config.ConfigSource;
import io.keygear.verification.channel.SmsChannel;
import io.keygear.verification.code.CodeIssue;
import io.keygear.verification.code.CodeKey;
import io.keygear.verification.code.CodePolicy;
import io.keygear.verification.code.CodeRequest;
import io.keygear.verification.code.CodeService;
import io.keygear.verification.code.CodeSettings;
import io.keygear.verification.code.CodeStatus;
import io.keygear.verification.code.CodeVerdict;
import io.keygear.verification.code.Purpose;
import io.keygear.verification.page.CodePage;
import io.keygear.verification.phone.PhoneCredentialModel;
import io.keygear.verification.phone.VerifiedPhones;
import io.keygear.verification.policy.CodePolicyOptions;
import io.keygear.verification.policy.CodePolicyProvider;
import java.util.List;
import java.util.Optional;
import org.keycloak.authentication.AuthenticationFlowContext;
import org.keycloak.models.UserModel;
import org.keycloak.sessions.AuthenticationSessionModel;

/** Keycloak's wide context, seen as what a step with a text message needs of it. */
final class SmsCodeStep {

    private static final String CHOSEN_PHONE = "keygear.sms-code.phone";
    private static final String ENTERED = "keygear.sms-code.entered.";

    private final AuthenticationFlowContext context;
    private final UserModel user;
    private final CodeKey key;
    private final CodePolicy policy;
    private final CodeSettings settings;
    private final CodeService codes;
    private final List<PhoneCredentialModel> phones;

    SmsCodeStep(AuthenticationFlowContext context) {
        this.context = context;
        this.user = context.getUser();
        this.key = new CodeKey(context.getRealm().getId(), user.getId(), Purpose.SECOND_FACTOR);
        this.policy = CodePolicyProvider.of(context.getRealm()).codes();
        this.settings =
                CodePolicyOptions.settings(ConfigSource.of(context.getAuthenticatorConfig()), policy.settings());
        this.codes = context.getSession().getProvider(CodeService.class);
        this.phones = new VerifiedPhones(context.getSession(), context.getRealm()).of(user);
    }

    boolean hasPhone() {
        return !phones.isEmpty();
    }

    PhoneCredentialModel chosen() {
        String id = session().getAuthNote(CHOSEN_PHONE);
        return phones.stream()
                .filter(phone -> phone.getId().equals(id))
                .findFirst()
                .orElseGet(() -> phones.get(0));
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

    /** Turns to another phone of the user's. An unknown id changes nothing, nor does one that got no message. */
    Optional<CodeIssue> choose(String credentialId) {
        String before = chosen().getId();
        boolean known = phones.stream().anyMatch(phone -> phone.getId().equals(credentialId));
        if (!known || credentialId.equals(before)) {
            return Optional.empty();
        }
        session().setAuthNote(CHOSEN_PHONE, credentialId);
        if (isUnderWay()) {
            return Optional.empty();
        }
        CodeIssue issue = send(true);
        if (isUnderWay()) {
            return Optional.empty();
        }
        session().setAuthNote(CHOSEN_PHONE, before);
        return Optional.of(issue);
    }

    CodeVerdict check(String typed) {
        List<String> numbers =
                phones.stream().map(phone -> phone.number().e164()).toList();
        return codes.check(key, policy, numbers, typed);
    }

    CodePage page() {
        PhoneCredentialModel chosen = chosen();
        return new CodePage(
                key.purpose(),
                channel().id(),
                chosen.number().masked(),
                status(),
                policy,
                settings,
                context.getRefreshExecutionUrl(),
                phones.stream().map(phone -> choice(phone, phone == chosen)).toList());
    }

    private static CodePage.Phone choice(PhoneCredentialModel phone, boolean selected) {
        return new CodePage.Phone(
                phone.getId(), phone.number().masked(), Optional.ofNullable(phone.getUserLabel()), selected);
    }

    /** A request that raced this one may have sent the code that this one was refused: then all is well. */
    private boolean isNews(CodeIssue issue) {
        return !(issue instanceof CodeIssue.TooSoon && isUnderWay());
    }

    private boolean isUnderWay() {
        return status().isUnderWay();
    }

    private CodeStatus status() {
        return codes.status(key, chosen().number().e164());
    }

    private CodeIssue send(boolean resend) {
        return codes.issue(
                new CodeRequest(key, chosen().number().e164(), channel(), settings, resend, Optional.empty()), policy);
    }

    private SmsChannel channel() {
        return new SmsChannel(context.getSession(), context.getRealm(), user);
    }

    private AuthenticationSessionModel session() {
        return context.getAuthenticationSession();
    }
}
