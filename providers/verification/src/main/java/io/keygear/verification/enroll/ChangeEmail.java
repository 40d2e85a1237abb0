package io.keygear.verification.enroll;

import io.keygear.verification.channel.EmailAddress;
import io.keygear.verification.channel.EmailChannel;
import io.keygear.verification.channel.Notice;
import io.keygear.verification.identify.AddressRules;
import io.keygear.verification.identify.Destination;
import io.keygear.verification.identify.ProvenValue;
import io.keygear.verification.page.CodeErrors;
import io.keygear.verification.page.EmailPage;
import java.util.Optional;
import java.util.stream.Stream;
import org.keycloak.authentication.RequiredActionContext;
import org.keycloak.events.Details;
import org.keycloak.events.Errors;
import org.keycloak.events.EventType;
import org.keycloak.forms.login.LoginFormsProvider;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;
import org.keycloak.models.UserProvider;
import org.keycloak.models.utils.FormMessage;

/**
 * Changes the account's address: the new one counts when a code from it was right, and the old one is told. That
 * another account has the new address is told only to who proved to hold it.
 */
final class ChangeEmail extends EmailAction {

    private static final String PENDING = "keygear.change-email";

    ChangeEmail() {
        super(EventType.UPDATE_EMAIL);
    }

    @Override
    public void evaluateTriggers(RequiredActionContext context) {}

    @Override
    public void requiredActionChallenge(RequiredActionContext context) {
        pending(context)
                .ifPresentOrElse(
                        address -> askCode(context, address, Optional.empty()),
                        () -> askEmail(context, "", Optional.empty()));
    }

    @Override
    public void processAction(RequiredActionContext context) {
        Optional<EmailAddress> pending = pending(context);
        boolean isAddress = context.getHttpRequest().getDecodedFormParameters().containsKey(EmailPage.FIELD);
        boolean another = context.getHttpRequest().getDecodedFormParameters().containsKey("change");
        if (another) {
            context.getAuthenticationSession().removeAuthNote(PENDING);
            askEmail(context, "", Optional.empty());
        } else if (pending.isEmpty() || isAddress) {
            begin(context, text(context.getHttpRequest().getDecodedFormParameters(), EmailPage.FIELD));
        } else {
            act(context, pending.get());
        }
    }

    private void begin(RequiredActionContext context, String typed) {
        Optional<EmailAddress> address = EmailAddress.read(typed);
        if (address.isEmpty()) {
            refuse(context, typed, "invalidEmailMessage");
        } else if (address.get().value().equalsIgnoreCase(context.getUser().getEmail())) {
            refuse(context, typed, "kgEmailSame");
        } else {
            Optional<FormMessage> why = new AddressRules(context.getSession())
                    .refusal(context.getUser(), address.get().value())
                    .or(() -> CodeErrors.of(new EmailProof(context).begin(address.get())));
            if (why.isPresent()) {
                askEmail(
                        context,
                        typed,
                        Optional.of(new FormMessage(
                                EmailPage.FIELD,
                                why.get().getMessage(),
                                why.get().getParameters())));
                return;
            }
            context.getAuthenticationSession()
                    .setAuthNote(PENDING, address.get().value());
            askCode(context, address.get(), Optional.empty());
        }
    }

    @Override
    void prove(RequiredActionContext context, EmailAddress address) {
        UserModel user = context.getUser();
        RealmModel realm = context.getRealm();
        context.getAuthenticationSession().removeAuthNote(PENDING);
        if (isTaken(context, address)) {
            context.getEvent().error(Errors.EMAIL_IN_USE);
            refuse(context, "", "kgEmailInUse");
            return;
        }
        String old = user.getEmail();
        user.setEmail(address.value());
        Destination proven = new Destination(EmailChannel.ID, address.value());
        if (!new ProvenValue(context.getSession(), realm, proven).touch(user)) {
            user.setEmail(old);
            context.getEvent().error(Errors.EMAIL_IN_USE);
            refuse(context, "", "kgEmailInUse");
            return;
        }
        if (realm.isRegistrationEmailAsUsername()) {
            user.setUsername(address.value());
        }
        context.getEvent().detail(Details.UPDATED_EMAIL, address.value());
        if (old != null && !old.isBlank()) {
            context.getEvent().detail(Details.PREVIOUS_EMAIL, old);
            Notice.EMAIL_CHANGED.send(context.getSession(), realm, user, old);
        }
        context.success();
    }

    private static boolean isTaken(RequiredActionContext context, EmailAddress address) {
        RealmModel realm = context.getRealm();
        UserProvider users = context.getSession().users();
        UserModel holder = realm.isDuplicateEmailsAllowed() ? null : users.getUserByEmail(realm, address.value());
        UserModel namesake =
                realm.isRegistrationEmailAsUsername() ? users.getUserByUsername(realm, address.value()) : null;
        return Stream.of(Optional.ofNullable(holder), Optional.ofNullable(namesake))
                .flatMap(Optional::stream)
                .anyMatch(other -> !other.getId().equals(context.getUser().getId()));
    }

    private static void refuse(RequiredActionContext context, String typed, String key) {
        askEmail(context, typed, Optional.of(new FormMessage(EmailPage.FIELD, key)));
    }

    private static void askEmail(RequiredActionContext context, String typed, Optional<FormMessage> error) {
        LoginFormsProvider form = context.form();
        error.ifPresent(form::addError);
        context.challenge(new EmailPage(typed).render(form));
    }

    private static Optional<EmailAddress> pending(RequiredActionContext context) {
        return Optional.ofNullable(context.getAuthenticationSession().getAuthNote(PENDING))
                .map(EmailAddress::new);
    }
}
