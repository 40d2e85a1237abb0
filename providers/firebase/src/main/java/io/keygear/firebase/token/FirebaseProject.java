package io.keygear.firebase.token;

import org.jspecify.annotations.Nullable;

/**
 * Whose tokens are taken.
 *
 * @param id the Firebase project's id
 * @param tenant the tenant inside it; {@code null} takes only tokens without one
 * @param anonymous whether users who signed in anonymously are taken
 * @param emulator whether tokens come from the Auth emulator, which does not sign them; then no signed ones are taken
 */
public record FirebaseProject(String id, @Nullable String tenant, boolean anonymous, boolean emulator) {

    /** What every issuer of Firebase begins with. */
    public static final String ISSUER_PREFIX = "https://securetoken.google.com/";

    /** The {@code iss} of this project's tokens. */
    public String issuer() {
        return ISSUER_PREFIX + id;
    }
}
