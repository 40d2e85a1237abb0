package io.keygear.firebase.key;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.RSAPublicKeySpec;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Reads a JWK set (RFC 7517 section 5). Keys that cannot sign ID tokens are passed over. */
final class JwkSet {

    private static final int SHORTEST_MODULUS = 2048;
    private static final int LONGEST_MODULUS = 8192;
    private static final ObjectMapper JSON = new ObjectMapper();

    private JwkSet() {}

    /** The RSA signature keys by their id; empty when the text is no JWK set. */
    static Optional<Map<String, RSAPublicKey>> parse(byte[] text) {
        try {
            JsonNode keys = JSON.readTree(text).path("keys");
            if (!keys.isArray()) {
                return Optional.empty();
            }
            Map<String, RSAPublicKey> byId = new HashMap<>();
            for (JsonNode key : keys) {
                String id = key.path("kid").asText();
                if (!id.isEmpty()) {
                    signatureKey(key).ifPresent(rsa -> byId.put(id, rsa));
                }
            }
            return Optional.of(byId);
        } catch (IOException notJson) {
            return Optional.empty();
        }
    }

    private static Optional<RSAPublicKey> signatureKey(JsonNode key) {
        boolean forSignatures = "RSA".equals(key.path("kty").asText())
                && "sig".equals(key.path("use").asText("sig"))
                && "RS256".equals(key.path("alg").asText("RS256"));
        try {
            return forSignatures ? Optional.of(rsa(key)).filter(JwkSet::isStrong) : Optional.empty();
        } catch (GeneralSecurityException | IllegalArgumentException unusable) {
            return Optional.empty();
        }
    }

    private static RSAPublicKey rsa(JsonNode key) throws GeneralSecurityException {
        return (RSAPublicKey)
                KeyFactory.getInstance("RSA").generatePublic(new RSAPublicKeySpec(number(key, "n"), number(key, "e")));
    }

    private static BigInteger number(JsonNode key, String member) {
        return new BigInteger(1, Base64.getUrlDecoder().decode(key.path(member).asText()));
    }

    private static boolean isStrong(RSAPublicKey key) {
        int bits = key.getModulus().bitLength();
        return bits >= SHORTEST_MODULUS && bits <= LONGEST_MODULUS;
    }
}
