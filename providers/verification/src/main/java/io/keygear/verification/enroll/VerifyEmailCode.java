package io.keygear.verification.enroll;

import io.keygear.verification.channel.EmailAddress;
import io.keygear.verification.channel.EmailChannel;
import io.keygear.verification.identify.Destination;
import io.keygear.verification.identify.ProvenValue;
import io.keygear.verification.page.CodeErrors;
import io.keygear.verification.status.VerificationGate;
import java.util.Optional;
import org.keycloak.authentication.RequiredActionContext;
import org.keycloak.events.Errors;
import org.keycloak.events.EventType;
import org.keycloak.models.UserModel;
import org.keycloak.models.utils.FormMessage;

/**
 * Verifies the account's address by a code that is typed where it was asked for, instead of a link that opens anywhere.
 * Who has no address is asked for one.
 */
final class VerifyEmailCode extends EmailAction {

    private final ChangeEmail firstAddress = new ChangeEmail();

    VerifyEmailCode() {
        super(EventType.VERIFY_EMAIL);
    }

    /** As Keycloak's own action does it: where the realm wants addresses verified, every login asks. */
    @Override
    public void evaluateTriggers(RequiredActionContext context) {
        if (context.getRealm().isVerifyEmail() && unverified(context.getUser()).isPresent()) {
            context.getUser().addRequiredAction(VerifyEmailCodeFactory.ID);
        }
        VerificationGate.ask(context, "email", VerifyEmailCodeFactory.ID);
    }

    @Override
    public void requiredActionChallenge(RequiredActionContext context) {
        if (hasNone(context.getUser())) {
            firstAddress.requiredActionChallenge(context);
            return;
        }
        unverified(context.getUser())
                .ifPresentOrElse(
                        address -> askCode(
                                context,
                                address,
                                new EmailProof(context).enter(address).flatMap(CodeErrors::of)),
                        context::success);
    }

    @Override
    public void processAction(RequiredActionContext context) {
        if (hasNone(context.getUser())) {
            firstAddress.processAction(context);
            return;
        }
        unverified(context.getUser()).ifPresentOrElse(address -> act(context, address), context::success);
    }

    private static boolean hasNone(UserModel user) {
        return user.getEmail() == null || user.getEmail().isBlank();
    }

    @Override
    void prove(RequiredActionContext context, EmailAddress address) {
        Destination destination = new Destination(EmailChannel.ID, address.value());
        if (new ProvenValue(context.getSession(), context.getRealm(), destination).touch(context.getUser())) {
            context.success();
        } else {
            context.getEvent().error(Errors.EMAIL_IN_USE);
            askCode(context, address, Optional.of(new FormMessage(CodeErrors.CODE_FIELD, "kgEmailInUse")));
        }
    }

    private static Optional<EmailAddress> unverified(UserModel user) {
        return Optional.ofNullable(user.getEmail())
                .filter(address -> !user.isEmailVerified())
                .flatMap(EmailAddress::read);
    }
}
