package io.keygear.tests.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.standardwebhooks.exceptions.WebhookVerificationException;
import io.keygear.tests.PlainRealm;
import io.keygear.tests.receiver.Hook;
import io.keygear.tests.receiver.Receiver;
import io.keygear.tests.server.KeygearTest;
import io.keygear.tests.server.Probe;
import io.keygear.tests.server.RealmFixture;
import io.keygear.tests.verification.Together;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Administrators manage endpoints by REST. */
@KeygearTest(realm = PlainRealm.class)
final class WebhookAdminIT {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final RealmFixture realm;
    private final Receiver receiver;

    WebhookAdminIT(RealmFixture realm) {
        this.realm = realm;
        this.receiver =
                Receiver.listen(realm.server().bindAddress(), realm.server().testHost());
    }

    @AfterEach
    void close() {
        realm.admin()
                .get(path(""))
                .forEach(endpoint ->
                        realm.admin().delete(path("/" + endpoint.path("id").asText())));
        receiver.close();
    }

    @Test
    void the_secret_is_shown_once_and_verifies_what_arrives() throws Exception {
        JsonNode created = create("/once", "user.*", "admin.user.*");
        String id = created.path("id").asText();

        assertThat(created.path("secret").asText()).startsWith("whsec_");
        assertThat(realm.admin().get(path("/" + id)).has("secret")).isFalse();
        realm.newPerson("verified", user -> {});
        verify(
                receiver.await(1, hook -> hook.type().equals("admin.user.create"))
                        .get(0),
                created);
    }

    @Test
    void during_rotation_both_secrets_verify() throws Exception {
        JsonNode created = create("/rotate", "admin.user.create");
        String id = created.path("id").asText();

        JsonNode rotated = json(realm.admin().call("POST", path("/" + id + "/rotate"), Map.of("overlap", 600)));
        assertThat(rotated.path("secret").asText())
                .startsWith("whsec_")
                .isNotEqualTo(created.path("secret").asText());
        realm.admin().call("POST", path("/" + id + "/test"), null);

        Hook hook =
                receiver.await(1, test -> test.type().equals("keygear.test")).get(0);
        verify(hook, created);
        verify(hook, rotated);
    }

    @Test
    void after_the_overlap_only_the_new_secret_verifies() throws Exception {
        JsonNode created = create("/over", "admin.user.create");
        String id = created.path("id").asText();
        JsonNode rotated = json(realm.admin().call("POST", path("/" + id + "/rotate"), Map.of("overlap", 0)));

        realm.admin().call("POST", path("/" + id + "/test"), null);

        Hook hook =
                receiver.await(1, test -> test.type().equals("keygear.test")).get(0);
        verify(hook, rotated);
        assertThatThrownBy(() -> verify(hook, created)).isInstanceOf(WebhookVerificationException.class);
    }

    @Test
    void what_happens_after_a_change_is_sent_as_changed() throws Exception {
        JsonNode created = create("/before", "admin.user.create");
        String id = created.path("id").asText();
        realm.newPerson("before-change", user -> {});
        verify(receiver.await(1, hook -> hook.path().equals("/before")).get(0), created);

        realm.admin().put(path("/" + id), Map.of("url", receiver.url("/after")));
        JsonNode rotated = json(realm.admin().call("POST", path("/" + id + "/rotate"), Map.of("overlap", 0)));
        realm.newPerson("after-change", user -> {});

        verify(receiver.await(1, hook -> hook.path().equals("/after")).get(0), rotated);
        assertThat(receiver.hooks("/before")).hasSize(1);
    }

    @Test
    void a_delivery_shows_its_attempts_and_is_sent_again_with_the_same_id() {
        String id = create("/again", "admin.user.create").path("id").asText();
        realm.newPerson("again", user -> {});
        Hook first = receiver.await(1, hook -> hook.path().equals("/again")).get(0);
        String deliveries = path("/" + id + "/deliveries");
        JsonNode delivery = delivered(deliveries);

        JsonNode shown =
                realm.admin().get(deliveries + "/" + delivery.path("id").asText());
        assertThat(shown.path("tries").get(0).path("status").asInt()).isEqualTo(204);
        assertThat(shown.path("payload").path("type").asText()).isEqualTo("admin.user.create");
        String event = delivery.path("eventId").asText();
        JsonNode dry = json(realm.admin().call("POST", deliveries + "/replay", Map.of("event", event, "dryRun", true)));
        assertThat(dry.path("count").asInt()).isEqualTo(1);
        assertThat(receiver.hooks("/again")).hasSize(1);

        realm.admin().call("POST", deliveries + "/replay", Map.of("event", event));

        List<Hook> both = receiver.await(2, hook -> hook.path().equals("/again"));
        assertThat(both.get(1).id()).isEqualTo(first.id());
        assertThat(both.get(1).body()).isEqualTo(first.body());
    }

    @Test
    void a_test_send_tells_how_it_went() {
        receiver.behave("/broken", Receiver.status(500));
        String id = create("/broken", "*").path("id").asText();

        JsonNode attempt = json(realm.admin().call("POST", path("/" + id + "/test"), null));

        assertThat(attempt.path("status").asInt()).isEqualTo(500);
    }

    @Test
    void of_many_tests_of_a_silent_receiver_few_wait_and_not_for_long() {
        receiver.behave("/silent", Receiver.after(Duration.ofSeconds(20), Receiver.status(204)));
        String id = create("/silent", "*").path("id").asText();
        realm.admin().put(path("/" + id), Map.of("timeout", 30));
        long begin = System.nanoTime();

        List<HttpResponse<String>> answers = Together.each(
                List.of(1, 2, 3, 4, 5, 6, 7), one -> realm.admin().send("POST", path("/" + id + "/test"), null));

        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(18));
        assertThat(answers).extracting(HttpResponse::statusCode).containsOnly(200, 503);
        assertThat(answers.stream().filter(answer -> answer.statusCode() == 200))
                .hasSize(4);
    }

    @Test
    void a_type_that_a_newer_server_no_longer_has_takes_no_other_from_its_endpoint() {
        JsonNode created = create("/upgraded", "admin.user.create", "user.login");
        String id = created.path("id").asText();
        new Probe(realm.url())
                .update("update COMPONENT_CONFIG set VALUE = 'user.gone_by_now' where COMPONENT_ID = '" + id
                        + "' and VALUE = 'user.login'");
        realm.change(all -> all.put("displayName", "read anew"));

        realm.newPerson("after-upgrade", user -> {});

        receiver.await(1, hook -> hook.type().equals("admin.user.create"));
        assertThat(realm.admin()
                        .send("POST", path("/" + id + "/rotate"), Map.of())
                        .statusCode())
                .isEqualTo(200);
        assertThat(realm.admin()
                        .send("PUT", path("/" + id), Map.of("events", List.of("user.gone_by_now")))
                        .statusCode())
                .isEqualTo(400);
    }

    @Test
    void a_realm_has_room_for_a_hundred() {
        for (int i = 0; i < 100; i++) {
            create("/many", "user.login");
        }

        HttpResponse<String> answer = realm.admin()
                .send("POST", path(""), Map.of("url", receiver.url("/more"), "events", List.of("user.login")));

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(400);
        assertThat(answer.body()).contains("101").contains("remove");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ftp://example.com/x",
                "https://user:secret@example.com/x",
                "https://169.254.169.254/latest/meta-data",
                "http://93.184.215.14/clear",
                "https://0x7f.1/x",
                "https://[::ffff:169.254.1.1]/x",
                "https://[64:ff9b::a9fe:a9fe]/x",
                "nonsense"
            })
    void a_url_that_may_not_be_called_is_refused_when_it_is_saved(String url) {
        HttpResponse<String> answer =
                realm.admin().send("POST", path(""), Map.of("url", url, "events", List.of("user.login")));

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(400);
        JsonNode problem = json(answer);
        assertThat(problem.path("type").asText()).isEqualTo("urn:keygear:problem:invalid_request");
        assertThat(problem.path("field").asText()).isEqualTo("url");
    }

    @ParameterizedTest
    @ValueSource(strings = {"user.logn", "usr.*", "us*er", "admin.user.updat", ""})
    void a_type_that_no_event_has_is_refused(String type) {
        HttpResponse<String> answer =
                realm.admin().send("POST", path(""), Map.of("url", receiver.url("/x"), "events", List.of(type)));

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(400);
        assertThat(json(answer).path("field").asText()).isEqualTo("events");
    }

    @Test
    void what_the_database_cannot_keep_is_refused_by_name() {
        Map<String, Object> good = Map.of("url", receiver.url("/nul"), "events", List.of("user.login"));
        String id = create("/nul", "user.login").path("id").asText();
        Map<String, Object> bad = Map.of(
                "description", "a\0b",
                "clients", List.of("a", "\0"),
                "fields", List.of("drop user.\0"),
                "url", receiver.url("/") + "\0",
                "events", List.of("\0"));
        bad.forEach((member, value) -> {
            Map<String, Object> body = new HashMap<>(good);
            body.put(member, value);
            for (HttpResponse<String> answer : List.of(
                    realm.admin().send("POST", path(""), body),
                    realm.admin().send("PUT", path("/" + id), Map.of(member, value)))) {
                assertThat(answer.statusCode()).as(answer.body()).isEqualTo(400);
                assertThat(json(answer).path("field").asText()).startsWith(member);
            }
        });
    }

    @Test
    void another_realms_endpoint_is_not_there() {
        String id = create("/own", "*").path("id").asText();

        assertThat(realm.admin().send("GET", "master/webhooks/" + id, null).statusCode())
                .isEqualTo(404);
    }

    private JsonNode create(String path, String... events) {
        return json(realm.admin().call("POST", path(""), Map.of("url", receiver.url(path), "events", List.of(events))));
    }

    /** What arrived is written down soon after. */
    private JsonNode delivered(String deliveries) {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        JsonNode found = realm.admin().get(deliveries + "?state=delivered");
        while (found.isEmpty() && System.nanoTime() < end) {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
            found = realm.admin().get(deliveries + "?state=delivered");
        }
        assertThat(found).hasSize(1);
        return found.get(0);
    }

    private String path(String rest) {
        return realm.name() + "/webhooks" + rest;
    }

    private static void verify(Hook hook, JsonNode endpoint) throws WebhookVerificationException {
        Verification.of(endpoint.path("secret").asText()).accept(hook);
    }

    private static JsonNode json(HttpResponse<String> response) {
        try {
            return JSON.readTree(response.body());
        } catch (JsonProcessingException e) {
            throw new AssertionError(response.body(), e);
        }
    }
}
