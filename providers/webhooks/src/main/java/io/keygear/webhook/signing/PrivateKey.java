package io.keygear.webhook.signing;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.interfaces.EdECPrivateKey;
import java.security.interfaces.EdECPublicKey;
import java.security.spec.EdECPrivateKeySpec;
import java.security.spec.NamedParameterSpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;

/**
 * An Ed25519 key (RFC 8032; Standard Webhooks, asymmetric, v1a): {@code whsk_} and base64 of the 32 bytes of the seed
 * followed by the 32 bytes of the public key. Receivers need {@link #publicText()} only and cannot sign themselves.
 */
public final class PrivateKey implements SigningKey {

    /** How every private key begins. */
    public static final String PREFIX = "whsk_";

    private static final String PUBLIC_PREFIX = "whpk_";
    private static final String ALGORITHM = "Ed25519";
    private static final int SIZE = 32;

    private final java.security.PrivateKey key;
    private final byte[] publicBytes;

    private PrivateKey(java.security.PrivateKey key, byte[] publicBytes) {
        this.key = key;
        this.publicBytes = publicBytes;
    }

    /** A new one, as text. */
    public static String generate() {
        try {
            KeyPair pair = KeyPairGenerator.getInstance(ALGORITHM).generateKeyPair();
            byte[] seed = ((EdECPrivateKey) pair.getPrivate()).getBytes().orElseThrow();
            byte[] both = Arrays.copyOf(seed, 2 * SIZE);
            System.arraycopy(encode((EdECPublicKey) pair.getPublic()), 0, both, SIZE, SIZE);
            return PREFIX + Base64.getEncoder().encodeToString(both);
        } catch (GeneralSecurityException missing) {
            throw missing(missing);
        }
    }

    /** Reads one from its text; empty when it is none. */
    public static Optional<PrivateKey> parse(String text) {
        if (!text.startsWith(PREFIX)) {
            return Optional.empty();
        }
        try {
            byte[] both = Base64.getDecoder().decode(text.substring(PREFIX.length()));
            if (both.length != 2 * SIZE) {
                return Optional.empty();
            }
            var spec = new EdECPrivateKeySpec(NamedParameterSpec.ED25519, Arrays.copyOf(both, SIZE));
            java.security.PrivateKey key = KeyFactory.getInstance(ALGORITHM).generatePrivate(spec);
            return Optional.of(new PrivateKey(key, Arrays.copyOfRange(both, SIZE, 2 * SIZE)));
        } catch (IllegalArgumentException notBase64) {
            return Optional.empty();
        } catch (GeneralSecurityException missing) {
            throw missing(missing);
        }
    }

    /** What a receiver verifies with: {@code whpk_} and base64. */
    public String publicText() {
        return PUBLIC_PREFIX + Base64.getEncoder().encodeToString(publicBytes);
    }

    @Override
    public String sign(byte[] content) {
        try {
            Signature signature = Signature.getInstance(ALGORITHM);
            signature.initSign(key);
            signature.update(content);
            return "v1a," + Base64.getEncoder().encodeToString(signature.sign());
        } catch (GeneralSecurityException missing) {
            throw missing(missing);
        }
    }

    @Override
    public String toString() {
        return publicText();
    }

    /** Little endian, with the sign of x in the highest bit (RFC 8032 section 5.1.2). */
    private static byte[] encode(EdECPublicKey key) {
        byte[] bigEndian = key.getPoint().getY().toByteArray();
        byte[] encoded = new byte[SIZE];
        for (int i = 0; i < Math.min(SIZE, bigEndian.length); i++) {
            encoded[i] = bigEndian[bigEndian.length - 1 - i];
        }
        if (key.getPoint().isXOdd()) {
            encoded[SIZE - 1] |= (byte) 0x80;
        }
        return encoded;
    }

    private static IllegalStateException missing(GeneralSecurityException cause) {
        return new IllegalStateException("Every Java since 15 has " + ALGORITHM, cause);
    }
}
