package io.keygear.tests.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import io.keygear.tests.PlainRealm;
import io.keygear.tests.receiver.Hook;
import io.keygear.tests.receiver.Receiver;
import io.keygear.tests.server.KeycloakServer;
import io.keygear.tests.server.KeygearTest;
import io.keygear.tests.server.Person;
import io.keygear.tests.server.Probe;
import io.keygear.tests.server.RealmFixture;
import io.keygear.tests.server.ServerConfig;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * Two nodes deliver as one, and one goes on with what the other leaves when it is killed: each user's events in order,
 * and none twice without need. {@code -Dkeygear.users=500 -Dkeygear.changes=200} makes it 100,000 events, {@code
 * -Dkeygear.kill-node=false} kills none.
 */
@KeygearTest(server = ServerConfig.TwoNodes.class, realm = PlainRealm.class)
final class TwoDispatchersIT {

    private static final int USERS = Integer.getInteger("keygear.users", 8);
    private static final int CHANGES = Integer.getInteger("keygear.changes", 30);
    private static final boolean KILL = !"false".equals(System.getProperty("keygear.kill-node"));
    private static final int THREADS = 8;
    private static final int FRESH = 10;
    private static final Duration PATIENCE = Duration.ofMinutes(3).plusMillis(20L * USERS * CHANGES);

    private final RealmFixture realm;
    private final Probe database;
    private final Random random = new Random(7);
    private final Map<String, Integer> failures = new ConcurrentHashMap<>();

    TwoDispatchersIT(RealmFixture realm) {
        this.realm = realm;
        this.database = new Probe(realm.url());
    }

    @Test
    void they_share_the_work_and_keep_the_order() throws InterruptedException {
        KeycloakServer second = realm.server().secondNode();
        assertThat(second.url()).isNotEqualTo(realm.server().url());
        awaitShares(2);
        try (Endpoints endpoints = new Endpoints(realm)) {
            Receiver receiver = endpoints.receiver();
            receiver.behave("/two", (request, out) -> {
                int status = random.nextInt(10) == 0 && isPatient(request.headers()) ? 500 : 204;
                return Receiver.status(status).answer(request, out);
            });
            String id = endpoints.add("/two", List.of(Changes.TYPE), Map.of());
            List<Changes> users = IntStream.range(0, USERS)
                    .mapToObj(i -> new Changes(realm, realm.newPerson("two" + i, user -> {})))
                    .toList();
            change(users);

            endpoints.rows(id).awaitDelivered((long) USERS * (CHANGES + 1), PATIENCE); // one each when they were made
            List<Hook> hooks = receiver.hooks("/two");
            Map<String, List<Hook>> hooksOf = hooks.stream()
                    .collect(Collectors.groupingBy(
                            hook -> hook.json().path("subject").path("id").asText()));
            List<Deeds.Account> accounts = users.stream()
                    .map(user -> user.account(hooksOf.getOrDefault(user.id(), List.of())))
                    .toList();
            assertThat(accounts).allSatisfy(account -> {
                assertThat(account.changes()).isEqualTo(CHANGES);
                assertThat(account.lost() + account.phantoms() + account.inversions())
                        .as(account.toString())
                        .isZero();
                assertThat(account.duplicates()).isLessThanOrEqualTo(KILL ? 1 : 0);
            });
            System.out.printf(
                    "two nodes: %d events, %d requests, %d sent again, node killed: %s%n",
                    USERS * CHANGES,
                    hooks.size(),
                    accounts.stream().mapToInt(Deeds.Account::duplicates).sum(),
                    KILL);
        } finally {
            restore(second);
        }
    }

    /** The node that gives an event to endpoints may hear of a new endpoint later than the one where both came in. */
    @Test
    void what_happens_right_after_an_endpoint_was_made_is_told_to_it() {
        realm.server().secondNode();
        awaitShares(2);
        List<Person> people = IntStream.range(0, 4)
                .mapToObj(i -> realm.newPerson("fresh" + i, user -> {}))
                .toList();
        try (Endpoints endpoints = new Endpoints(realm)) {
            List<String> ids = new ArrayList<>();
            for (int round = 0; round < FRESH; round++) {
                String name = "round" + round;
                ids.add(endpoints.add("/" + name, List.of(Changes.TYPE), Map.of()));
                people.forEach(person -> realm.changeUser(person, user -> user.put("firstName", name)));
            }

            for (int round = 0; round < FRESH; round++) {
                endpoints.rows(ids.get(round)).awaitDelivered((long) (FRESH - round) * people.size(), PATIENCE);
            }
        }
    }

    /** Whether a delivery may fail now: its second try comes soon, those after it would not. */
    private boolean isPatient(Map<String, String> headers) {
        return failures.merge(headers.getOrDefault("webhook-id", ""), 1, Integer::sum) == 1;
    }

    /** Other tests need it, too. */
    private static void restore(KeycloakServer second) {
        if (KILL) {
            second.start();
        }
    }

    /** All users in turn, so that each one's next change comes after its last was stored. */
    private void change(List<Changes> users) throws InterruptedException {
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        AtomicInteger rounds = new AtomicInteger();
        for (int thread = 0; thread < THREADS; thread++) {
            int slice = thread;
            threads.execute(() -> {
                for (int round = 0; round < CHANGES; round++) {
                    for (int i = slice; i < users.size(); i += THREADS) {
                        users.get(i).next();
                    }
                    rounds.incrementAndGet();
                }
            });
        }
        threads.shutdown();
        boolean killed = !KILL;
        while (!threads.awaitTermination(200, TimeUnit.MILLISECONDS)) {
            if (!killed && rounds.get() > THREADS * CHANGES / 2) {
                realm.server().secondNode().kill();
                killed = true;
            }
        }
        assertThat(killed).as("a node was killed in the middle").isTrue();
    }

    private void awaitShares(int nodes) {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        String balanced = "select count(*) from (select NODE_ID from KG_WEBHOOK_PARTITION"
                + " where NODE_ID is not null group by NODE_ID having count(*) = 8) x";
        while (database.number(balanced) < nodes && System.nanoTime() < end) {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(300));
        }
        assertThat(database.number(balanced))
                .as("nodes with half of the partitions")
                .isEqualTo(nodes);
    }
}
