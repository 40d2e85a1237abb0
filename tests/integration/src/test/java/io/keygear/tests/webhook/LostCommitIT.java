package io.keygear.tests.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import io.keygear.tests.PlainRealm;
import io.keygear.tests.actor.HttpBrowser;
import io.keygear.tests.receiver.Hook;
import io.keygear.tests.server.KeygearTest;
import io.keygear.tests.server.Person;
import io.keygear.tests.server.Probe;
import io.keygear.tests.server.RealmFixture;
import io.keygear.tests.server.ServerConfig;
import io.keygear.tests.verification.Eventually;
import io.keygear.tests.verification.Together;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What is committed counts, also when the connection ends before the database says so. */
@KeygearTest(server = ServerConfig.Durable.class, realm = PlainRealm.class)
final class LostCommitIT {

    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final int USERS = 6;
    private static final int LOST = 8;

    private final RealmFixture realm;
    private final Probe database;

    LostCommitIT(RealmFixture realm) {
        this.realm = realm;
        this.database = new Probe(realm.url());
    }

    @Test
    void the_outbox_does_not_do_again_what_it_had_done() {
        try (Endpoints endpoints = new Endpoints(realm)) {
            String id = endpoints.add("/committed", List.of(Changes.TYPE), Map.of());
            List<Changes> users = IntStream.range(0, USERS)
                    .mapToObj(i -> new Changes(realm, realm.newPerson("committed" + i, user -> {})))
                    .toList();
            change(users);
            try (LostAnswers answers = new LostAnswers("KG_WEBHOOK_ATTEMPT")) {
                Eventually.get(PATIENCE, () -> {
                    change(users);
                    return Optional.of(answers.count()).filter(lost -> lost >= LOST);
                });
            }
            change(users);

            users.forEach(user -> endpoints.receiver().await(1, PATIENCE, hook -> hook.isTaken() && user.isLast(hook)));
            List<Hook> hooks = endpoints.receiver().hooks("/committed");
            assertThat(users)
                    .allSatisfy(user -> assertThat(user.account(hooks))
                            .isEqualTo(new Deeds.Account(user.acknowledged(), 0, 0, 0, 0)));
            assertThat(hooks.stream().map(Hook::id)).doesNotHaveDuplicates();
            endpoints.rows(id).awaitDelivered(hooks.size(), PATIENCE);
            assertThat(endpoints.rows(id).delivered()).isEqualTo(hooks.size());
            assertThat(endpoints.rows(id).attempts()).isEqualTo(hooks.size());
            assertThat(endpoints.rows(id).pending()).isZero();
        }
    }

    /** The client is told of a failure; the change stands, and so does its event. */
    @Test
    void a_change_that_only_its_client_takes_for_failed_is_told() {
        try (Endpoints endpoints = new Endpoints(realm)) {
            Person person = realm.newPerson("unanswered", user -> {});
            String id = endpoints.add("/unanswered", List.of(Changes.TYPE), Map.of());
            try (LostAnswers answers = new LostAnswers("KG_WEBHOOK_EVENT")) {
                String path = realm.name() + "/users/" + person.id();
                assertThat(realm.admin()
                                .send("PUT", path, Map.of("firstName", "Una"))
                                .statusCode())
                        .isGreaterThanOrEqualTo(400);
                Eventually.get(PATIENCE, () -> Optional.of(answers.count()).filter(lost -> lost > 0));
            }
            endpoints.rows(id).awaitDelivered(1, PATIENCE);
            assertThat(endpoints.receiver().hooks("/unanswered"))
                    .extracting(
                            hook -> hook.json().path("after").path("firstName").asText())
                    .containsExactly("Una");
        }
    }

    /** A login waits for PostgreSQL's disk no longer than without an endpoint; what changes an account still does. */
    @Test
    void an_event_waits_for_the_disk_where_its_change_does() {
        database.update("create table KG_TEST_COMMITS(HOW varchar(20), WHAT varchar(128))");
        database.update(
                "create function KG_TEST_NOTES() returns trigger language plpgsql as 'begin insert into"
                        + " KG_TEST_COMMITS values (current_setting(''synchronous_commit''), new.EVENT_TYPE); return null; end'");
        database.update("create constraint trigger KG_TEST_NOTES after insert on KG_WEBHOOK_EVENT"
                + " deferrable initially deferred for each row execute function KG_TEST_NOTES()");
        try (Endpoints endpoints = new Endpoints(realm)) {
            Person person = realm.newPerson("patient", user -> {});
            String id = endpoints.add("/patient", List.of("user.login", "admin.user.update"), Map.of());
            new HttpBrowser().open(realm.demoApp().login().url()).login(person.username(), person.password());
            realm.changeUser(person, user -> user.put("firstName", "Pat"));
            endpoints.rows(id).awaitDelivered(2, PATIENCE);

            assertThat(commits("off", "user.login")).isEqualTo(1);
            assertThat(commits("local", "admin.user.update")).isEqualTo(1);
        } finally {
            database.update("drop trigger KG_TEST_NOTES on KG_WEBHOOK_EVENT");
            database.update("drop function KG_TEST_NOTES()");
            database.update("drop table KG_TEST_COMMITS");
        }
    }

    private long commits(String how, String what) {
        return database.number(
                "select count(*) from KG_TEST_COMMITS where HOW = '" + how + "' and WHAT = '" + what + "'");
    }

    private static void change(List<Changes> users) {
        Together.each(users, Changes::next);
    }

    /**
     * As long as it is open, transactions that insert into a table commit, and then their connections end without an
     * answer: each waits for a standby that does not exist, after it is committed here, and is ended there.
     */
    private final class LostAnswers implements AutoCloseable {
        private final String table;
        private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor();
        private final AtomicLong count = new AtomicLong();
        private final Future<?> ending;

        LostAnswers(String table) {
            this.table = table;
            database.update("create function KG_TEST_WAITS() returns trigger language plpgsql as"
                    + " 'begin perform set_config(''synchronous_commit'', ''on'', true); return null; end'");
            database.update("create constraint trigger KG_TEST_WAITS after insert on " + table
                    + " deferrable initially deferred for each row execute function KG_TEST_WAITS()");
            this.ending = thread.scheduleWithFixedDelay(this::end, 0, 50, TimeUnit.MILLISECONDS);
        }

        /** How many answers were lost. */
        long count() {
            return count.get();
        }

        private void end() {
            count.addAndGet(database.number("select count(pg_terminate_backend(pid)) from pg_stat_activity"
                    + " where datname = current_database() and wait_event = 'SyncRep'"));
        }

        @Override
        public void close() {
            try {
                database.update("drop trigger KG_TEST_WAITS on " + table);
                database.update("drop function KG_TEST_WAITS()");
            } finally {
                ending.cancel(false);
                thread.shutdown();
            }
        }
    }
}
