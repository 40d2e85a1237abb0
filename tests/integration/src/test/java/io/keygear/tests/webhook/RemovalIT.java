package io.keygear.tests.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import io.keygear.tests.PlainRealm;
import io.keygear.tests.receiver.Receiver;
import io.keygear.tests.server.KeygearTest;
import io.keygear.tests.server.Probe;
import io.keygear.tests.server.RealmFixture;
import io.keygear.tests.server.ServerConfig;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** An endpoint can be removed at any time, also while much is on its way to it, and disturbs no other. */
@KeygearTest(server = ServerConfig.TwoNodes.class, realm = PlainRealm.class)
final class RemovalIT {

    private static final int USERS = 2;
    private static final int REMOVALS = 12;
    private static final int EVENTS = 4_000;

    private final RealmFixture realm;
    private final Endpoints endpoints;

    RemovalIT(RealmFixture realm) {
        this.realm = realm;
        this.endpoints = new Endpoints(realm);
    }

    @AfterEach
    void close() {
        endpoints.close();
    }

    @Test
    void an_endpoint_is_removed_while_it_is_busy() throws InterruptedException, ExecutionException {
        realm.server().secondNode();
        Receiver receiver = endpoints.receiver();
        endpoints.add("/stays", List.of(Changes.TYPE), Map.of());
        List<Changes> users = IntStream.range(0, USERS)
                .mapToObj(i -> new Changes(realm, realm.newPerson("busy" + i, user -> {})))
                .toList();
        AtomicBoolean done = new AtomicBoolean();
        ExecutorService threads = Executors.newFixedThreadPool(USERS);
        List<Future<?>> changing = new ArrayList<>();
        List<String> refused;
        try {
            users.forEach(user -> changing.add(threads.submit(() -> change(user, done))));
            refused = IntStream.range(0, REMOVALS)
                    .mapToObj(i -> removed("/busy" + i))
                    .filter(answer -> answer.statusCode() != 204)
                    .map(answer -> answer.statusCode() + " " + answer.body())
                    .toList();
        } finally {
            done.set(true);
            threads.shutdown();
        }
        for (Future<?> one : changing) {
            one.get();
        }

        assertThat(refused).isEmpty();
        users.forEach(
                user -> receiver.await(1, hook -> hook.path().equals("/stays") && hook.isTaken() && user.isLast(hook)));
        assertThat(users)
                .extracting(user -> user.account(receiver.hooks("/stays")))
                .allSatisfy(account -> {
                    assertThat(account.changes()).isPositive();
                    assertThat(account.lost() + account.phantoms() + account.inversions() + account.duplicates())
                            .as(account.toString())
                            .isZero();
                });
    }

    private static void change(Changes user, AtomicBoolean done) {
        while (!done.get()) {
            assertThat(user.next()).isTrue();
        }
    }

    /** One that is just being served. */
    private HttpResponse<String> removed(String path) {
        String id = endpoints.add(path, List.of("user.login"), Map.of());
        new Probe(realm.url())
                .update("insert into KG_WEBHOOK_EVENT"
                        + " (ID, REALM_ID, EVENT_TYPE, ORDER_KEY, PARTITION_NO, STATE, CREATED_AT, PAYLOAD)"
                        + " select cast(gen_random_uuid() as varchar), '"
                        + realm.admin().get(realm.name()).path("id").asText()
                        + "', 'user.login', 'user' || (n % 200), (n % 200) % 16, 0, 1, '{\"id\":\"x\"}'"
                        + " from generate_series(1, " + EVENTS + ") n");
        endpoints.receiver().await(EVENTS / 4, hook -> hook.path().equals(path));
        endpoints.forget(id);
        return realm.admin().send("DELETE", realm.name() + "/webhooks/" + id, null);
    }
}
