package io.keygear.verification.rest;

import java.util.Locale;
import java.util.Optional;
import org.keycloak.representations.AccessTokenResponse;

/** What a right code comes to besides a verified value. */
sealed interface SignIn {

    /** The caller is no client that may have tokens. */
    record NotAsked() implements SignIn {}

    /** The user is signed in. */
    record Done(AccessTokenResponse tokens) implements SignIn {}

    /**
     * The client may have tokens, but not for this user by a code alone.
     *
     * @param cause as answers and events name it
     */
    record Withheld(String cause) implements SignIn {

        static Withheld because(Ground ground) {
            return new Withheld(ground.name().toLowerCase(Locale.ROOT));
        }
    }

    /** Why somebody has to sign in by a browser. */
    enum Ground {
        /** Too many failures of late. */
        LOCKED,
        /** The client asks people for their consent. */
        CONSENT_REQUIRED,
        /** The account is protected by more than a code. */
        SECOND_FACTOR,
        /** The realm wants something done at the next login. */
        REQUIRED_ACTION
    }

    /** The members of a token response; empty where there are none. */
    default Optional<AccessTokenResponse> answered() {
        return this instanceof Done done ? Optional.of(done.tokens()) : Optional.empty();
    }

    /** Why there are none, for a client that may have some. */
    default Optional<String> withheld() {
        return this instanceof Withheld withheld ? Optional.of(withheld.cause()) : Optional.empty();
    }
}
