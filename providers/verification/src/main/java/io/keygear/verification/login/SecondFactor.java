package io.keygear.verification.login;

import io.keygear.verification.code.CodeChannel;
import io.keygear.verification.code.Purpose;
import java.util.List;
import java.util.Optional;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;

/** What tells one second factor by code from another: where codes go, and how. */
sealed interface SecondFactor permits PhoneFactor, EmailFactor {

    /** Whose attempts and pauses are counted together. */
    Purpose purpose();

    /** Keycloak's name for what the user holds, as in events and tokens. */
    String credentialType();

    /** The {@link CodeChannel#id()} of its channel. */
    String channelId();

    /** How codes travel to {@code user}. */
    CodeChannel channel(KeycloakSession session, RealmModel realm, UserModel user);

    /** Where codes can go, the preferred one first; empty when the user has nothing of this kind. */
    List<Target> targets(KeycloakSession session, RealmModel realm, UserModel user);

    /** Called when a code that went to {@code target} was right. */
    default void used(KeycloakSession session, RealmModel realm, UserModel user, Target target) {}

    /**
     * A phone or mailbox.
     *
     * @param id as pages name it; not the value
     * @param value number in E.164, or address
     * @param masked as it may be shown
     * @param label what its owner calls it
     */
    record Target(String id, String value, String masked, Optional<String> label) {
        @Override
        public String toString() {
            return masked;
        }
    }
}
