package io.keygear.verification.code;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;
import org.keycloak.crypto.Algorithm;
import org.keycloak.crypto.KeyUse;
import org.keycloak.crypto.KeyWrapper;
import org.keycloak.models.KeyManager;
import org.keycloak.models.RealmModel;

/**
 * Turns codes and values into HMAC-SHA-256 (RFC 2104) under a key that only this realm has. The key is derived from
 * the realm's HS512 signing key, so rotating realm keys rotates this one; a challenge names the key it was made with.
 */
final class CodeSecrets {

    private static final String HMAC = "HmacSHA256";
    private static final String DERIVATION = "keygear one-time codes v1";

    private final String keyId;
    private final SecretKey key;

    private CodeSecrets(KeyWrapper realmKey) {
        this.keyId = realmKey.getKid();
        this.key = new SecretKeySpec(hmac(realmKey.getSecretKey(), List.of(DERIVATION)), HMAC);
    }

    /** Under the realm's current key. Keycloak makes one when the realm has none. */
    static CodeSecrets current(KeyManager keys, RealmModel realm) {
        return new CodeSecrets(keys.getActiveKey(realm, KeyUse.SIG, Algorithm.HS512));
    }

    /** Under the key with that id; empty when the realm no longer has it, and its codes are void. */
    static Optional<CodeSecrets> withKey(String keyId, KeyManager keys, RealmModel realm) {
        return Optional.ofNullable(keys.getKey(realm, keyId, KeyUse.SIG, Algorithm.HS512))
                .map(CodeSecrets::new);
    }

    /** Which realm key this is. */
    String keyId() {
        return keyId;
    }

    /** A number or address as it may stand in a table. */
    String ofValue(String realmId, String value) {
        return hex("value", realmId, value);
    }

    /** A code as it may stand in a table: good for this challenge, owner, purpose and value alone. */
    String ofCode(CodeKey owner, String challengeId, String value, String code) {
        return hex("code", owner.realmId(), owner.subject(), owner.purpose().id(), challengeId, value, code);
    }

    /** Compares in a time that says nothing about where two hashes differ. */
    static boolean same(String left, String right) {
        return MessageDigest.isEqual(
                left.getBytes(StandardCharsets.US_ASCII), right.getBytes(StandardCharsets.US_ASCII));
    }

    private String hex(String... parts) {
        return HexFormat.of().formatHex(hmac(key, List.of(parts)));
    }

    /** Each part goes in with its length before it, so no two lists of parts look the same. */
    private static byte[] hmac(SecretKey key, List<String> parts) {
        try {
            Mac mac = Mac.getInstance(HMAC);
            mac.init(new SecretKeySpec(key.getEncoded(), HMAC));
            for (String part : parts) {
                byte[] bytes = part.getBytes(StandardCharsets.UTF_8);
                mac.update(
                        ByteBuffer.allocate(Integer.BYTES).putInt(bytes.length).array());
                mac.update(bytes);
            }
            return mac.doFinal();
        } catch (NoSuchAlgorithmException | InvalidKeyException missing) {
            throw new IllegalStateException("HMAC-SHA-256 is part of every Java runtime", missing);
        }
    }
}
