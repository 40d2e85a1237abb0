package io.keygear.verification.channel;

import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.keycloak.models.ClientModel;

/**
 * An Android app that reads its codes from text messages by itself (SMS Retriever API): Google's library finds a
 * message by the app's hash at its end. Such a message has no line for browsers.
 */
final class AndroidApp {

    /** Attribute of a client with the hash of its Android app. */
    static final String ATTRIBUTE = "verification.android-app-hash";

    /** The first eleven characters of a Base64 text. */
    private static final Pattern HASH = Pattern.compile("[A-Za-z0-9+/]{11}");

    private AndroidApp() {}

    /** The hash of a client's app; empty when it has none, or something else stands there. */
    static Optional<String> hash(@Nullable ClientModel client) {
        return Optional.ofNullable(client)
                .map(known -> known.getAttribute(ATTRIBUTE))
                .map(String::strip)
                .filter(hash -> HASH.matcher(hash).matches());
    }
}
