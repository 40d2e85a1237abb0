package io.keygear.tests.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.keygear.tests.PlainRealm;
import io.keygear.tests.receiver.Hook;
import io.keygear.tests.receiver.Receiver;
import io.keygear.tests.server.KeygearTest;
import io.keygear.tests.server.RealmFixture;
import io.keygear.tests.verification.Eventually;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Secrets may live in the vault, leave the server in no export, and are made anew where a realm file has none. */
@KeygearTest(server = Fenced.class, realm = PlainRealm.class)
final class EndpointSecretsIT {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String MASK = "**********";
    private static final String VAULTED = "whsec_MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE=";
    private static final List<String> SECRETS =
            List.of("secret", "previous-secret", "private-key", "previous-private-key", "hash-key");

    private final RealmFixture realm;
    private final Receiver receiver = Receiver.listen(Fenced.ADDRESS, Fenced.ADDRESS);

    EndpointSecretsIT(RealmFixture realm) {
        this.realm = realm;
    }

    @AfterEach
    void close() {
        realm.admin()
                .get(realm.name() + "/webhooks")
                .forEach(endpoint -> realm.admin()
                        .delete(realm.name() + "/webhooks/"
                                + endpoint.path("id").asText()));
        receiver.close();
    }

    @Test
    void a_secret_in_the_vault_signs_events_and_test_sends() throws Exception {
        Fenced.keep(realm.name(), "hook", VAULTED);
        try (Endpoints endpoints = new Endpoints(realm, receiver)) {
            String id = endpoints.add("/vault", List.of("admin.user.create"), Map.of("secret", "${vault.hook}"));
            realm.newPerson("vaulted", user -> {});
            Verification.of(VAULTED)
                    .accept(receiver.await(1, hook -> hook.type().equals("admin.user.create"))
                            .get(0));

            realm.admin().call("POST", realm.name() + "/webhooks/" + id + "/test", Map.of());

            Verification.of(VAULTED)
                    .accept(receiver.await(1, hook -> hook.type().equals("keygear.test"))
                            .get(0));
        }
    }

    /** The key pair of the first test vector of RFC 8032, section 7.1. */
    @Test
    void a_private_key_in_the_vault_shows_its_public_half() {
        Fenced.keep(
                realm.name(),
                "pair",
                "whsk_nWGxne/9WmC6hEr0kuwsxERJxWl7MmkZcDusAxyuf2DXWpgBgrEKt9VL/tPJZAc6DuFy89qmIyWvAhpo9wdRGg==");
        try (Endpoints endpoints = new Endpoints(realm, receiver)) {
            String id = endpoints.add(
                    "/pair", List.of("user.login"), Map.of("signature", "v1a", "private-key", "${vault.pair}"));

            assertThat(realm.admin()
                            .get(realm.name() + "/webhooks/" + id)
                            .path("publicKey")
                            .asText())
                    .isEqualTo("whpk_11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo=");

            Fenced.breakEntry(realm.name(), "pair");
            assertThat(realm.admin().get(realm.name() + "/webhooks"))
                    .as("the rest can be looked at while the vault fails")
                    .anySatisfy(endpoint -> {
                        assertThat(endpoint.path("id").asText()).isEqualTo(id);
                        assertThat(endpoint.path("publicKey").asText()).isEmpty();
                    });
            Fenced.keep(realm.name(), "pair", VAULTED);
        }
    }

    @Test
    void a_secret_in_the_vault_is_not_rotated_out_of_it() {
        Fenced.keep(realm.name(), "kept", VAULTED);
        try (Endpoints endpoints = new Endpoints(realm, receiver)) {
            String id = endpoints.add("/kept", List.of("admin.user.create"), Map.of("secret", "${vault.kept}"));

            HttpResponse<String> answer =
                    realm.admin().send("POST", realm.name() + "/webhooks/" + id + "/rotate", Map.of());

            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(400);
            assertThat(answer.body()).contains("\"field\":\"secret\"").contains("vault");
            JsonNode config =
                    realm.admin().get(realm.name() + "/components/" + id).path("config");
            assertThat(config.at("/secret/0").asText()).isEqualTo("${vault.kept}");
            assertThat(config.has("previous-secret")).isFalse();
        }
    }

    @Test
    void an_endpoint_that_cannot_work_can_still_be_switched_off() {
        Fenced.keep(realm.name(), "unread", VAULTED);
        try (Endpoints endpoints = new Endpoints(realm, receiver)) {
            String id = endpoints.add("/off", List.of("admin.user.create"), Map.of("secret", "${vault.unread}"));
            String path = realm.name() + "/webhooks/" + id;
            Fenced.breakEntry(realm.name(), "unread");

            assertThat(realm.admin().send("PUT", path, Map.of("timeout", 5)).statusCode())
                    .isEqualTo(400);
            assertThat(realm.admin()
                            .send("PUT", path, Map.of("enabled", false, "timeout", 5))
                            .statusCode())
                    .isEqualTo(400);
            assertThat(realm.admin().send("PUT", path, Map.of("enabled", false)).statusCode())
                    .isEqualTo(200);
            assertThat(realm.admin().get(path).path("enabled").asBoolean()).isFalse();
            assertThat(realm.admin().send("PUT", path, Map.of("enabled", true)).statusCode())
                    .isEqualTo(400);
        }
    }

    @Test
    void a_vault_that_fails_for_one_realm_holds_up_no_other() throws Exception {
        Fenced.keep(realm.name(), "broken", VAULTED);
        String other = realm.name() + "-other";
        try (Endpoints endpoints = new Endpoints(realm, receiver)) {
            String id = endpoints.add("/broken", List.of("admin.user.create"), Map.of("secret", "${vault.broken}"));
            Fenced.breakEntry(realm.name(), "broken");
            int before = realm.server().log().length();
            realm.admin().post("", Map.of("realm", other, "enabled", true));
            call(
                    "POST",
                    other + "/webhooks",
                    Map.of("url", receiver.url("/other"), "events", List.of("admin.user.create")));
            realm.newPerson("unsealed", user -> {});
            realm.admin().post(other + "/users", Map.of("username", "elsewhere"));

            receiver.await(1, hook -> hook.path().equals("/other"));
            assertThat(receiver.hooks("/broken")).isEmpty();
            Eventually.get(
                    Duration.ofSeconds(30),
                    () -> Optional.of(realm.server().log().substring(before))
                            .filter(log -> log.contains(id + " has to wait")));
            assertThat(realm.server().log().substring(before))
                    .as("no turn of the outbox failed for it")
                    .doesNotContain("webhooks pause");

            Fenced.keep(realm.name(), "broken", VAULTED);
            Verification.of(VAULTED)
                    .accept(receiver.await(1, hook -> hook.path().equals("/broken"))
                            .get(0));
            endpoints.rows(id).awaitDelivered(1, Duration.ofSeconds(30));
            assertThat(endpoints.rows(id).attempts()).isEqualTo(1);
        } finally {
            realm.admin().delete(other);
        }
    }

    @Test
    void a_secret_that_the_vault_does_not_have_is_refused_when_it_is_saved() {
        ObjectNode component = JSON.createObjectNode()
                .put("name", "x")
                .put("providerId", "webhook")
                .put("providerType", Endpoints.TYPE)
                .put("parentId", realm.admin().get(realm.name()).path("id").asText());
        ObjectNode config = component.putObject("config");
        config.putArray("url").add(receiver.url("/x"));
        config.putArray("events").add("user.login");
        config.putArray("secret").add("${vault.missing}");

        HttpResponse<String> answer = realm.admin().send("POST", realm.name() + "/components", component);

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(400);
        assertThat(answer.body()).contains("secret").contains("vault");
    }

    @Test
    void an_export_hides_them_and_its_import_makes_an_endpoint_that_works() throws Exception {
        JsonNode created = call(
                "POST",
                realm.name() + "/webhooks",
                Map.of(
                        "url",
                        receiver.url("/exported"),
                        "events",
                        List.of("admin.user.create"),
                        "signature",
                        "both",
                        "fields",
                        List.of("drop user.email")));
        call("POST", realm.name() + "/webhooks/" + created.path("id").asText() + "/rotate", Map.of("overlap", 600));

        JsonNode export = call("POST", realm.name() + "/partial-export", null);

        JsonNode config = export.path("components").path(Endpoints.TYPE).path(0).path("config");
        assertThat(config.path("url").path(0).asText()).isEqualTo(receiver.url("/exported"));
        assertThat(SECRETS)
                .allSatisfy(key -> assertThat(config.path(key).path(0).asText()).isEqualTo(MASK));
        assertThat(export.toString()).doesNotContain("whsec_").doesNotContain("whsk_");

        String copy = realm.name() + "-copy";
        realm.admin().post("", imported(export, copy));
        try {
            JsonNode endpoint = realm.admin().get(copy + "/webhooks").path(0);
            String id = endpoint.path("id").asText();
            assertThat(endpoint.path("settings").path("fields").path(0).asText())
                    .isEqualTo("drop user.email");
            JsonNode rotated = call("POST", copy + "/webhooks/" + id + "/rotate", Map.of("overlap", 0));
            realm.admin().post(copy + "/users", Map.of("username", "imported", "email", "imported@example.com"));

            Hook hook = receiver.await(
                            1,
                            found -> found.path().equals("/exported")
                                    && found.json()
                                            .path("realm")
                                            .path("name")
                                            .asText()
                                            .equals(copy))
                    .get(0);
            Verification.of(rotated.path("secret").asText()).accept(hook);
            assertThat(hook.json().path("user").has("email")).isFalse();
        } finally {
            realm.admin().delete(copy);
        }
    }

    private static ObjectNode imported(JsonNode export, String name) {
        ObjectNode realm = JSON.createObjectNode().put("realm", name).put("enabled", true);
        realm.putObject("components")
                .putArray(Endpoints.TYPE)
                .add(((ObjectNode) export.path("components")
                                .path(Endpoints.TYPE)
                                .path(0)
                                .deepCopy())
                        .without("id"));
        return realm;
    }

    private JsonNode call(String method, String path, @org.jspecify.annotations.Nullable Object body) {
        HttpResponse<String> answer = realm.admin().call(method, path, body);
        try {
            return JSON.readTree(answer.body());
        } catch (JsonProcessingException e) {
            throw new AssertionError(answer.body(), e);
        }
    }
}
