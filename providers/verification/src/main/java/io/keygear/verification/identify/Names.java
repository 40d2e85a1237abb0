package io.keygear.verification.identify;

import io.keygear.verification.channel.EmailAddress;
import io.keygear.verification.code.CodeKey;
import io.keygear.verification.phone.PhoneNumberReader;
import io.keygear.verification.phone.VerifiedPhones;
import io.keygear.verification.policy.CodePolicyProvider;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;

/** All that somebody may be called by who asks for a code for {@code user}. */
public final class Names {

    private final KeycloakSession session;
    private final RealmModel realm;
    private final UserModel user;

    public Names(KeycloakSession session, RealmModel realm, UserModel user) {
        this.session = session;
        this.realm = realm;
        this.user = user;
    }

    /** The subjects of the user's codes: the user, what a stranger types on a page, and what one gives to the API. */
    public Set<String> subjects() {
        PhoneNumberReader numbers = new PhoneNumberReader(
                Ways.NO_REGION, CodePolicyProvider.of(realm).testNumbers());
        Stream<String> typed = Stream.concat(values().stream(), Stream.of(user.getUsername()))
                .flatMap(name -> Identifier.read(name, numbers).stream())
                .map(Identifier::note);
        return Stream.concat(
                        Stream.of(user.getId()),
                        Stream.concat(typed, values().stream()).map(CodeKey::nobody))
                .collect(Collectors.toUnmodifiableSet());
    }

    /** The numbers and the address that codes go to. */
    public Set<String> values() {
        return Stream.concat(
                        new VerifiedPhones(session, realm).numbers(user),
                        Optional.ofNullable(user.getEmail())
                                .flatMap(EmailAddress::read)
                                .map(EmailAddress::value)
                                .stream())
                .collect(Collectors.toUnmodifiableSet());
    }
}
