package io.keygear.webhook.signing;

import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** A secret that both sides know: {@code whsec_} and base64 of 24 to 64 bytes (Standard Webhooks, symmetric, v1). */
public final class SharedSecret implements SigningKey {

    /** How every secret begins, so that scanners recognise one that leaked. */
    public static final String PREFIX = "whsec_";

    private static final String ALGORITHM = "HmacSHA256";
    private static final int SHORTEST = 24;
    private static final int LONGEST = 64;
    private static final int USUAL = 32;

    private final SecretKeySpec key;

    private SharedSecret(byte[] bytes) {
        this.key = new SecretKeySpec(bytes, ALGORITHM);
    }

    /** A new one, as text. */
    public static String generate(SecureRandom random) {
        byte[] bytes = new byte[USUAL];
        random.nextBytes(bytes);
        return PREFIX + Base64.getEncoder().encodeToString(bytes);
    }

    /** Reads one from its text; empty when it is none. */
    public static Optional<SharedSecret> parse(String text) {
        if (!text.startsWith(PREFIX)) {
            return Optional.empty();
        }
        try {
            byte[] bytes = Base64.getDecoder().decode(text.substring(PREFIX.length()));
            boolean fits = bytes.length >= SHORTEST && bytes.length <= LONGEST;
            return fits ? Optional.of(new SharedSecret(bytes)) : Optional.empty();
        } catch (IllegalArgumentException notBase64) {
            return Optional.empty();
        }
    }

    @Override
    public String sign(byte[] content) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            return "v1," + Base64.getEncoder().encodeToString(mac.doFinal(content));
        } catch (GeneralSecurityException missing) {
            throw new IllegalStateException("Every Java has " + ALGORITHM, missing);
        }
    }

    @Override
    public String toString() {
        return PREFIX + "…";
    }
}
