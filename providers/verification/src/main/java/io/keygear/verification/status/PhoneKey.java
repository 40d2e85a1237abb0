package io.keygear.verification.status;

import io.keygear.verification.channel.SmsChannel;
import io.keygear.verification.code.CodeChannel;
import io.keygear.verification.code.CodeSettings;
import io.keygear.verification.code.Purpose;
import io.keygear.verification.phone.PhoneCredentialModel;
import io.keygear.verification.phone.PhoneNumber;
import io.keygear.verification.phone.PhoneNumberReader;
import io.keygear.verification.phone.VerifiedPhones;
import io.keygear.verification.policy.VerificationPolicy.KeyRules;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;

/** Phone numbers: the attributes that tokens show, and the phones that are credentials. */
final class PhoneKey implements VerifyKey {

    static final String ID = "phone";

    private final KeycloakSession session;
    private final RealmModel realm;
    private final CodeSettings settings;
    private final PhoneNumberReader reader;
    private final VerifiedPhones phones;
    private final Optional<String> sender;

    /** What was read so far: within a request the same number is read again and again. */
    private final Map<String, Optional<String>> known = new HashMap<>();

    PhoneKey(KeycloakSession session, RealmModel realm, KeyRules rules, PhoneNumberReader reader) {
        this.session = session;
        this.realm = realm;
        this.settings = rules.settings();
        this.sender = rules.sender();
        this.reader = reader;
        this.phones = new VerifiedPhones(session, realm);
    }

    @Override
    public String id() {
        return ID;
    }

    @Override
    public Purpose purpose() {
        return Purpose.PROVE_PHONE;
    }

    @Override
    public CodeSettings settings() {
        return settings;
    }

    @Override
    public CodeChannel channel(@Nullable UserModel user) {
        return new SmsChannel(session, realm, user, sender);
    }

    @Override
    public Optional<String> credentialType() {
        return Optional.of(PhoneCredentialModel.TYPE);
    }

    @Override
    public Optional<String> read(String typed) {
        return known.computeIfAbsent(typed, text -> reader.read(text).map(PhoneNumber::e164));
    }

    @Override
    public Optional<String> current(UserModel user) {
        return Optional.ofNullable(user.getFirstAttribute(VerifiedPhones.NUMBER_ATTRIBUTE))
                .flatMap(this::read);
    }

    @Override
    public Stream<String> all(UserModel user) {
        return phones.numbers(user);
    }

    @Override
    public Stream<UserModel> holders(String value) {
        return phones.holders(new PhoneNumber(value));
    }

    @Override
    public boolean isVerified(UserModel user) {
        phones.correctFlag(user);
        return phones.hasPrimary(user);
    }

    @Override
    public Optional<Instant> verifiedAt(UserModel user) {
        return isVerified(user)
                ? current(user).flatMap(number -> phones.claims().claimedAt(user, number))
                : Optional.empty();
    }

    @Override
    public boolean verify(UserModel user, String value) {
        PhoneNumber number = new PhoneNumber(value);
        if (!phones.claim(user, number)) {
            return false;
        }
        if (!phones.hasPrimary(user) || current(user).filter(value::equals).isPresent()) {
            phones.makePrimary(user, number);
        }
        return true;
    }

    @Override
    public boolean replace(UserModel user, String value) {
        if (phones.holders(new PhoneNumber(value))
                .anyMatch(holder -> !holder.getId().equals(user.getId()))) {
            return false;
        }
        user.setSingleAttribute(VerifiedPhones.NUMBER_ATTRIBUTE, value);
        user.setSingleAttribute(VerifiedPhones.VERIFIED_ATTRIBUTE, "false");
        return true;
    }

    @Override
    public void unverify(UserModel user) {
        user.setSingleAttribute(VerifiedPhones.VERIFIED_ATTRIBUTE, "false");
        // A phone that is a credential stays proven: it is a second factor, and may be removed as one.
        phones.claims()
                .release(
                        user,
                        phones.of(user).stream().map(phone -> phone.number().e164()));
    }

    @Override
    public String masked(String value) {
        return new PhoneNumber(value).masked();
    }
}
