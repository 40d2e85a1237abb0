package io.keygear.verification.login;

import io.keygear.verification.channel.SmsChannel;
import io.keygear.verification.code.CodeChannel;
import io.keygear.verification.code.Purpose;
import io.keygear.verification.phone.PhoneCredentialModel;
import io.keygear.verification.phone.PhoneCredentialProvider;
import io.keygear.verification.phone.PhoneCredentialProviderFactory;
import io.keygear.verification.phone.VerifiedPhones;
import java.util.List;
import java.util.Optional;
import org.keycloak.credential.CredentialProvider;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;

/** A phone that the user proved to hold. */
record PhoneFactor() implements SecondFactor {

    @Override
    public Purpose purpose() {
        return Purpose.SECOND_FACTOR;
    }

    @Override
    public String credentialType() {
        return PhoneCredentialModel.TYPE;
    }

    @Override
    public String channelId() {
        return SmsChannel.ID;
    }

    @Override
    public CodeChannel channel(KeycloakSession session, RealmModel realm, UserModel user) {
        return new SmsChannel(session, realm, user);
    }

    @Override
    public List<Target> targets(KeycloakSession session, RealmModel realm, UserModel user) {
        return new VerifiedPhones(session, realm)
                .of(user).stream().map(PhoneFactor::target).toList();
    }

    @Override
    public void used(KeycloakSession session, RealmModel realm, UserModel user, Target target) {
        PhoneCredentialProvider credentials = (PhoneCredentialProvider)
                session.getProvider(CredentialProvider.class, PhoneCredentialProviderFactory.ID);
        credentials.used(user, target.id());
    }

    private static Target target(PhoneCredentialModel phone) {
        return new Target(
                phone.getId(),
                phone.number().e164(),
                phone.number().masked(),
                Optional.ofNullable(phone.getUserLabel()));
    }
}
