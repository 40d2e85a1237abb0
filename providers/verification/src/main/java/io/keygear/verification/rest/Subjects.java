package io.keygear.verification.rest;

import io.keygear.kit.rest.Problem;
import io.keygear.verification.status.VerifyKey;
import io.keygear.verification.status.VerifyKeys;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;

/** Finds whom a request is about, and refuses what its caller may not ask for. */
final class Subjects {

    private static final String VERIFY_KEY = "verify_key";
    private static final String VERIFY_DATA = "verify_data";
    private static final String USER_ID = "user_id";

    private final KeycloakSession session;
    private final RealmModel realm;
    private final VerifyKeys keys;

    Subjects(KeycloakSession session, VerifyKeys keys) {
        this.session = session;
        this.realm = session.getContext().getRealm();
        this.keys = keys;
    }

    Subject find(Caller caller, SendRequest request) {
        VerifyKey key = key(request.verifyKey());
        Optional<String> value = value(key, request.verifyData());
        if (caller instanceof Caller.Person person) {
            boolean own = request.userId() == null
                    || request.userId().equals(person.user().getId());
            if (!own) {
                throw Problem.field(USER_ID, "With a person's token only that person's own id may stand here.")
                        .exception();
            }
            return known(person.user(), key, value);
        }
        return caller instanceof Caller.Service ? anybody(key, value, request.userId()) : holder(key, value, request);
    }

    private Subject anybody(VerifyKey key, Optional<String> value, @Nullable String userId) {
        if (userId != null) {
            UserModel user = session.users().getUserById(realm, userId);
            if (user == null || user.getServiceAccountClientLink() != null) {
                throw Problem.field(USER_ID, "There is no such user in this realm.")
                        .exception();
            }
            return known(user, key, value);
        }
        String wanted = value.orElseThrow(() -> Problem.field(USER_ID, "Name the user by user_id, or by verify_data.")
                .exception());
        return new Subject(
                Optional.of(onlyHolder(key, wanted)
                        .orElseThrow(() -> Problem.field(
                                        VERIFY_DATA, "Nobody in this realm has this value, or several have.")
                                .exception())),
                key,
                wanted);
    }

    private Subject known(UserModel user, VerifyKey key, Optional<String> wanted) {
        if (!user.isEnabled()) {
            throw Problem.of("user_disabled", 409, "The user is disabled.").exception();
        }
        String value = wanted.or(() -> key.current(user))
                .orElseThrow(
                        () -> Problem.field(VERIFY_DATA, "The user has no " + key.id() + " that could be verified.")
                                .exception());
        if (key.all(user).noneMatch(value::equals)) {
            throw Problem.field(VERIFY_DATA, "This is not a value of the user.").exception();
        }
        return new Subject(Optional.of(user), key, value);
    }

    private Subject holder(VerifyKey key, Optional<String> value, SendRequest request) {
        if (request.userId() != null) {
            throw Problem.field(USER_ID, "Only with an access token; use verify_data without one.")
                    .exception();
        }
        String wanted = value.orElseThrow(() -> Problem.field(
                        VERIFY_DATA, "Missing: the " + key.id() + " to be verified, or use an access token.")
                .exception());
        return new Subject(onlyHolder(key, wanted).filter(UserModel::isEnabled), key, wanted);
    }

    private Optional<UserModel> onlyHolder(VerifyKey key, String value) {
        List<UserModel> holders = key.holders(value)
                .filter(user -> user.getServiceAccountClientLink() == null)
                .limit(2)
                .toList();
        if (holders.size() < 2) {
            return holders.stream().findFirst();
        }
        List<UserModel> verified = holders.stream().filter(key::isVerified).toList();
        return verified.size() == 1 ? Optional.of(verified.get(0)) : Optional.empty();
    }

    private VerifyKey key(@Nullable String id) {
        if (id == null) {
            throw Problem.field(VERIFY_KEY, "Missing: " + names() + ".").exception();
        }
        return keys.find(id)
                .orElseThrow(() -> Problem.field(VERIFY_KEY, "In this realm it has to be " + names() + ".")
                        .exception());
    }

    private Optional<String> value(VerifyKey key, @Nullable String typed) {
        return Optional.ofNullable(typed)
                .map(text -> key.read(text)
                        .orElseThrow(() -> Problem.field(
                                        VERIFY_DATA,
                                        "phone".equals(key.id())
                                                ? "Has to be a phone number in E.164, like +447700900123."
                                                : "Has to be an e-mail address.")
                                .exception()));
    }

    private String names() {
        return String.join(" or ", keys.policy().keys());
    }
}
