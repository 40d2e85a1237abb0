package io.keygear.firebase.token;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.interfaces.RSAPublicKey;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Base64;

/** Makes tokens, good ones and all others, around one moment. */
final class Mint {

    @SuppressWarnings("TimeInStaticInitializer") // one moment for all tokens is what is wanted
    static final Instant NOW = Instant.now().truncatedTo(ChronoUnit.SECONDS);

    static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);
    static final FirebaseProject PROJECT = new FirebaseProject("demo-mint", null, false, false);
    static final ObjectMapper JSON = new ObjectMapper();
    static final KeyPair KEY = newKey(2048);
    static final String KEY_ID = "mint-key";

    private Mint() {}

    static FirebaseIdTokenVerifier verifier(FirebaseProject project) {
        return new FirebaseIdTokenVerifier(project, Mint::find, CLOCK);
    }

    static KeySource.Key find(String id) {
        return KEY_ID.equals(id)
                ? new KeySource.Key.Found((RSAPublicKey) KEY.getPublic())
                : new KeySource.Key.Unknown();
    }

    static KeyPair newKey(int bits) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(bits);
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    static ObjectNode header() {
        return JSON.createObjectNode().put("alg", "RS256").put("kid", KEY_ID).put("typ", "JWT");
    }

    static ObjectNode claims() {
        long now = NOW.getEpochSecond();
        ObjectNode claims = JSON.createObjectNode()
                .put("name", "Minnie")
                .put("iss", PROJECT.issuer())
                .put("aud", PROJECT.id())
                .put("auth_time", now - 60)
                .put("user_id", "uid-1")
                .put("sub", "uid-1")
                .put("iat", now - 10)
                .put("exp", now + 3590)
                .put("email", "minnie@example.com")
                .put("email_verified", true);
        ObjectNode firebase = claims.putObject("firebase");
        ObjectNode identities = firebase.putObject("identities");
        identities.putArray("google.com").add("1234567890");
        identities.putArray("email").add("minnie@example.com");
        firebase.put("sign_in_provider", "google.com");
        return claims;
    }

    static String sign(String header, String payload) {
        return sign(header, payload, "SHA256withRSA", KEY);
    }

    static String sign(String header, String payload, String algorithm, KeyPair key) {
        String signed = encode(header) + "." + encode(payload);
        return signed + "." + signature(signed, algorithm, key);
    }

    static String signature(String signed, String algorithm, KeyPair key) {
        try {
            Signature signature = Signature.getInstance(algorithm);
            signature.initSign(key.getPrivate());
            signature.update(signed.getBytes(StandardCharsets.UTF_8));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(signature.sign());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    static String encode(String text) {
        return encode(text.getBytes(StandardCharsets.UTF_8));
    }

    static String encode(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    static String text(ObjectNode json) {
        try {
            return JSON.writeValueAsString(json);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }
}
