package io.keygear.firebase.token;

import java.util.List;

/** One of Google's SDKs, with the keys of {@link Mint} in the place of Google's. */
interface GoogleSdk extends AutoCloseable {

    /** Whether it takes each of these tokens for genuine ones of the project. */
    List<Boolean> take(List<String> tokens);

    /** For a single token. */
    default boolean takes(String token) {
        return take(List.of(token)).get(0);
    }

    @Override
    default void close() {}
}
