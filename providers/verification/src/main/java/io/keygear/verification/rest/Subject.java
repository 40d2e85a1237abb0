package io.keygear.verification.rest;

import io.keygear.verification.status.VerifyKey;
import java.util.Optional;
import org.keycloak.models.UserModel;

/**
 * Whose value is to be verified.
 *
 * @param user empty when nobody has the value, which an anonymous caller must not learn
 * @param key the kind of value
 * @param value the value in its one spelling
 */
record Subject(Optional<UserModel> user, VerifyKey key, String value) {

    @Override
    public String toString() {
        return "Subject[" + key.id() + "]";
    }
}
