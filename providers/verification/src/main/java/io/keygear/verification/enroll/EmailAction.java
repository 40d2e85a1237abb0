package io.keygear.verification.enroll;

import io.keygear.verification.channel.EmailAddress;
import io.keygear.verification.code.CodeVerdict;
import io.keygear.verification.page.CodeErrors;
import io.keygear.verification.page.CodePage;
import jakarta.ws.rs.core.MultivaluedMap;
import java.util.Optional;
import org.keycloak.authentication.InitiatedActionSupport;
import org.keycloak.authentication.RequiredActionContext;
import org.keycloak.authentication.RequiredActionProvider;
import org.keycloak.events.Details;
import org.keycloak.events.Errors;
import org.keycloak.events.EventType;
import org.keycloak.forms.login.LoginFormsProvider;
import org.keycloak.models.utils.FormMessage;

/** What required actions have in common that end when a code from a mailbox is right. */
abstract class EmailAction implements RequiredActionProvider {

    private final EventType event;

    EmailAction(EventType event) {
        this.event = event;
    }

    /** Goes on with an address whose code was right. */
    abstract void prove(RequiredActionContext context, EmailAddress address);

    @Override
    public final InitiatedActionSupport initiatedActionSupport() {
        return InitiatedActionSupport.SUPPORTED;
    }

    /** Answers a form that the code page sent. */
    final void act(RequiredActionContext context, EmailAddress address) {
        MultivaluedMap<String, String> form = context.getHttpRequest().getDecodedFormParameters();
        EmailProof proof = new EmailProof(context);
        if (form.getFirst(CodePage.REFRESH) != null) {
            askCode(context, address, Optional.empty());
        } else if (form.getFirst("resend") != null) {
            askCode(context, address, CodeErrors.of(proof.resend(address)));
        } else {
            conclude(context, proof, address, text(form, CodeErrors.CODE_FIELD));
        }
    }

    private void conclude(RequiredActionContext context, EmailProof proof, EmailAddress address, String typed) {
        if (typed.isEmpty()) {
            askCode(context, address, Optional.of(new FormMessage(CodeErrors.CODE_FIELD, "kgCodeMissing")));
            return;
        }
        context.getEvent().event(event).detail(Details.EMAIL, address.value());
        CodeVerdict verdict = proof.check(address, typed);
        if (verdict instanceof CodeVerdict.Accepted) {
            prove(context, address);
        } else {
            context.getEvent().detail(Details.REASON, verdict.reason()).error(Errors.INVALID_CODE);
            askCode(context, address, CodeErrors.of(verdict));
        }
    }

    final void askCode(RequiredActionContext context, EmailAddress address, Optional<FormMessage> error) {
        LoginFormsProvider form = context.form();
        error.ifPresent(form::addError);
        context.challenge(new EmailProof(context).page(address).render(form));
    }

    static String text(MultivaluedMap<String, String> form, String field) {
        String value = form.getFirst(field);
        return value == null ? "" : value.strip();
    }

    @Override
    public final void close() {}
}
