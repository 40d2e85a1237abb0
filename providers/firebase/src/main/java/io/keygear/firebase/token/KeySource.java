package io.keygear.firebase.token;

import java.security.interfaces.RSAPublicKey;
import java.time.Duration;

/** Where the verifier gets public keys from. */
@FunctionalInterface
public interface KeySource {

    /** The key with this id, as far as is known now. */
    Key find(String keyId);

    /** What became of the search for a key. */
    sealed interface Key {

        /** There it is. */
        record Found(RSAPublicKey key) implements Key {}

        /** The issuer publishes no such key. */
        record Unknown() implements Key {}

        /** The keys cannot be had now, and none from before may be used any longer. */
        record Unreachable(Duration retryAfter) implements Key {}
    }
}
