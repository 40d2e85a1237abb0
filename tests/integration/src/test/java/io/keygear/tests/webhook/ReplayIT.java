package io.keygear.tests.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.keygear.tests.PlainRealm;
import io.keygear.tests.receiver.Hook;
import io.keygear.tests.receiver.Receiver;
import io.keygear.tests.server.KeygearTest;
import io.keygear.tests.server.Person;
import io.keygear.tests.server.Probe;
import io.keygear.tests.server.RealmFixture;
import io.keygear.tests.verification.Eventually;
import io.keygear.tests.verification.Together;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is kept can be sent again: one event, a time, some types; also to who was not there yet. */
@KeygearTest(realm = PlainRealm.class)
final class ReplayIT {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final RealmFixture realm;
    private final Endpoints endpoints;
    private final Receiver receiver;
    private Instant begin = Instant.EPOCH;

    ReplayIT(RealmFixture realm) {
        this.realm = realm;
        this.endpoints = new Endpoints(realm);
        this.receiver = endpoints.receiver();
    }

    @BeforeEach
    void start() {
        begin = Instant.now().minusMillis(1);
    }

    @AfterEach
    void close() {
        endpoints.close();
    }

    @Test
    void a_time_and_types_choose_what_is_sent_again_and_a_dry_run_only_counts() {
        String id = endpoints.add("/chosen", List.of("admin.user.*"), Map.of());
        Person first = realm.newPerson("first", user -> {}); // one event to create, one to update
        Rows rows = endpoints.rows(id);
        rows.awaitDelivered(2, PATIENCE);
        Instant between = Instant.now();
        realm.changeUser(first, user -> user.put("lastName", "Later"));
        rows.awaitDelivered(3, PATIENCE);
        receiver.clear();

        assertThat(replay(id, Map.of("from", begin, "to", Instant.now(), "dryRun", true)))
                .isEqualTo(3);
        assertThat(replay(id, Map.of("from", begin, "to", between, "dryRun", true)))
                .isEqualTo(2);
        assertThat(replay(
                        id,
                        Map.of("from", begin, "to", Instant.now(), "types", List.of("admin.user.cr*"), "dryRun", true)))
                .isEqualTo(1);
        assertThat(replay(id, Map.of("from", begin, "to", Instant.now(), "types", List.of("user.*"), "dryRun", true)))
                .isZero();
        assertThat(rows.pending()).isZero();
        assertThat(receiver.hooks()).isEmpty();

        int sent = replay(id, Map.of("from", begin, "to", Instant.now(), "types", List.of("admin.user.update")));

        assertThat(sent).isEqualTo(2);
        List<Hook> again = receiver.await(2, hook -> true);
        rows.awaitDelivered(3, PATIENCE);
        assertThat(receiver.hooks()).hasSize(2);
        assertThat(again).extracting(hook -> hook.json().path("seq").asLong()).containsExactly(2L, 3L);
    }

    @Test
    void an_endpoint_that_is_newer_than_an_event_gets_it_by_replay_once_and_others_nothing() {
        String early = endpoints.add("/early", List.of("admin.user.create"), Map.of());
        Person person = realm.newPerson("before", user -> {});
        endpoints.rows(early).awaitDelivered(1, PATIENCE);
        String late = endpoints.add("/late", List.of("admin.user.*"), Map.of());
        realm.changeUser(person, user -> user.put("lastName", "After"));
        endpoints.rows(late).awaitDelivered(1, PATIENCE);
        Map<String, Object> all = Map.of("from", begin, "to", Instant.now());
        Map<String, Object> dry = new HashMap<>(all);
        dry.put("dryRun", true);

        assertThat(replay(late, dry)).as("one again, one for the first time").isEqualTo(2);
        assertThat(replay(late, all)).isEqualTo(2);

        endpoints.rows(late).awaitDelivered(2, PATIENCE);
        Hook missed = receiver.await(
                        1, hook -> hook.path().equals("/late") && hook.type().equals("admin.user.create"))
                .get(0);
        Hook original = receiver.hooks("/early").get(0);
        assertThat(missed.json().path("id")).isEqualTo(original.json().path("id"));
        assertThat(missed.json().path("seq").asLong()).as("after what it had").isEqualTo(2);
        assertThat(missed.id()).isEqualTo(original.json().path("id").asText() + "." + late);
        assertThat(receiver.hooks("/early")).hasSize(1);
        assertThat(replay(late, dry)).as("it has both now").isEqualTo(2);
        assertThat(copies(new Probe(realm.url()), late)).isEqualTo(1);
    }

    @Test
    void what_an_endpoint_does_not_subscribe_to_is_not_replayed_to_it() {
        String all = endpoints.add("/all", List.of("admin.user.create"), Map.of());
        realm.newPerson("unwanted", user -> {});
        endpoints.rows(all).awaitDelivered(1, PATIENCE);
        String other = endpoints.add("/other", List.of("user.login"), Map.of());
        String off = endpoints.add("/off", List.of("admin.user.create"), Map.of("enabled", "false"));
        Map<String, Object> everything = Map.of("from", begin, "to", Instant.now());

        assertThat(replay(other, everything)).isZero();
        assertThat(replay(off, everything)).isZero();
        assertThat(receiver.hooks("/other")).isEmpty();
    }

    @Test
    void more_than_a_replay_may_bring_is_refused_before_anything_is_read() {
        String id = endpoints.add("/much", List.of("user.login"), Map.of());
        String realmId = realm.admin().get(realm.name()).path("id").asText();
        Probe database = new Probe(realm.url());
        database.update(
                "insert into KG_WEBHOOK_EVENT (ID, REALM_ID, EVENT_TYPE, PARTITION_NO, STATE, CREATED_AT, PAYLOAD)"
                        + " select 'many' || x, '" + realmId + "', 'user.login', 0, 1, 1000, '{}'"
                        + " from system_range(1, 100001)");
        Map<String, Object> everything = Map.of("from", "1970-01-01T00:00:00Z", "to", "1970-01-02T00:00:00Z");
        String replay = realm.name() + "/webhooks/" + id + "/deliveries/replay";
        try {
            HttpResponse<String> answer = realm.admin().send("POST", replay, everything);

            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(400);
            assertThat(answer.body())
                    .contains("\"field\":\"to\"")
                    .contains("100001")
                    .contains("100000");
            assertThat(copies(database, id)).isZero();
            assertThat(endpoints.rows(id).pending()).isZero();
        } finally {
            database.update("delete from KG_WEBHOOK_EVENT where REALM_ID = '" + realmId + "' and CREATED_AT = 1000");
        }
    }

    @Test
    void of_many_replays_at_once_each_event_is_sent_by_one() {
        String early = endpoints.add("/first", List.of("admin.user.create"), Map.of());
        for (int i = 0; i < 20; i++) {
            realm.newPerson("twin" + i, user -> {});
        }
        endpoints.rows(early).awaitDelivered(20, PATIENCE);
        String late = endpoints.add("/second", List.of("admin.user.create"), Map.of("clients", "no-client"));
        Map<String, Object> all = Map.of("from", begin, "to", Instant.now());

        List<Integer> counts = Together.each(List.of(1, 2, 3, 4, 5, 6), one -> replay(late, all));

        assertThat(copies(new Probe(realm.url()), late))
                .as("replays: %s", counts)
                .isEqualTo(20);
        endpoints.rows(late).awaitDelivered(20, PATIENCE);
    }

    @Test
    void dead_letters_are_driven_again() {
        receiver.behave("/dead", Receiver.status(410));
        String id = endpoints.add("/dead", List.of("admin.user.create"), Map.of());
        realm.newPerson("given-up", user -> {});
        Rows rows = endpoints.rows(id);
        rows.awaitDead(1);
        Eventually.get(
                PATIENCE,
                () -> Optional.of(realm.admin().get(realm.name() + "/webhooks/" + id))
                        .filter(endpoint -> !endpoint.path("enabled").asBoolean()));
        receiver.behave("/dead", Receiver.status(204));
        realm.admin().put(realm.name() + "/webhooks/" + id, Map.of("enabled", true));
        String redrive = realm.name() + "/webhooks/" + id + "/deliveries/redrive";

        assertThat(count(realm.admin().call("POST", redrive, Map.of("dryRun", true))))
                .isEqualTo(1);
        assertThat(rows.dead()).isEqualTo(1);
        assertThat(count(realm.admin().call("POST", redrive, Map.of()))).isEqualTo(1);

        rows.awaitDelivered(1, PATIENCE);
        assertThat(rows.dead()).isZero();
        List<Hook> tries = receiver.hooks("/dead");
        assertThat(tries.get(tries.size() - 1).id()).isEqualTo(tries.get(0).id());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"from\":\"2027-01-01T00:00:00Z\"}",
                "{\"from\":\"yesterday\",\"to\":\"2027-01-01T00:00:00Z\"}",
                "{\"from\":\"+999999999-01-01T00:00:00Z\",\"to\":\"2027-01-01T00:00:00Z\"}",
                "{\"event\":7}",
                "{\"event\":\"\\u0000\"}",
                "{\"event\":\"x\",\"types\":[null]}",
                "{\"event\":\"x\",\"types\":[\"\\u0000\"]}",
                "{\"everything\":true}"
            })
    void what_says_not_what_is_meant_is_refused(String body) throws IOException {
        String id = endpoints.add("/refused", List.of("admin.user.create"), Map.of());

        HttpResponse<String> answer = realm.admin()
                .send("POST", realm.name() + "/webhooks/" + id + "/deliveries/replay", JSON.readTree(body));

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(400);
    }

    private static long copies(Probe database, String endpoint) {
        return database.number("select count(*) from KG_WEBHOOK_EVENT where ENDPOINT_ID = '" + endpoint + "'");
    }

    private int replay(String id, Map<String, Object> what) {
        Map<String, Object> body = new HashMap<>(what);
        body.replaceAll((key, value) -> value instanceof Instant time ? time.toString() : value);
        return count(realm.admin().call("POST", realm.name() + "/webhooks/" + id + "/deliveries/replay", body));
    }

    private static int count(HttpResponse<String> answer) {
        try {
            JsonNode json = JSON.readTree(answer.body());
            return json.path("count").asInt(-1);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
