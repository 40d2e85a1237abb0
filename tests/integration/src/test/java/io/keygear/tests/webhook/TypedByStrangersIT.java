package io.keygear.tests.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.keygear.tests.PlainRealm;
import io.keygear.tests.actor.Http;
import io.keygear.tests.receiver.Hook;
import io.keygear.tests.server.KeygearTest;
import io.keygear.tests.server.Probe;
import io.keygear.tests.server.RealmFixture;
import io.keygear.tests.server.ServerConfig;
import java.net.URI;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What somebody without an account types becomes an event, and neither breaks the answer nor fills the outbox. */
@KeygearTest(server = ServerConfig.Durable.class, realm = PlainRealm.class)
final class TypedByStrangersIT {

    private final RealmFixture realm;
    private final Endpoints endpoints;
    private final Probe database;

    TypedByStrangersIT(RealmFixture realm) {
        this.realm = realm;
        this.endpoints = new Endpoints(realm);
        this.database = new Probe(realm.url());
    }

    @BeforeEach
    void subscribe() {
        endpoints.add("/errors", List.of("user.*"), Map.of());
    }

    @AfterEach
    void close() {
        endpoints.close();
    }

    @Test
    void a_name_as_long_as_the_server_takes_is_cut() {
        int longest = 120 * 1024;

        HttpResponse<String> answer = grant("admin-cli", "x".repeat(longest));

        assertThat(answer.body()).contains("Invalid user credentials");
        JsonNode event = endpoints
                .receiver()
                .await(1, hook -> hook.type().equals("user.login_error"))
                .get(0)
                .json();
        assertThat(event.at("/details/username").asText()).hasSize(2048);
        assertThat(event.path("incomplete").toString()).isEqualTo("[\"details\"]");
        assertThat(event.path("error").asText()).isEqualTo("user_not_found");
        assertThat(database.number("select max(length(PAYLOAD)) from KG_WEBHOOK_EVENT"))
                .isLessThan(10_000);
    }

    @ParameterizedTest
    @ValueSource(strings = {"nobody-\uD83D\uDE42", "NOBODY"})
    void a_client_that_nobody_has_gets_its_answer_and_its_event_is_kept(String name) {
        String client = name.equals("NOBODY") ? "nobody-".repeat(100) : name;

        HttpResponse<String> answer = grant(client, "alice");

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(401);
        assertThat(answer.body()).contains("invalid_client");
        Hook hook = endpoints
                .receiver()
                .await(1, one -> one.json().path("error").asText().equals("client_not_found"))
                .get(0);
        assertThat(hook.json().path("client").asText()).startsWith("no").hasSizeLessThanOrEqualTo(255);
    }

    private HttpResponse<String> grant(String client, String username) {
        return Http.post(
                URI.create(realm.url() + "/protocol/openid-connect/token"),
                Map.of("grant_type", "password", "client_id", client, "username", username, "password", "wrong"));
    }
}
