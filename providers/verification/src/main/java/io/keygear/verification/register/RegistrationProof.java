package io.keygear.verification.register;

import io.keygear.verification.channel.EmailChannel;
import io.keygear.verification.identify.Destination;
import java.util.Optional;
import org.keycloak.sessions.AuthenticationSessionModel;

/** What was proven on the first page of a registration, until the account is made. It stays on the server. */
final class RegistrationProof {

    private static final String CHANNEL = "keygear.register.channel";
    private static final String VALUE = "keygear.register.value";

    private RegistrationProof() {}

    static void write(AuthenticationSessionModel registration, Destination proven) {
        registration.setAuthNote(CHANNEL, proven.channelId());
        registration.setAuthNote(VALUE, proven.value());
    }

    static Optional<Destination> read(AuthenticationSessionModel registration) {
        String channel = registration.getAuthNote(CHANNEL);
        String value = registration.getAuthNote(VALUE);
        return channel == null || value == null ? Optional.empty() : Optional.of(new Destination(channel, value));
    }

    static Optional<String> address(AuthenticationSessionModel registration) {
        return read(registration)
                .filter(proven -> proven.channelId().equals(EmailChannel.ID))
                .map(Destination::value);
    }
}
