package io.keygear.firebase.key;

import java.security.interfaces.RSAPublicKey;
import java.time.Duration;
import java.util.Map;

/** Where public keys are published. */
@FunctionalInterface
public interface KeyServer {

    /** Asks for the keys, once. */
    Answer fetch();

    /** What became of asking. */
    sealed interface Answer {

        /**
         * The keys in force.
         *
         * @param byId by {@code kid}
         * @param maxAge how long they may be kept (RFC 9111 section 5.2.2.1)
         */
        record Keys(Map<String, RSAPublicKey> byId, Duration maxAge) implements Answer {

            /** Copies the keys. */
            public Keys {
                byId = Map.copyOf(byId);
            }
        }

        /**
         * No keys.
         *
         * @param cause what went wrong, for the log
         */
        record Failed(String cause) implements Answer {}
    }
}
