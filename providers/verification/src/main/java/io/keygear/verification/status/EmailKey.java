package io.keygear.verification.status;

import io.keygear.verification.channel.EmailAddress;
import io.keygear.verification.channel.EmailChannel;
import io.keygear.verification.claim.VerifiedValues;
import io.keygear.verification.code.CodeChannel;
import io.keygear.verification.code.CodeSettings;
import io.keygear.verification.code.Purpose;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;

/**
 * E-mail addresses. Keycloak has a flag of its own for them, which its link by mail, brokers and administrators set;
 * that flag counts. The claim beside it remembers for which address it was set: Keycloak leaves the flag as it is when
 * an administrator, a directory or a broker writes another address.
 */
final class EmailKey implements VerifyKey {

    static final String ID = "email";

    private final KeycloakSession session;
    private final RealmModel realm;
    private final CodeSettings settings;
    private final VerifiedValues claims;

    EmailKey(KeycloakSession session, RealmModel realm, CodeSettings settings) {
        this.session = session;
        this.realm = realm;
        this.settings = settings;
        this.claims = new VerifiedValues(session, realm, ID, user -> all(user).map(address -> claimed(user, address)));
    }

    @Override
    public String id() {
        return ID;
    }

    @Override
    public Purpose purpose() {
        return Purpose.PROVE_EMAIL;
    }

    @Override
    public CodeSettings settings() {
        return settings;
    }

    @Override
    public CodeChannel channel(@Nullable UserModel user) {
        return new EmailChannel(session, realm, user, purpose());
    }

    @Override
    public Optional<String> credentialType() {
        return Optional.empty();
    }

    @Override
    public Optional<String> read(String typed) {
        return EmailAddress.read(typed).map(EmailAddress::value);
    }

    @Override
    public Optional<String> current(UserModel user) {
        return Optional.ofNullable(user.getEmail()).flatMap(this::read);
    }

    @Override
    public Stream<String> all(UserModel user) {
        return current(user).stream();
    }

    @Override
    public Stream<UserModel> holders(String value) {
        // With duplicates allowed nobody can tell whose address it is.
        return realm.isDuplicateEmailsAllowed()
                ? Stream.empty()
                : Optional.ofNullable(session.users().getUserByEmail(realm, value)).stream();
    }

    @Override
    public boolean isVerified(UserModel user) {
        if (!user.isEmailVerified()) {
            return false;
        }
        Optional<String> claim = current(user).map(address -> claimed(user, address));
        boolean known = claim.flatMap(value -> claims.claimedAt(user, value)).isPresent();
        boolean verified = known || (claim.isPresent() && !claims.hasAny(user) && claims.claim(user, claim.get()));
        if (!verified) {
            user.setEmailVerified(false);
            claims.release(user, Stream.empty());
        }
        return verified;
    }

    @Override
    public Optional<Instant> verifiedAt(UserModel user) {
        return isVerified(user)
                ? current(user).flatMap(address -> claims.claimedAt(user, claimed(user, address)))
                : Optional.empty();
    }

    @Override
    public boolean verify(UserModel user, String value) {
        String claim = claimed(user, value);
        if (!current(user).filter(value::equals).isPresent() || !claims.claim(user, claim)) {
            return false;
        }
        claims.release(user, Stream.of(claim));
        user.setEmailVerified(true);
        return true;
    }

    @Override
    public boolean replace(UserModel user, String value) {
        if (holders(value).anyMatch(holder -> !holder.getId().equals(user.getId()))) {
            return false;
        }
        user.setEmail(value);
        unverify(user);
        return true;
    }

    @Override
    public void unverify(UserModel user) {
        user.setEmailVerified(false);
        claims.release(user, Stream.empty());
    }

    /** Takes back what was claimed for addresses that {@code user} no longer has. */
    void forgetOthers(UserModel user) {
        claims.release(user, all(user).map(address -> claimed(user, address)));
    }

    @Override
    public String masked(String value) {
        return new EmailAddress(value).masked();
    }

    /** Where a realm lets users share an address, each of them has it for himself. */
    private String claimed(UserModel user, String address) {
        return realm.isDuplicateEmailsAllowed() ? address + "\n" + user.getId() : address;
    }
}
