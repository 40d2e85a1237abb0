package io.keygear.kit.crypto;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * What stands for a text where the text itself must not, as in a key that a database may log. It has no key: who guesses
 * the text can confirm it, so it is not for secrets of little entropy.
 */
public final class Fingerprint {

    private Fingerprint() {}

    /** SHA-256 (FIPS 180-4) of the text in UTF-8, as 64 hexadecimal digits in lower case. */
    public static String sha256(String text) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash);
        } catch (NoSuchAlgorithmException missing) {
            throw new IllegalStateException("SHA-256 is part of every Java runtime", missing);
        }
    }
}
