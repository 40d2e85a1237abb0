package io.keygear.verification.enroll;

import io.keygear.kit.config.ConfigSource;
import io.keygear.verification.channel.EmailAddress;
import io.keygear.verification.channel.EmailChannel;
import io.keygear.verification.code.CodeIssue;
import io.keygear.verification.code.CodeKey;
import io.keygear.verification.code.CodeRequest;
import io.keygear.verification.code.CodeService;
import io.keygear.verification.code.CodeSettings;
import io.keygear.verification.code.CodeStatus;
import io.keygear.verification.code.CodeVerdict;
import io.keygear.verification.code.Purpose;
import io.keygear.verification.page.CodePage;
import io.keygear.verification.policy.CodePolicyOptions;
import io.keygear.verification.policy.CodePolicyProvider;
import jakarta.ws.rs.core.UriBuilder;
import java.util.List;
import java.util.Optional;
import org.keycloak.authentication.RequiredActionContext;
import org.keycloak.sessions.AuthenticationSessionModel;

/** Keycloak's wide context, seen as the proof that an address is the user's, in the browser session at hand. */
final class EmailProof {

    private static final String ENTERED = "keygear.email-code.entered";

    private final RequiredActionContext context;
    private final CodeKey key;
    private final CodePolicyProvider policy;
    private final CodeSettings settings;
    private final CodeService codes;

    EmailProof(RequiredActionContext context) {
        this.context = context;
        this.key = new CodeKey(context.getRealm().getId(), context.getUser().getId(), Purpose.VERIFY_EMAIL);
        this.policy = CodePolicyProvider.of(context.getRealm());
        this.settings = CodePolicyOptions.settings(
                ConfigSource.of(context.getConfig()), policy.codes().settings());
        this.codes = context.getSession().getProvider(CodeService.class);
    }

    /** Sends a code when this login comes here for the first time with this address. A reload never does. */
    Optional<CodeIssue> enter(EmailAddress address) {
        AuthenticationSessionModel login = context.getAuthenticationSession();
        if (address.value().equals(login.getAuthNote(ENTERED))) {
            return Optional.empty();
        }
        login.setAuthNote(ENTERED, address.value());
        return Optional.of(begin(address));
    }

    /** Sends a code if none is under way to this address. */
    CodeIssue begin(EmailAddress address) {
        if (isUnderWay(address)) {
            return new CodeIssue.Queued();
        }
        CodeIssue issue = send(address, false);
        return isUnderWay(address) ? new CodeIssue.Queued() : issue;
    }

    CodeIssue resend(EmailAddress address) {
        return send(address, true);
    }

    CodeVerdict check(EmailAddress address, String typed) {
        return codes.check(key, policy.codes(), List.of(address.value()), typed);
    }

    CodePage page(EmailAddress address) {
        return new CodePage(
                key.purpose(),
                EmailChannel.ID,
                address.masked(),
                status(address),
                policy.codes(),
                settings,
                UriBuilder.fromUri(context.getActionUrl())
                        .replaceQueryParam("session_code")
                        .build(),
                List.of(),
                CodePage.Told.FATE);
    }

    private boolean isUnderWay(EmailAddress address) {
        return status(address).isUnderWay();
    }

    private CodeStatus status(EmailAddress address) {
        return codes.status(key, address.value());
    }

    private CodeIssue send(EmailAddress address, boolean resend) {
        EmailChannel channel =
                new EmailChannel(context.getSession(), context.getRealm(), context.getUser(), key.purpose());
        return codes.issue(
                new CodeRequest(key, address.value(), channel, settings, resend, Optional.empty()), policy.codes());
    }
}
