package io.keygear.verification.enroll;

import io.keygear.verification.code.CodeIssue;
import io.keygear.verification.code.CodeVerdict;
import io.keygear.verification.enroll.PhoneEnrolment.Aim;
import io.keygear.verification.page.CodeErrors;
import io.keygear.verification.page.CodePage;
import io.keygear.verification.page.PhonePage;
import io.keygear.verification.phone.PhoneCredentialModel;
import io.keygear.verification.phone.PhoneNumber;
import io.keygear.verification.phone.VerifiedPhones;
import io.keygear.verification.status.VerificationGate;
import jakarta.ws.rs.core.MultivaluedMap;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.keycloak.authentication.CredentialRegistrator;
import org.keycloak.authentication.InitiatedActionSupport;
import org.keycloak.authentication.RequiredActionContext;
import org.keycloak.authentication.RequiredActionProvider;
import org.keycloak.events.Details;
import org.keycloak.events.Errors;
import org.keycloak.events.EventType;
import org.keycloak.forms.login.LoginFormsProvider;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.utils.FormMessage;
import org.keycloak.sessions.AuthenticationSessionModel;

/** Asks for a phone number, sends a code to it, and stores the phone when the code comes back. */
final class VerifyPhoneNumber implements RequiredActionProvider, CredentialRegistrator {

    private static final int LONGEST_LABEL = 64;

    private final Aim aim;

    VerifyPhoneNumber(Aim aim) {
        this.aim = aim;
    }

    @Override
    public InitiatedActionSupport initiatedActionSupport() {
        return InitiatedActionSupport.SUPPORTED;
    }

    @Override
    public String getCredentialType(KeycloakSession session, AuthenticationSessionModel login) {
        return PhoneCredentialModel.TYPE;
    }

    /** Every login passes here, single sign-on too: the place to notice that a number was changed from outside. */
    @Override
    public void evaluateTriggers(RequiredActionContext context) {
        new VerifiedPhones(context.getSession(), context.getRealm()).correctFlag(context.getUser());
        VerificationGate.ask(context, "phone", VerifyPhoneNumberFactory.ID);
    }

    @Override
    public void requiredActionChallenge(RequiredActionContext context) {
        PhoneEnrolment enrolment = new PhoneEnrolment(context, aim);
        enrolment
                .pending()
                .ifPresentOrElse(
                        number -> askCode(context, enrolment, number, Optional.empty()),
                        () -> askPhone(context, enrolment, "", "", List.of()));
    }

    @Override
    public void processAction(RequiredActionContext context) {
        PhoneEnrolment enrolment = new PhoneEnrolment(context, aim);
        MultivaluedMap<String, String> form = context.getHttpRequest().getDecodedFormParameters();
        Optional<PhoneNumber> pending = enrolment.pending();
        if (form.getFirst("change") != null) {
            enrolment.forget();
            askPhone(context, enrolment, "", "", List.of());
        } else if (form.getFirst(PhonePage.PHONE_FIELD) != null || pending.isEmpty()) {
            begin(context, enrolment, text(form, PhonePage.PHONE_FIELD), text(form, PhonePage.LABEL_FIELD));
        } else if (form.getFirst(CodePage.REFRESH) != null) {
            askCode(context, enrolment, pending.get(), Optional.empty());
        } else if (form.getFirst("resend") != null) {
            CodeIssue issue = enrolment.resend(pending.get());
            askCode(context, enrolment, pending.get(), CodeErrors.of(issue));
        } else {
            conclude(context, enrolment, pending.get(), text(form, CodeErrors.CODE_FIELD));
        }
    }

    private static void begin(RequiredActionContext context, PhoneEnrolment enrolment, String typed, String label) {
        Optional<PhoneNumber> number = enrolment.read(typed);
        List<FormMessage> errors = new ArrayList<>();
        if (typed.isEmpty()) {
            errors.add(new FormMessage(PhonePage.PHONE_FIELD, "kgPhoneMissing"));
        } else if (number.isEmpty()) {
            errors.add(new FormMessage(PhonePage.PHONE_FIELD, "kgPhoneInvalid"));
        } else if (enrolment.isEnrolled(number.get())) {
            errors.add(new FormMessage(PhonePage.PHONE_FIELD, "kgPhoneAlready"));
        }
        if (label.length() > LONGEST_LABEL) {
            errors.add(new FormMessage(PhonePage.LABEL_FIELD, "kgLabelTooLong", LONGEST_LABEL));
        } else if (!label.isEmpty() && enrolment.isLabelTaken(label)) {
            errors.add(new FormMessage(PhonePage.LABEL_FIELD, "kgLabelInUse"));
        }
        if (!errors.isEmpty() || number.isEmpty()) {
            askPhone(context, enrolment, typed, label, errors);
            return;
        }
        Optional<FormMessage> refusal = CodeErrors.of(enrolment.begin(number.get(), label));
        if (refusal.isPresent()) {
            FormMessage why = refusal.get();
            FormMessage beside = new FormMessage(PhonePage.PHONE_FIELD, why.getMessage(), why.getParameters());
            askPhone(context, enrolment, typed, label, List.of(beside));
        } else {
            askCode(context, enrolment, number.get(), Optional.empty());
        }
    }

    private static void conclude(
            RequiredActionContext context, PhoneEnrolment enrolment, PhoneNumber number, String typed) {
        if (typed.isEmpty()) {
            askCode(context, enrolment, number, Optional.of(new FormMessage(CodeErrors.CODE_FIELD, "kgCodeMissing")));
            return;
        }
        context.getEvent()
                .event(EventType.UPDATE_CREDENTIAL)
                .detail(Details.CREDENTIAL_TYPE, PhoneCredentialModel.TYPE);
        CodeVerdict verdict = enrolment.check(number, typed);
        if (!(verdict instanceof CodeVerdict.Accepted)) {
            context.getEvent().detail(Details.REASON, verdict.reason()).error(Errors.INVALID_USER_CREDENTIALS);
            askCode(context, enrolment, number, CodeErrors.of(verdict));
        } else if (enrolment.complete(number)) {
            context.success();
        } else {
            context.getEvent().detail(Details.REASON, "number_in_use").error(Errors.NOT_ALLOWED);
            enrolment.forget();
            FormMessage inUse = new FormMessage(PhonePage.PHONE_FIELD, "kgPhoneInUse");
            askPhone(context, enrolment, "", "", List.of(inUse));
        }
    }

    private static void askPhone(
            RequiredActionContext context,
            PhoneEnrolment enrolment,
            String typed,
            String label,
            List<FormMessage> errors) {
        LoginFormsProvider form = context.form();
        errors.forEach(form::addError);
        context.challenge(enrolment.phonePage(typed, label).render(form));
    }

    private static void askCode(
            RequiredActionContext context, PhoneEnrolment enrolment, PhoneNumber number, Optional<FormMessage> error) {
        LoginFormsProvider form = context.form();
        error.ifPresent(form::addError);
        context.challenge(enrolment.codePage(number).render(form));
    }

    private static String text(MultivaluedMap<String, String> form, String field) {
        String value = form.getFirst(field);
        return value == null ? "" : value.strip();
    }

    @Override
    public void close() {}
}
