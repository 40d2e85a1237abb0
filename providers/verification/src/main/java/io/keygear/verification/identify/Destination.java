package io.keygear.verification.identify;

import io.keygear.verification.channel.EmailAddress;
import io.keygear.verification.channel.EmailChannel;
import io.keygear.verification.channel.SmsChannel;
import io.keygear.verification.code.CodeChannel;
import io.keygear.verification.code.Purpose;
import io.keygear.verification.phone.PhoneCredentialModel;
import io.keygear.verification.phone.VerifiedPhones;
import io.keygear.verification.status.VerifyKeys;
import java.util.List;
import java.util.Optional;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;

/**
 * Where a code for an account goes.
 *
 * @param channelId how, as {@link io.keygear.verification.code.CodeChannel#id()}
 * @param value the number or address
 */
public record Destination(String channelId, String value) {

    /** The number or address that is the identifier itself, over the channel that reaches it; empty for a username. */
    static Optional<Destination> itself(Identifier identifier, List<String> channels) {
        return switch (identifier.kind()) {
            case EMAIL -> of(EmailChannel.ID, identifier.value(), channels);
            case PHONE -> of(SmsChannel.ID, identifier.value(), channels);
            case USERNAME -> Optional.empty();
        };
    }

    /**
     * Where {@code user} can be reached: what was typed, if it is the user's own, else over the first channel that has
     * something.
     *
     * @param ways with no channel but those that this user may use
     */
    static Optional<Destination> of(
            KeycloakSession session, RealmModel realm, UserModel user, Ways ways, Identifier identifier) {
        List<String> numbers = new VerifiedPhones(session, realm)
                .of(user).stream()
                        .map(PhoneCredentialModel::number)
                        .map(number -> number.e164())
                        .toList();
        Optional<String> address = Optional.ofNullable(user.getEmail())
                .filter(email -> VerifyKeys.of(session, realm).hasVerifiedAddress(user)
                        || (ways.unverified() && new Accounts(session, realm).hasOnlyPassword(user)))
                .flatMap(EmailAddress::read)
                .map(EmailAddress::value);
        Optional<Destination> typed = itself(identifier, ways.channels())
                .filter(own -> numbers.contains(own.value())
                        || address.filter(own.value()::equals).isPresent());
        return typed.or(() -> ways.channels().stream()
                .flatMap(channel -> (channel.equals(SmsChannel.ID)
                                ? numbers.stream().findFirst()
                                : address)
                        .map(value -> new Destination(channel, value)).stream())
                .findFirst());
    }

    /** The channel that reaches it, in the language of {@code user}, or of the request where there is none yet. */
    CodeChannel channel(KeycloakSession session, RealmModel realm, Optional<UserModel> user, Purpose purpose) {
        return channelId.equals(SmsChannel.ID)
                ? new SmsChannel(session, realm, user.orElse(null))
                : new EmailChannel(session, realm, user.orElse(null), purpose);
    }

    private static Optional<Destination> of(String channelId, String value, List<String> channels) {
        return channels.contains(channelId) ? Optional.of(new Destination(channelId, value)) : Optional.empty();
    }

    @Override
    public String toString() {
        return channelId;
    }
}
