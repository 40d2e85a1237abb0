package io.keygear.verification.identify;

import io.keygear.verification.channel.EmailChannel;
import io.keygear.verification.enroll.VerifyEmailCodeFactory;
import io.keygear.verification.enroll.VerifyPhoneNumberFactory;
import io.keygear.verification.phone.PhoneCredentialModel;
import io.keygear.verification.phone.PhoneNumber;
import io.keygear.verification.phone.VerifiedPhones;
import io.keygear.verification.status.VerifyKey;
import io.keygear.verification.status.VerifyKeys;
import java.util.Optional;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;

/** A number or address that a code proved to be its holder's, and what that means for an account. */
public final class ProvenValue {

    private final KeycloakSession session;
    private final RealmModel realm;
    private final Destination destination;
    private final VerifiedPhones phones;

    public ProvenValue(KeycloakSession session, RealmModel realm, Destination destination) {
        this.session = session;
        this.realm = realm;
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
            return touch(user);
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

    /**
     * Marks an address that the account has already as verified; a number needs nothing.
     *
     * @return {@code false} when it is verified as another user's
     */
    public boolean touch(UserModel user) {
        if (!isEmail() || !destination.value().equalsIgnoreCase(user.getEmail())) {
            return true;
        }
        Optional<VerifyKey> key = VerifyKeys.of(session, realm).find(EmailChannel.ID);
        boolean verified = key.isEmpty() || key.get().verify(user, destination.value());
        if (verified) {
            user.setEmailVerified(true);
            user.removeRequiredAction(UserModel.RequiredAction.VERIFY_EMAIL);
            user.removeRequiredAction(VerifyEmailCodeFactory.ID);
        }
        return verified;
    }

    private boolean isEmail() {
        return destination.channelId().equals(EmailChannel.ID);
    }
}
