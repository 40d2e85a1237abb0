package io.keygear.tests.actor;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** What the token endpoint gave. Signatures are Keycloak's business and not checked. */
public record Tokens(String accessToken, String idToken, String refreshToken) {

    private static final ObjectMapper JSON = new ObjectMapper();

    static Tokens of(JsonNode answer) {
        return new Tokens(
                answer.path("access_token").asText(),
                answer.path("id_token").asText(),
                answer.path("refresh_token").asText());
    }

    /** What the access token says. */
    public JsonNode access() {
        return claims(accessToken);
    }

    /** What the ID token says. */
    public JsonNode id() {
        return claims(idToken);
    }

    /** What a JWT says. */
    public static JsonNode claims(String jwt) {
        String[] parts = jwt.split("\\.", -1);
        if (parts.length != 3) {
            throw new AssertionError("Not a signed token");
        }
        try {
            return JSON.readTree(new String(Base64.getUrlDecoder().decode(parts[1]), StandardCharsets.UTF_8));
        } catch (JsonProcessingException e) {
            throw new AssertionError("Not JSON inside the token", e);
        }
    }
}
