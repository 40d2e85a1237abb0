package io.keygear.verification.channel;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;
import org.keycloak.storage.adapter.InMemoryUserAdapter;

/**
 * Somebody a mail is written to, as themes may show them: read once, so that sending needs no database.
 *
 * @param address where the mail goes
 * @param attributes the account's attributes, names among them; empty without an account
 */
record Recipient(String address, Map<String, List<String>> attributes) {

    static Recipient of(@Nullable UserModel user, String address) {
        return new Recipient(
                address,
                Optional.ofNullable(user)
                        .map(UserModel::getAttributes)
                        .map(Map::copyOf)
                        .orElse(Map.of()));
    }

    /** A user that is stored nowhere. */
    UserModel in(KeycloakSession session, RealmModel realm) {
        UserModel user = new InMemoryUserAdapter(session, realm, "recipient");
        user.setUsername(address);
        attributes.forEach(user::setAttribute);
        user.setEmail(address);
        return user;
    }

    @Override
    public String toString() {
        return "Recipient";
    }
}
