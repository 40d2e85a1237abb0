package io.keygear.tests.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import io.keygear.tests.PlainRealm;
import io.keygear.tests.receiver.Receiver;
import io.keygear.tests.server.KeygearTest;
import io.keygear.tests.server.Person;
import io.keygear.tests.server.Probe;
import io.keygear.tests.server.RealmFixture;
import io.keygear.tests.verification.Eventually;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

/** What is done goes after a week, dead letters after four; what waits stays as long as its endpoint. */
@KeygearTest(server = Fenced.class, realm = PlainRealm.class)
final class RetentionIT {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    /** Several of them, one a second. */
    private static final Duration SWEEPS = Duration.ofMillis(3500);

    private final RealmFixture realm;
    private final Probe database;

    RetentionIT(RealmFixture realm) {
        this.realm = realm;
        this.database = new Probe(realm.url());
    }

    @Test
    void each_kind_goes_in_its_time() {
        try (Endpoints endpoints = new Endpoints(realm, Receiver.listen(Fenced.ADDRESS, Fenced.ADDRESS))) {
            Receiver receiver = endpoints.receiver();
            receiver.behave("/gone", Receiver.status(410));
            receiver.behave("/waiting", Receiver.status(400));
            Rows done = rows(endpoints, "/done");
            Rows dead = rows(endpoints, "/gone");
            String doneId = endpoints.add("/kept", List.of("admin.user.create"), Map.of());
            String waitingId = endpoints.add("/waiting", List.of("admin.user.create"), Map.of());
            Rows waiting = endpoints.rows(waitingId);
            Person kept = realm.newPerson("kept", user -> {});
            endpoints.rows(doneId).awaitDelivered(1, PATIENCE);
            done.awaitDelivered(1, PATIENCE);
            dead.awaitDead(1);
            waiting.awaitAttempts(1, "answered", 400);

            realm.passTime(Duration.ofDays(6));
            holds(() -> done.delivered() == 1 && done.attempts() == 1 && dead.dead() == 1);

            realm.passTime(Duration.ofDays(2));
            eventually(() -> done.delivered() == 0 && done.attempts() == 0);
            holds(() -> dead.dead() == 1 && waiting.pending() == 1 && events() == 1);

            realm.passTime(Duration.ofDays(21));
            eventually(() -> dead.dead() == 0 && dead.attempts() == 0);
            holds(() -> waiting.pending() == 1 && events() == 1);

            // The number that a user's last event had is kept as long as the user is there.
            assertThat(lanes(doneId)).isEqualTo(1);
            realm.admin().delete(realm.name() + "/users/" + kept.id());
            eventually(() -> lanes(doneId) == 0);
            holds(() -> lanes(waitingId) == 1);

            // As a console removes it: past this module, which notices afterwards.
            endpoints.remove(waitingId);
            eventually(() -> waiting.pending() == 0 && waiting.attempts() == 0 && events() == 0);
            eventually(() -> lanes(waitingId) == 0);
        }
    }

    @Test
    void what_is_kept_of_a_realm_goes_soon_after_it() {
        try (Endpoints endpoints = new Endpoints(realm, Receiver.listen(Fenced.ADDRESS, Fenced.ADDRESS))) {
            Receiver receiver = endpoints.receiver();
            receiver.behave("/realm", Receiver.status(503));
            String gone = realm.name() + "-gone";
            realm.admin().post("", Map.of("realm", gone, "enabled", true));
            String realmId = realm.admin().get(gone).path("id").asText();
            realm.admin()
                    .call(
                            "POST",
                            gone + "/webhooks",
                            Map.of("url", receiver.url("/realm"), "events", List.of("admin.user.create")));
            String endpoint =
                    realm.admin().get(gone + "/webhooks").get(0).path("id").asText();
            realm.admin().post(gone + "/users", Map.of("username", "gina"));
            endpoints.rows(endpoint).awaitAttempts(1, "answered", 503);

            realm.admin().delete(gone);
            int tries = receiver.hooks("/realm").size();
            realm.passTime(Duration.ofMinutes(2));

            eventually(() -> count("KG_WEBHOOK_EVENT where REALM_ID", realmId) == 0
                    && count("KG_WEBHOOK_DELIVERY where REALM_ID", realmId) == 0
                    && lanes(endpoint) == 0);
            assertThat(receiver.hooks("/realm").size() - tries)
                    .as("tries after the removal")
                    .isLessThanOrEqualTo(1);
        }
    }

    /** Hibernate keeps what it made of every text, so one that has a time in it is a leak. */
    @Test
    void no_sweep_asks_what_none_asked_before() {
        try (Endpoints endpoints = new Endpoints(realm, Receiver.listen(Fenced.ADDRESS, Fenced.ADDRESS))) {
            Rows done = rows(endpoints, "/swept");
            realm.newPerson("swept", user -> {});
            done.awaitDelivered(1, PATIENCE);

            eventually(() -> {
                long before = database.translated();
                pause(SWEEPS);
                return database.translated() == before;
            });
        }
    }

    private static Rows rows(Endpoints endpoints, String path) {
        return endpoints.rows(endpoints.add(path, List.of("admin.user.create"), Map.of()));
    }

    private long lanes(String endpoint) {
        return count("KG_WEBHOOK_LANE where ENDPOINT_ID", endpoint);
    }

    private long events() {
        return count(
                "KG_WEBHOOK_EVENT where REALM_ID",
                realm.admin().get(realm.name()).path("id").asText());
    }

    private long count(String tableAndColumn, String value) {
        return database.number("select count(*) from " + tableAndColumn + " = '" + value + "'");
    }

    private static void eventually(Question question) {
        Eventually.get(PATIENCE, () -> Optional.of(question.isTrue()).filter(answer -> answer));
    }

    /** Through two removals at least. */
    private static void holds(Question question) {
        for (int look = 0; look < 5; look++) {
            assertThat(question.isTrue()).isTrue();
            pause(Duration.ofMillis(500));
        }
    }

    private static void pause(Duration time) {
        LockSupport.parkNanos(time.toNanos());
    }

    private interface Question {
        boolean isTrue();
    }
}
