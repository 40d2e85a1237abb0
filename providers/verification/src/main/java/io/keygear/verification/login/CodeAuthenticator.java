package io.keygear.verification.login;

import io.keygear.verification.code.CodeIssue;
import io.keygear.verification.code.CodeVerdict;
import io.keygear.verification.identify.CodeFactor;
import io.keygear.verification.page.CodeErrors;
import io.keygear.verification.page.CodePage;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.Response;
import java.util.Optional;
import org.keycloak.authentication.AuthenticationFlowContext;
import org.keycloak.authentication.AuthenticationFlowError;
import org.keycloak.authentication.Authenticator;
import org.keycloak.authentication.authenticators.util.AuthenticatorUtils;
import org.keycloak.events.Details;
import org.keycloak.events.Errors;
import org.keycloak.forms.login.LoginFormsProvider;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;
import org.keycloak.models.utils.FormMessage;
import org.keycloak.services.messages.Messages;

/** Asks for a code that was sent to the user. Sends on the first visit and on request, never by a reload. */
abstract class CodeAuthenticator implements Authenticator, CodeFactor {

    private final SecondFactor factor;

    CodeAuthenticator(SecondFactor factor) {
        this.factor = factor;
    }

    @Override
    public void authenticate(AuthenticationFlowContext context) {
        CodeStep step = new CodeStep(context, factor);
        if (!step.isPossible()) {
            context.attempted();
        } else if (isAdmitted(context, step)) {
            show(context, step, step.enter());
        }
    }

    @Override
    public void action(AuthenticationFlowContext context) {
        CodeStep step = new CodeStep(context, factor);
        if (!step.isPossible()) {
            context.attempted();
        } else if (isAdmitted(context, step)) {
            act(context, step, context.getHttpRequest().getDecodedFormParameters());
        }
    }

    private void act(AuthenticationFlowContext context, CodeStep step, MultivaluedMap<String, String> form) {
        String typed = form.getFirst(CodeErrors.CODE_FIELD);
        if (form.getFirst(CodePage.REFRESH) != null) {
            show(context, step, Optional.empty());
        } else if (form.getFirst("phone") != null) {
            show(context, step, step.choose(form.getFirst("phone")));
        } else if (form.getFirst("resend") != null) {
            show(context, step, step.resend());
        } else if (typed == null || typed.isBlank()) {
            context.challenge(
                    page(context, step, Optional.of(new FormMessage(CodeErrors.CODE_FIELD, "kgCodeMissing"))));
        } else {
            conclude(context, step, step.check(typed));
        }
    }

    private void conclude(AuthenticationFlowContext context, CodeStep step, CodeVerdict verdict) {
        context.getEvent()
                .user(context.getUser())
                .detail(Details.CREDENTIAL_TYPE, factor.credentialType())
                .detail(Details.SELECTED_CREDENTIAL_ID, step.chosen().id());
        if (verdict instanceof CodeVerdict.Accepted) {
            SecondFactorFailures.forget(context);
            context.success(factor.credentialType());
            return;
        }
        context.getEvent()
                .detail(Details.REASON, verdict.reason())
                .error(verdict instanceof CodeVerdict.Expired ? Errors.EXPIRED_CODE : Errors.INVALID_USER_CREDENTIALS);
        Response page = page(context, step, CodeErrors.of(verdict));
        if (verdict instanceof CodeVerdict.Wrong) {
            SecondFactorFailures.count(context);
            context.failureChallenge(AuthenticationFlowError.INVALID_CREDENTIALS, page);
        } else {
            context.forceChallenge(page);
        }
    }

    private static void show(AuthenticationFlowContext context, CodeStep step, Optional<CodeIssue> issue) {
        context.challenge(page(context, step, issue.flatMap(CodeErrors::of)));
    }

    private static Response page(AuthenticationFlowContext context, CodeStep step, Optional<FormMessage> error) {
        LoginFormsProvider form =
                context.form().setExecution(context.getExecution().getId());
        error.ifPresent(form::addError);
        return step.page().render(form);
    }

    /** Whether the account is open; a locked or disabled one is told so, and nothing is sent or compared. */
    private static boolean isAdmitted(AuthenticationFlowContext context, CodeStep step) {
        String locked = AuthenticatorUtils.getDisabledByBruteForceEventError(context, context.getUser());
        if (locked == null && context.getUser().isEnabled()) {
            return true;
        }
        String error = locked == null ? Errors.USER_DISABLED : locked;
        String message = locked == null
                ? Messages.ACCOUNT_DISABLED
                : Errors.USER_TEMPORARILY_DISABLED.equals(locked)
                        ? Messages.ACCOUNT_TEMPORARILY_DISABLED_TOTP
                        : Messages.ACCOUNT_PERMANENTLY_DISABLED_TOTP;
        context.getEvent().user(context.getUser()).error(error);
        context.forceChallenge(page(context, step, Optional.of(new FormMessage(CodeErrors.CODE_FIELD, message))));
        return false;
    }

    @Override
    public boolean requiresUser() {
        return true;
    }

    @Override
    public final boolean reaches(KeycloakSession session, RealmModel realm, UserModel user, Optional<String> spent) {
        return !spent.equals(Optional.of(factor.channelId()))
                && !factor.targets(session, realm, user).isEmpty();
    }

    /**
     * A channel that proved the first factor is none for the second. In a conditional subflow Keycloak then skips who has
     * nothing else; the reset of a password keeps such a channel from being the first.
     */
    @Override
    public boolean configuredFor(KeycloakSession session, RealmModel realm, UserModel user) {
        return !FirstFactor.is(session, factor.channelId()) && reaches(session, realm, user, Optional.empty());
    }

    /** Setting up what the person just logged in with would add nothing: where this step is required, the login fails. */
    @Override
    public boolean areRequiredActionsEnabled(KeycloakSession session, RealmModel realm) {
        return !FirstFactor.is(session, factor.channelId())
                && Authenticator.super.areRequiredActionsEnabled(session, realm);
    }

    @Override
    public void close() {}
}
