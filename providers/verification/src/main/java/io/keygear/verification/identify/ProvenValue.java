package io.keygear.verification.identify;

import io.keygear.verification.channel.EmailChannel;
import io.keygear.verification.enroll.VerifyPhoneNumberFactory;
import io.keygear.verification.phone.PhoneCredentialModel;
import io.keygear.verification.phone.PhoneNumber;
import io.keygear.verification.phone.VerifiedPhones;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;

/** A number or address that a code proved to be its holder's, and what that means for an account. */
public final class ProvenValue {

    private final Destination destination;
    private final VerifiedPhones phones;

    public ProvenValue(KeycloakSession session, RealmModel realm, Destination destination) {
        this.destination = destination;
        this.phones = new VerifiedPhones(session, realm);
    }

    /**
     * Makes the value the account's own, verified.
     *
     * @return {@code false} when it is another user's; nothing is stored then
     */
    public boolean giveTo(UserModel user) {
        if (isEmail()) {
            user.setEmail(destination.value());
            user.setEmailVerified(true);
            user.removeRequiredAction(UserModel.RequiredAction.VERIFY_EMAIL);
            return true;
        }
        PhoneNumber number = new PhoneNumber(destination.value());
        if (!phones.claim(user, number)) {
            return false;
        }
        user.credentialManager().createStoredCredential(PhoneCredentialModel.of(number, null));
        phones.makePrimary(user, number);
        user.removeRequiredAction(VerifyPhoneNumberFactory.ID);
        return true;
    }

    /** Marks an address that the account has already as verified. */
    public void touch(UserModel user) {
        if (isEmail() && destination.value().equalsIgnoreCase(user.getEmail()) && !user.isEmailVerified()) {
            user.setEmailVerified(true);
            user.removeRequiredAction(UserModel.RequiredAction.VERIFY_EMAIL);
        }
    }

    private boolean isEmail() {
        return destination.channelId().equals(EmailChannel.ID);
    }
}
