package io.keygear.verification.login;

import io.keygear.verification.channel.EmailAddress;
import io.keygear.verification.channel.EmailChannel;
import io.keygear.verification.code.CodeChannel;
import io.keygear.verification.code.Purpose;
import java.util.List;
import java.util.Optional;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;

/** The mailbox of the account's verified address. */
record EmailFactor() implements SecondFactor {

    @Override
    public Purpose purpose() {
        return Purpose.EMAIL_SECOND_FACTOR;
    }

    @Override
    public String credentialType() {
        return EmailCodeAuthenticatorFactory.ID;
    }

    @Override
    public String channelId() {
        return EmailChannel.ID;
    }

    @Override
    public CodeChannel channel(KeycloakSession session, RealmModel realm, UserModel user) {
        return new EmailChannel(session, realm, user, purpose());
    }

    /**
     * By Keycloak's flag alone, also where somebody wrote another address beside it: whoever has this factor goes on being
     * asked for it. To take the flag back here would let the password alone in.
     */
    @Override
    public List<Target> targets(KeycloakSession session, RealmModel realm, UserModel user) {
        return Optional.ofNullable(user.getEmail())
                .filter(address -> user.isEmailVerified())
                .flatMap(EmailAddress::read)
                .map(address -> new Target(EmailChannel.ID, address.value(), address.masked(), Optional.empty()))
                .map(List::of)
                .orElse(List.of());
    }
}
