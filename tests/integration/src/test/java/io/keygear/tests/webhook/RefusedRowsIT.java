package io.keygear.tests.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.keygear.tests.PlainRealm;
import io.keygear.tests.receiver.Hook;
import io.keygear.tests.receiver.Receiver;
import io.keygear.tests.server.KeygearTest;
import io.keygear.tests.server.Person;
import io.keygear.tests.server.Probe;
import io.keygear.tests.server.RealmFixture;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A row that the database does not take, for whatever reason, holds up nothing but what is behind it in its order. */
@KeygearTest(server = Fenced.class, realm = PlainRealm.class)
final class RefusedRowsIT {

    private static final Duration PATIENCE = Duration.ofSeconds(40);

    private final RealmFixture realm;
    private final Probe database;
    private final Endpoints endpoints;
    private final Receiver receiver;

    RefusedRowsIT(RealmFixture realm) {
        this.realm = realm;
        this.database = new Probe(realm.url());
        this.endpoints = new Endpoints(realm, Receiver.listen(Fenced.ADDRESS, Fenced.ADDRESS));
        this.receiver = endpoints.receiver();
    }

    @AfterEach
    void close() {
        endpoints.close();
    }

    @Test
    void a_try_that_cannot_be_recorded_still_counts_and_stops_nobody() {
        receiver.behave("/odd", Receiver.text(299, "no account for odd@example.com"));
        int before = realm.server().log().length();
        String odd = endpoints.add("/odd", List.of("admin.user.create"), Map.of());
        String good = endpoints.add("/good", List.of("admin.user.create"), Map.of());
        refusing("KG_WEBHOOK_ATTEMPT", "HTTP_STATUS <> 299", () -> {
            IntStream.range(0, 5).forEach(i -> realm.newPerson("odd" + i, user -> {}));

            endpoints.rows(good).awaitDelivered(5, PATIENCE);
            endpoints.rows(odd).awaitDelivered(5, PATIENCE);
        });
        assertThat(endpoints.rows(good).attempts()).isEqualTo(5);
        assertThat(endpoints.rows(odd).attempts()).isZero();
        assertThat(receiver.hooks("/odd")).as("none is sent again").hasSize(5);
        assertThat(realm.server().log().substring(before))
                .contains("kg_test_refused")
                .doesNotContain("odd@example.com");
    }

    @Test
    void an_outcome_that_cannot_be_written_waits_until_it_can() {
        String id = endpoints.add("/stuck", List.of("admin.user.create"), Map.of());
        Person first = realm.newPerson("first", user -> {});
        endpoints.rows(id).awaitDelivered(1, PATIENCE);
        refusing("KG_WEBHOOK_DELIVERY", "STATE <> 1 or SEQ <> 2 or ORDER_KEY <> '" + first.id() + "'", () -> {
            String updates = endpoints.add("/updates", List.of("admin.user.*"), Map.of());
            realm.changeUser(first, user -> user.put("firstName", "one"));
            realm.changeUser(first, user -> user.put("firstName", "two"));
            realm.changeUser(first, user -> user.put("firstName", "three"));
            realm.newPerson("second", user -> {});

            endpoints.rows(id).awaitDelivered(2, PATIENCE);
            endpoints.rows(updates).awaitDelivered(2, PATIENCE);
            assertThat(receiver.hooks("/updates"))
                    .filteredOn(hook -> subject(hook).equals(first.id()))
                    .as("the third waits for the record of the second")
                    .hasSize(2);
        });

        receiver.await(
                3,
                PATIENCE,
                hook -> hook.path().equals("/updates") && subject(hook).equals(first.id()));
        assertThat(receiver.hooks("/updates").stream().map(Hook::id)).doesNotHaveDuplicates();
    }

    @Test
    void an_event_that_cannot_be_spread_waits_with_those_behind_it() {
        Person refused = realm.newPerson("refused", user -> {});
        Person other = realm.newPerson("other", user -> {});
        String id = endpoints.add("/spread", List.of("admin.user.update"), Map.of());
        realm.changeUser(other, user -> user.put("firstName", "zero"));
        endpoints.rows(id).awaitDelivered(1, PATIENCE);
        refusing("KG_WEBHOOK_DELIVERY", "ORDER_KEY <> '" + refused.id() + "'", () -> {
            for (String name : List.of("one", "two")) {
                realm.changeUser(refused, user -> user.put("firstName", name));
                realm.changeUser(other, user -> user.put("firstName", name));
            }
            endpoints.rows(id).awaitDelivered(3, PATIENCE);
            realm.changeUser(other, user -> user.put("firstName", "three"));
            endpoints.rows(id).awaitDelivered(4, PATIENCE);
            assertThat(toldOf(refused))
                    .as("the first may be sent before it is refused, but not again and again")
                    .isSubsetOf("one")
                    .hasSizeLessThan(2);
        });

        endpoints.rows(id).awaitDelivered(6, PATIENCE);
        assertThat(toldOf(other)).containsExactly("zero", "one", "two", "three");
        assertThat(toldOf(refused)).endsWith("one", "two").hasSizeLessThan(4);
        assertThat(receiver.hooks("/spread").stream().map(Hook::id).distinct()).hasSize(6);
    }

    private List<String> toldOf(Person person) {
        return receiver.hooks("/spread").stream()
                .filter(hook -> subject(hook).equals(person.id()))
                .map(hook -> hook.json().path("after").path("firstName").asText())
                .toList();
    }

    /** The record is plain ASCII, which every database takes; administrators see what was answered. */
    @Test
    void an_answer_of_any_characters_is_kept_in_a_form_that_every_database_takes() {
        String answer = "gr\u00fc\u00dfe \ud83d\ude00 \u0000 C:\\u0041";
        receiver.behave("/words", Receiver.text(200, answer));
        String id = endpoints.add("/words", List.of("admin.user.create"), Map.of());
        realm.newPerson("words", user -> {});
        endpoints.rows(id).awaitDelivered(1, PATIENCE);

        assertThat(database.number("select count(*) from KG_WEBHOOK_ATTEMPT where ANSWER ~ '[^ -~]'"))
                .isZero();
        String deliveries = realm.name() + "/webhooks/" + id + "/deliveries";
        JsonNode delivery = realm.admin()
                .get(deliveries + "/"
                        + realm.admin().get(deliveries).path(0).path("id").asText());
        assertThat(delivery.path("tries").path(0).path("answer").asText()).isEqualTo(answer);
    }

    private void refusing(String table, String condition, Runnable work) {
        database.update("alter table " + table + " add constraint KG_TEST_REFUSED check (" + condition + ") not valid");
        try {
            work.run();
        } finally {
            database.update("alter table " + table + " drop constraint KG_TEST_REFUSED");
        }
    }

    private static String subject(Hook hook) {
        return hook.json().path("subject").path("id").asText();
    }
}
