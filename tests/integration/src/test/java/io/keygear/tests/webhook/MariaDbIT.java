package io.keygear.tests.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import io.keygear.tests.OnMariaDb;
import io.keygear.tests.PlainRealm;
import io.keygear.tests.receiver.Hook;
import io.keygear.tests.receiver.Receiver;
import io.keygear.tests.server.KeycloakServer;
import io.keygear.tests.server.KeygearTest;
import io.keygear.tests.server.Person;
import io.keygear.tests.server.Probe;
import io.keygear.tests.server.RealmFixture;
import io.keygear.tests.verification.Together;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The outbox on MariaDB: order, failures, rollback, a kill, replay, the end. */
@KeygearTest(server = OnMariaDb.class, realm = PlainRealm.class)
final class MariaDbIT {

    private static final int USERS = 6;
    private static final int CHANGES = 30;
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final RealmFixture realm;
    private final KeycloakServer server;
    private final Endpoints endpoints;
    private final Receiver receiver;
    private final Random random = new Random(6);

    MariaDbIT(RealmFixture realm, KeycloakServer server) {
        this.realm = realm;
        this.server = server;
        this.endpoints = new Endpoints(realm);
        this.receiver = endpoints.receiver();
    }

    @AfterEach
    void close() {
        endpoints.close();
    }

    @Test
    void order_holds_through_failures_and_a_kill() {
        receiver.behave("/flaky", (request, out) -> {
            int status = random.nextInt(10) == 0 ? 500 : 204;
            return Receiver.status(status).answer(request, out);
        });
        endpoints.add("/flaky", List.of("admin.user.*"), Map.of());
        List<Changes> users = IntStream.range(0, USERS)
                .mapToObj(i -> new Changes(realm, realm.newPerson("maria" + i, user -> {})))
                .toList();
        change(users);
        server.kill();
        server.start();
        users.forEach(Changes::learn);
        change(users);

        users.forEach(user -> receiver.await(1, PATIENCE, hook -> hook.isTaken() && user.isLast(hook)));
        List<Hook> hooks = receiver.hooks("/flaky");
        assertThat(users).extracting(user -> user.account(hooks)).allSatisfy(account -> {
            assertThat(account.changes()).isEqualTo(2 * CHANGES);
            assertThat(account.lost() + account.phantoms() + account.inversions())
                    .as(account.toString())
                    .isZero();
        });
        assertThat(hooks).extracting(Hook::status).contains(500);
    }

    /** Its usual collation takes all of them for one text; their events are in order each for itself. */
    @Test
    void names_that_the_database_takes_for_one_do_not_stop_anything() {
        String id = endpoints.add("/names", List.of("admin.realm_role.*"), Map.of());
        List<String> names = List.of("Writer", "writer", "wrîter", "Writer ");
        for (String name : names) {
            realm.admin().post(realm.name() + "/roles", Map.of("name", name));
            realm.admin()
                    .delete(realm.name() + "/roles/"
                            + name.replace("î", "%C3%AE").replace(" ", "%20"));
        }

        endpoints.rows(id).awaitDelivered(2L * names.size(), PATIENCE);
        assertThat(receiver.hooks("/names"))
                .extracting(hook -> hook.json().path("seq").asLong())
                .containsExactlyInAnyOrder(1L, 2L, 1L, 2L, 1L, 2L, 1L, 2L);
    }

    @Test
    void what_was_rolled_back_is_not_told() {
        String id = endpoints.add("/rolled", List.of(Changes.TYPE), Map.of());
        Person person = realm.newPerson("rolled", user -> {});
        endpoints.rows(id).awaitDelivered(1, PATIENCE);
        Together.each(
                IntStream.range(0, 20).boxed().toList(),
                i -> realm.admin()
                        .send(
                                "PUT",
                                realm.name() + "/users/" + person.id(),
                                Map.of("firstName", "rolled back " + i),
                                Map.of("X-Test-Rollback", i % 2 == 0 ? "prepare" : "duplicate")));
        realm.changeUser(person, user -> user.put("firstName", "kept"));

        endpoints.rows(id).awaitDelivered(2, PATIENCE);
        assertThat(receiver.hooks("/rolled")).noneMatch(hook -> hook.body().contains("rolled back"));
        assertThat(new Probe(realm.url())
                        .number("select count(*) from KG_WEBHOOK_EVENT where PAYLOAD like '%rolled back%'"))
                .isZero();
    }

    @Test
    void what_is_kept_is_sent_again_also_to_a_newer_endpoint_and_removed_in_the_end() {
        Instant begin = Instant.now().minusMillis(1);
        String early = endpoints.add("/early", List.of("admin.user.create"), Map.of());
        realm.newPerson("replayed-ü-✓", user -> {});
        endpoints.rows(early).awaitDelivered(1, PATIENCE);
        String late = endpoints.add("/late", List.of("admin.user.create"), Map.of());
        for (String id : List.of(early, late)) {
            realm.admin()
                    .call(
                            "POST",
                            realm.name() + "/webhooks/" + id + "/deliveries/replay",
                            Map.of("from", begin.toString(), "to", Instant.now().toString()));
        }
        receiver.await(2, hook -> hook.path().equals("/early"));
        receiver.await(1, hook -> hook.path().equals("/late"));
        assertThat(receiver.hooks()).allMatch(hook -> hook.json().toString().contains("replayed-ü-✓"));
        endpoints.rows(late).awaitDelivered(1, PATIENCE);
        endpoints.rows(early).awaitDelivered(1, PATIENCE);

        realm.passTime(Duration.ofDays(8));

        endpoints.rows(early).awaitNothing();
        endpoints.rows(late).awaitNothing();
    }

    private static void change(List<Changes> users) {
        Together.each(users, user -> IntStream.range(0, CHANGES).allMatch(i -> user.next()));
    }
}
