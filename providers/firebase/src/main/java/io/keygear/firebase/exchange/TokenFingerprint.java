package io.keygear.firebase.exchange;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.UUID;

/** What is left of a token to know it again: a hash, of no use to anybody who does not have the token. */
final class TokenFingerprint {

    private TokenFingerprint() {}

    /** The same for the same token and client in a realm; in the form of Keycloak's ids. */
    static String of(String realmId, String clientId, String token) {
        try {
            MessageDigest hash = MessageDigest.getInstance("SHA-256");
            for (String part : new String[] {realmId, clientId, token}) {
                hash.update(part.getBytes(StandardCharsets.UTF_8));
                hash.update((byte) '\n');
            }
            ByteBuffer bytes = ByteBuffer.wrap(hash.digest());
            return new UUID(bytes.getLong(), bytes.getLong()).toString();
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every JDK has SHA-256", impossible);
        }
    }
}
