package io.keygear.firebase.token;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.api.client.json.Json;
import com.google.api.client.testing.http.MockHttpTransport;
import com.google.api.client.testing.http.MockLowLevelHttpResponse;
import com.google.auth.oauth2.AccessToken;
import com.google.auth.oauth2.GoogleCredentials;
import com.google.firebase.FirebaseApp;
import com.google.firebase.FirebaseOptions;
import com.google.firebase.auth.FirebaseAuth;
import com.google.firebase.auth.FirebaseAuthException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * The same tokens before Google's own SDK for Java and before ours. What Google refuses, we refuse; what Google takes
 * and we do not is on a list, case by case, in {@code stricter.txt}.
 */
class GooglesOpinionTest {

    private static FirebaseApp app;
    private static FirebaseAuth google;

    @BeforeAll
    static void connect() throws IOException {
        String keys = Mint.JSON.writeValueAsString(Map.of(Mint.KEY_ID, SelfSigned.pem(Mint.KEY)));
        MockHttpTransport transport = new MockHttpTransport.Builder()
                .setLowLevelHttpResponse(new MockLowLevelHttpResponse()
                        .setContentType(Json.MEDIA_TYPE)
                        .addHeader("Cache-Control", "max-age=3600")
                        .setContent(keys))
                .build();
        app = FirebaseApp.initializeApp(
                FirebaseOptions.builder()
                        .setCredentials(GoogleCredentials.create(
                                new AccessToken("none", Date.from(Instant.now().plus(Duration.ofDays(1))))))
                        .setProjectId(Mint.PROJECT.id())
                        .setHttpTransport(transport)
                        .build(),
                "oracle");
        google = FirebaseAuth.getInstance(app);
    }

    @AfterAll
    static void disconnect() {
        app.delete();
    }

    @Test
    void both_take_a_good_token() {
        String token = Mint.sign(Mint.text(Mint.header()), Mint.text(Mint.claims()));
        assertThat(googleTakes(token)).isTrue();
        assertThat(weTake(token)).isTrue();
    }

    @Test
    void where_we_are_stricter_is_on_the_list() throws IOException {
        List<String> stricter = new ArrayList<>();
        Attacks.all().forEach((name, token) -> {
            assertThat(weTake(token)).as(name).isFalse();
            if (googleTakes(token)) {
                stricter.add(name.replace("\0", "\\0").replace("\n", "\\n"));
            }
        });
        assertThat(stricter).containsExactlyInAnyOrderElementsOf(lines("/stricter.txt"));
    }

    @Test
    void what_the_emulator_made_both_take() throws IOException {
        for (String line : lines("/emulator-payloads.jsonl")) {
            ObjectNode payload = (ObjectNode) Mint.JSON.readTree(line);
            long now = Mint.NOW.getEpochSecond();
            payload.put("aud", Mint.PROJECT.id()).put("iss", Mint.PROJECT.issuer());
            payload.put("auth_time", now - 60).put("iat", now - 10).put("exp", now + 3590);
            String token = Mint.sign(Mint.text(Mint.header()), payload.toString());
            assertThat(googleTakes(token)).as(line).isTrue();
            assertThat(weTake(token)).as(line).isTrue();
        }
    }

    private static boolean googleTakes(String token) {
        try {
            google.verifyIdToken(token);
            return true;
        } catch (FirebaseAuthException | RuntimeException refused) {
            return false;
        }
    }

    private static boolean weTake(String token) {
        return Mint.verifier(Mint.PROJECT).verify(token) instanceof Verdict.Genuine;
    }

    private static List<String> lines(String resource) throws IOException {
        try (InputStream in =
                Objects.requireNonNull(GooglesOpinionTest.class.getResourceAsStream(resource), resource)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.isEmpty() && !line.startsWith("#"))
                    .toList();
        }
    }
}
