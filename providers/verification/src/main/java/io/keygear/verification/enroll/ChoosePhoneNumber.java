package io.keygear.verification.enroll;

import io.keygear.verification.page.CodePage;
import io.keygear.verification.page.PhoneChoicePage;
import io.keygear.verification.phone.PhoneCredentialModel;
import io.keygear.verification.phone.VerifiedPhones;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.keycloak.authentication.InitiatedActionSupport;
import org.keycloak.authentication.RequiredActionContext;
import org.keycloak.authentication.RequiredActionProvider;
import org.keycloak.events.Details;
import org.keycloak.events.EventType;
import org.keycloak.models.UserModel;

/** Lets somebody with several phones say which number tokens show and codes go to first. */
final class ChoosePhoneNumber implements RequiredActionProvider {

    @Override
    public InitiatedActionSupport initiatedActionSupport() {
        return InitiatedActionSupport.SUPPORTED;
    }

    @Override
    public void evaluateTriggers(RequiredActionContext context) {}

    @Override
    public void requiredActionChallenge(RequiredActionContext context) {
        List<PhoneCredentialModel> phones = phones(context).of(context.getUser());
        if (phones.size() < 2) {
            context.success();
            return;
        }
        String main = context.getUser().getFirstAttribute(VerifiedPhones.NUMBER_ATTRIBUTE);
        context.challenge(new PhoneChoicePage(
                        phones.stream().map(phone -> choice(phone, main)).toList())
                .render(context.form()));
    }

    @Override
    public void processAction(RequiredActionContext context) {
        String id = context.getHttpRequest().getDecodedFormParameters().getFirst("phone");
        UserModel user = context.getUser();
        Optional<PhoneCredentialModel> chosen = phones(context).of(user).stream()
                .filter(phone -> phone.getId().equals(id))
                .findFirst();
        if (chosen.isEmpty()) {
            requiredActionChallenge(context);
            return;
        }
        phones(context).makePrimary(user, chosen.get().number());
        user.credentialManager().moveStoredCredentialTo(chosen.get().getId(), null);
        context.getEvent().event(EventType.UPDATE_PROFILE).detail(Details.CREDENTIAL_TYPE, PhoneCredentialModel.TYPE);
        context.success();
    }

    private static CodePage.Phone choice(PhoneCredentialModel phone, @Nullable String main) {
        return new CodePage.Phone(
                phone.getId(),
                phone.number().masked(),
                Optional.ofNullable(phone.getUserLabel()),
                phone.number().e164().equals(main));
    }

    private static VerifiedPhones phones(RequiredActionContext context) {
        return new VerifiedPhones(context.getSession(), context.getRealm());
    }

    @Override
    public void close() {}
}
