package io.keygear.tests.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import io.keygear.tests.PlainRealm;
import io.keygear.tests.receiver.Hook;
import io.keygear.tests.server.KeygearTest;
import io.keygear.tests.server.Person;
import io.keygear.tests.server.Probe;
import io.keygear.tests.server.RealmFixture;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * What did not happen is not told: changes that a veto, a refused row or a failed request took back.
 * {@code -Dkeygear.rollbacks=10000} makes it as many.
 */
@KeygearTest(realm = PlainRealm.class)
final class RollbackIT {

    private static final int ROLLBACKS = Integer.getInteger("keygear.rollbacks", 600);
    private static final int THREADS = 4;

    /** See the probe. */
    private static final List<String> WAYS = List.of("prepare", "duplicate", "later");

    private final RealmFixture realm;
    private final Endpoints endpoints;
    private final Probe database;

    RollbackIT(RealmFixture realm) {
        this.realm = realm;
        this.endpoints = new Endpoints(realm);
        this.database = new Probe(realm.url());
    }

    @AfterEach
    void close() {
        endpoints.close();
    }

    @Test
    void of_many_changes_that_were_taken_back_none_is_told_and_every_other_is()
            throws InterruptedException, ExecutionException {
        endpoints.add("/hook", List.of(Changes.TYPE), Map.of());
        Person person = realm.newPerson("rolled", user -> {});
        endpoints.receiver().await(1, hook -> hook.type().equals(Changes.TYPE));
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        List<Future<Integer>> answers = IntStream.range(0, ROLLBACKS)
                .mapToObj(i -> threads.submit(() ->
                        change(person, "rolled back " + i, Map.of("X-Test-Rollback", WAYS.get(i % WAYS.size())))))
                .toList();
        threads.shutdown();
        int kept = 0;
        while (!threads.awaitTermination(200, TimeUnit.MILLISECONDS)) {
            assertThat(change(person, "kept " + ++kept, Map.of())).isEqualTo(204);
        }
        assertThat(change(person, "kept " + ++kept, Map.of())).isEqualTo(204);
        for (Future<Integer> answer : answers) {
            assertThat(answer.get()).isGreaterThanOrEqualTo(400);
        }

        String last = "kept " + kept;
        endpoints.receiver().await(1, hook -> name(hook).equals(last));
        List<String> told = endpoints.receiver().hooks().stream()
                .map(RollbackIT::name)
                .filter(name -> !name.isEmpty())
                .toList();
        assertThat(told).hasSize(kept).allMatch(name -> name.startsWith("kept "));
        assertThat(database.number("select count(*) from KG_WEBHOOK_EVENT where ORDER_KEY = '" + person.id()
                        + "' and PAYLOAD like '%rolled back%'"))
                .isZero();
        assertThat(realm.user(person).path("firstName").asText()).isEqualTo(last);
        System.out.printf("rollbacks: %d, told: 0; changes kept meanwhile: %d, all told%n", ROLLBACKS, kept);
    }

    private int change(Person person, String name, Map<String, String> headers) {
        return realm.admin()
                .send("PUT", realm.name() + "/users/" + person.id(), Map.of("firstName", name), headers)
                .statusCode();
    }

    private static String name(Hook hook) {
        return hook.json().path("after").path("firstName").asText("");
    }
}
