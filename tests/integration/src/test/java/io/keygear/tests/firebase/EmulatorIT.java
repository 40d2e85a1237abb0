package io.keygear.tests.firebase;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.keygear.tests.firebase.App.Answer;
import io.keygear.tests.server.KeygearTest;
import io.keygear.tests.server.RealmFixture;
import io.keygear.tests.server.Requirement;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Hundreds of people who sign in to Firebase's own emulator just now, in every way that it offers. */
@KeygearTest
class EmulatorIT {

    private static final ObjectMapper JSON = new ObjectMapper();

    private static FakeProject project;
    private static App app;
    private static List<String> payloads;

    private final RealmFixture realm;

    EmulatorIT(RealmFixture realm) {
        this.realm = realm;
    }

    @BeforeAll
    static void install(RealmFixture realm) {
        Requirement.demand(FirebaseEmulator.missing());
        project = new FakeProject(realm.server());
        app = App.install(realm, project);
        app.provider("firebase", config -> config.put("projectId", FirebaseEmulator.PROJECT));
        try (FirebaseEmulator emulator = FirebaseEmulator.start()) {
            payloads = emulator.payloads();
        }
    }

    @AfterAll
    static void stop() {
        if (project != null) {
            project.close();
        }
    }

    @Test
    void everybody_is_taken_once_the_tokens_are_signed() {
        assertThat(payloads).hasSizeGreaterThanOrEqualTo(200);
        Set<String> users = new HashSet<>();
        for (String payload : payloads) {
            Answer answer = app.exchange(signed(payload));
            assertThat(answer.code()).as(payload + " " + answer).isEqualTo(200);
            JsonNode user = realm.admin()
                    .get(realm.name() + "/users/"
                            + answer.claims().path("user_id").asText());
            users.add(user.path("id").asText());
            assertThat(user.path("emailVerified").asBoolean() && !isVerified(payload))
                    .as("verified by nobody: " + payload)
                    .isFalse();
        }
        assertThat(users).as("one user for each").hasSize(payloads.size());
        for (String payload : payloads.subList(0, 20)) {
            assertThat(app.grant(signed(payload)).code()).isEqualTo(200);
            assertThat(app.assertion(signed(payload)).code()).isEqualTo(200);
        }
    }

    @Test
    void without_a_signature_they_are_taken_by_the_switch_alone() {
        for (String payload : payloads) {
            assertThat(app.exchange(unsigned(payload)).reason()).isEqualTo("algorithm_forbidden");
        }
        app.provider("firebase", config -> config.put("emulator", "true"));
        try {
            for (String payload : payloads) {
                assertThat(app.exchange(unsigned(payload)).code()).as(payload).isEqualTo(200);
            }
            assertThat(app.exchange(signed(payloads.get(0))).reason()).isEqualTo("algorithm_forbidden");
        } finally {
            app.provider("firebase", config -> config.put("emulator", "false"));
        }
    }

    private static String signed(String payload) {
        FakeProject.Key key = project.current();
        return FakeProject.sign(Map.of("alg", "RS256", "kid", key.id(), "typ", "JWT"), payload, key);
    }

    private static String unsigned(String payload) {
        return FakeProject.encode("{\"alg\":\"none\",\"typ\":\"JWT\"}") + "." + FakeProject.encode(payload) + ".";
    }

    private static boolean isVerified(String payload) {
        try {
            return JSON.readTree(payload).path("email_verified").asBoolean();
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }
}
