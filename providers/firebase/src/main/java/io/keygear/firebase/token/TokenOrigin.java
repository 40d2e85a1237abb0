package io.keygear.firebase.token;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Where a token <em>says</em> it comes from. Nothing here is proven: it only chooses who has to judge the token.
 *
 * @param issuer the claim {@code iss}
 * @param tenant the tenant, if it names one
 */
public record TokenOrigin(String issuer, @Nullable String tenant) {

    /** Reads the claims without judging them; empty when there is no issuer to be read. */
    public static Optional<TokenOrigin> peek(String token) {
        if (token.length() > CompactToken.LONGEST) {
            return Optional.empty();
        }
        return CompactToken.parse(token).flatMap(parsed -> {
            JsonNode issuer = parsed.payload().path("iss");
            return issuer.isTextual()
                    ? Optional.of(new TokenOrigin(
                            issuer.textValue(),
                            parsed.payload().path("firebase").path("tenant").textValue()))
                    : Optional.empty();
        });
    }

    /**
     * Whether a text that may be no proper token at all claims to be Firebase's. Generous, since what is taken for
     * Firebase's is judged strictly, and what is not would go on to somebody who knows less of Firebase.
     */
    public static boolean mentionsFirebase(String token) {
        String[] parts = token.split("\\.", 3);
        if (parts.length < 2 || parts[1].length() > 4 * CompactToken.LONGEST) {
            return false;
        }
        try {
            byte[] payload =
                    Base64.getMimeDecoder().decode(parts[1].replace('-', '+').replace('_', '/'));
            return new String(payload, StandardCharsets.UTF_8)
                    .replace("\\/", "/")
                    .contains("securetoken.google.com");
        } catch (IllegalArgumentException notBase64) {
            return false;
        }
    }

    /** Whether it claims to be Firebase's. */
    public boolean isFirebase() {
        return issuer.startsWith(FirebaseProject.ISSUER_PREFIX);
    }
}
