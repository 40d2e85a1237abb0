package io.keygear.tests.actor;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;

/** The random parts of a login. RFC 7636, method S256. */
record Pkce(String verifier, String challenge, String state, String nonce) {

    private static final SecureRandom RANDOM = new SecureRandom();

    static Pkce random() {
        String verifier = text();
        return new Pkce(verifier, encode(sha256(verifier)), text(), text());
    }

    private static String text() {
        byte[] bytes = new byte[32];
        RANDOM.nextBytes(bytes);
        return encode(bytes);
    }

    private static String encode(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    private static byte[] sha256(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.US_ASCII));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
