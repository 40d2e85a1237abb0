package io.keygear.tests.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import io.keygear.tests.PlainRealm;
import io.keygear.tests.receiver.Hook;
import io.keygear.tests.receiver.Receiver;
import io.keygear.tests.server.KeycloakServer;
import io.keygear.tests.server.KeygearTest;
import io.keygear.tests.server.Probe;
import io.keygear.tests.server.RealmFixture;
import io.keygear.tests.server.ServerConfig;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Two nodes deliver as one: each user's events in order, and none twice without need. */
@KeygearTest(server = ServerConfig.TwoNodes.class, realm = PlainRealm.class)
final class TwoDispatchersIT {

    private static final int USERS = 8;
    private static final int CHANGES = 40;

    private final RealmFixture realm;
    private final Probe database;
    private final Random random = new Random(7);

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
                int status = random.nextInt(10) == 0 ? 500 : 204;
                return Receiver.status(status).answer(request, out);
            });
            endpoints.add("/two", List.of(Changes.TYPE), Map.of());
            List<Changes> users = IntStream.range(0, USERS)
                    .mapToObj(i -> new Changes(realm, realm.newPerson("two" + i, user -> {})))
                    .toList();
            ExecutorService threads = Executors.newFixedThreadPool(USERS);
            users.forEach(user -> threads.execute(() -> {
                for (int i = 0; i < CHANGES; i++) {
                    user.next();
                }
            }));
            threads.shutdown();
            assertThat(threads.awaitTermination(2, TimeUnit.MINUTES)).isTrue();

            users.forEach(
                    user -> receiver.await(1, Duration.ofMinutes(3), hook -> hook.isTaken() && user.isLast(hook)));
            List<Hook> hooks = receiver.hooks("/two");
            assertThat(users)
                    .extracting(user -> user.account(hooks))
                    .allSatisfy(account -> assertThat(account).isEqualTo(new Changes.Account(CHANGES, 0, 0, 0, 0)));
        }
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
