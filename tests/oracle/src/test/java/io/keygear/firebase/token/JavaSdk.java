package io.keygear.firebase.token;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.google.api.client.json.Json;
import com.google.api.client.testing.http.MockHttpTransport;
import com.google.api.client.testing.http.MockLowLevelHttpResponse;
import com.google.auth.oauth2.AccessToken;
import com.google.auth.oauth2.GoogleCredentials;
import com.google.firebase.FirebaseApp;
import com.google.firebase.FirebaseOptions;
import com.google.firebase.auth.FirebaseAuth;
import com.google.firebase.auth.FirebaseAuthException;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;

/** {@code firebase-admin} for Java. */
final class JavaSdk implements GoogleSdk {

    private final FirebaseApp app;
    private final FirebaseAuth google;

    JavaSdk() throws JsonProcessingException {
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

    @Override
    public List<Boolean> take(List<String> tokens) {
        return tokens.stream().map(this::isTaken).toList();
    }

    private boolean isTaken(String token) {
        try {
            google.verifyIdToken(token);
            return true;
        } catch (FirebaseAuthException | RuntimeException refused) {
            return false;
        }
    }

    @Override
    public void close() {
        app.delete();
    }
}
