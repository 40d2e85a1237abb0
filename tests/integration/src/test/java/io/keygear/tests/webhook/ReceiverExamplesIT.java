package io.keygear.tests.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.standardwebhooks.Webhook;
import io.keygear.tests.PlainRealm;
import io.keygear.tests.actor.Http;
import io.keygear.tests.server.KeygearTest;
import io.keygear.tests.server.Person;
import io.keygear.tests.server.RealmFixture;
import io.keygear.tests.server.ServerConfig;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The receivers in {@code examples/} take what Keygear sends, and nothing else. */
@KeygearTest(server = ServerConfig.Durable.class, realm = PlainRealm.class)
final class ReceiverExamplesIT {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final RealmFixture realm;

    ReceiverExamplesIT(RealmFixture realm) {
        this.realm = realm;
    }

    @ParameterizedTest
    @EnumSource(ExampleReceiver.Language.class)
    void it_takes_what_is_signed_also_during_rotation_and_nothing_else(ExampleReceiver.Language language)
            throws Exception {
        Files.deleteIfExists(ExampleReceiver.journal(language));
        JsonNode created =
                call("POST", "", Map.of("url", "http://127.0.0.1:9/", "events", List.of("admin.user.create")));
        String id = created.path("id").asText();
        String first = created.path("secret").asText();
        Rows rows = new Endpoints(realm).rows(id);

        try (ExampleReceiver receiver = ExampleReceiver.start(language, first)) {
            call("PUT", "/" + id, Map.of("url", receiver.url()));
            Person person = realm.newPerson(language + "1", user -> {});
            rows.awaitDelivered(1, PATIENCE);
            assertThat(receiver.awaitLine("admin.user.create")).contains(person.id());
            assertThat(forge(receiver.url(), first))
                    .as("signed with its secret")
                    .isEqualTo(204);
            assertThat(forge(receiver.url(), "whsec_" + "A".repeat(43) + "="))
                    .as("signed with another")
                    .isEqualTo(401);

            call("POST", "/" + id + "/rotate", Map.of("overlap", 600));
            realm.newPerson(language + "2", user -> {});
            rows.awaitDelivered(2, PATIENCE);
        }
        String second = call("POST", "/" + id + "/rotate", Map.of("overlap", 0))
                .path("secret")
                .asText();
        try (ExampleReceiver receiver = ExampleReceiver.start(language, first + " " + second)) {
            call("PUT", "/" + id, Map.of("url", receiver.url()));
            realm.newPerson(language + "3", user -> {});
            rows.awaitDelivered(3, PATIENCE);
            assertThat(forge(receiver.url(), first)).isEqualTo(204);
            assertThat(forge(receiver.url(), second)).isEqualTo(204);
        }
        try (ExampleReceiver receiver = ExampleReceiver.start(language, first)) {
            call("PUT", "/" + id, Map.of("url", receiver.url()));
            realm.newPerson(language + "4", user -> {});
            rows.awaitAttempts(1, "answered", 401);
        }
        realm.admin().delete(realm.name() + "/webhooks/" + id);
    }

    @ParameterizedTest
    @EnumSource(ExampleReceiver.Language.class)
    void what_it_has_answered_is_stored_and_not_taken_again_after_a_restart(ExampleReceiver.Language language)
            throws Exception {
        String secret = "whsec_" + "B".repeat(43) + "=";
        Files.deleteIfExists(ExampleReceiver.journal(language));
        try (ExampleReceiver receiver = ExampleReceiver.start(language, secret)) {
            assertThat(forge(receiver.url(), secret)).isEqualTo(204);
            assertThat(Files.readString(ExampleReceiver.journal(language)))
                    .as("when the answer is there")
                    .contains("forged\t{\"type\":\"admin.user.create\"");
            assertThat(forge(receiver.url(), secret)).isEqualTo(204);
            receiver.awaitLine("admin.user.create");
            assertThat(receiver.lines("admin.user.create")).isEqualTo(1);
        }
        try (ExampleReceiver receiver = ExampleReceiver.start(language, secret)) {
            assertThat(forge(receiver.url(), secret)).isEqualTo(204);
            assertThat(Files.readAllLines(ExampleReceiver.journal(language)))
                    .filteredOn(line -> line.startsWith("forged"))
                    .hasSize(1);
            assertThat(receiver.lines("admin.user.create")).isZero();
        }
    }

    /** A request that Keygear never sent, signed with some secret; gives the status of the answer. */
    private static int forge(String url, String secret) throws Exception {
        String body = "{\"type\":\"admin.user.create\",\"seq\":1}";
        Instant now = Instant.now();
        return Http.send(HttpRequest.newBuilder(java.net.URI.create(url))
                        .header("content-type", "application/json")
                        .header("webhook-id", "forged")
                        .header("webhook-timestamp", Long.toString(now.getEpochSecond()))
                        .header("webhook-signature", new Webhook(secret).sign("forged", now.getEpochSecond(), body))
                        .POST(BodyPublishers.ofString(body)))
                .statusCode();
    }

    private JsonNode call(String method, String path, Map<String, Object> body) {
        String answer = realm.admin()
                .call(method, realm.name() + "/webhooks" + path, body)
                .body();
        try {
            return JSON.readTree(answer);
        } catch (JsonProcessingException e) {
            throw new AssertionError(answer, e);
        }
    }
}
