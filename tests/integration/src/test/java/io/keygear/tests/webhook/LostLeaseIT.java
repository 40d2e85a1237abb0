package io.keygear.tests.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import io.keygear.tests.PlainRealm;
import io.keygear.tests.receiver.Hook;
import io.keygear.tests.receiver.Receiver;
import io.keygear.tests.server.KeygearTest;
import io.keygear.tests.server.Probe;
import io.keygear.tests.server.RealmFixture;
import io.keygear.tests.server.ServerConfig;
import io.keygear.tests.verification.Eventually;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** A node that the others took for dead notices at its next turn: nothing of that turn is kept, and nothing is lost. */
@KeygearTest(server = ServerConfig.Durable.class, realm = PlainRealm.class)
final class LostLeaseIT {

    private static final Duration PATIENCE = Duration.ofSeconds(40);
    private static final int TIMES = 4;
    private static final int EACH = 5;
    private static final int MANY = 100;

    /** By default. */
    private static final Duration LEASE = Duration.ofSeconds(10);

    private static final Duration HELD = LEASE.plusSeconds(6);

    private final RealmFixture realm;
    private final Probe database;

    LostLeaseIT(RealmFixture realm) {
        this.realm = realm;
        this.database = new Probe(realm.url());
    }

    @Test
    void whoever_lost_the_lease_begins_anew() {
        try (Endpoints endpoints = new Endpoints(realm)) {
            String id = endpoints.add("/leased", List.of("admin.user.create"), Map.of());
            for (int time = 1; time <= TIMES; time++) {
                assertThat(database.update("delete from KG_WEBHOOK_NODE")).isEqualTo(1);
                for (int i = 0; i < EACH; i++) {
                    realm.newPerson("leased" + time + i, user -> {});
                }
                endpoints.rows(id).awaitDelivered((long) time * EACH, PATIENCE);
            }
            assertThat(endpoints.rows(id).pending()).isZero();
            assertThat(endpoints.receiver().hooks("/leased").stream()
                            .map(hook ->
                                    hook.json().path("user").path("username").asText())
                            .distinct())
                    .hasSize(TIMES * EACH);
        }
    }

    /** Others may have taken over by then, and be further. */
    @Test
    void whoever_cannot_renew_the_lease_takes_up_nothing_more() throws Exception {
        database.update("create function KG_TEST_HOLDS() returns int language plpgsql as 'begin"
                + " perform 1 from KG_WEBHOOK_NODE for update; perform pg_sleep(" + HELD.toSeconds()
                + "); return 1; end'");
        ExecutorService thread = Executors.newSingleThreadExecutor();
        try (Endpoints endpoints = new Endpoints(realm)) {
            Receiver receiver = endpoints.receiver();
            receiver.behave("/slow", Receiver.after(Duration.ofSeconds(3), Receiver.status(204)));
            String id = endpoints.add("/slow", List.of("admin.user.create"), Map.of());
            for (int i = 0; i < MANY; i++) {
                realm.newPerson("slow" + i, user -> {});
            }
            Rows rows = endpoints.rows(id);
            Eventually.get(
                    PATIENCE,
                    () -> Optional.of(rows.pending() + rows.delivered()).filter(known -> known == MANY));

            Future<Long> held = thread.submit(() -> database.number("select KG_TEST_HOLDS()"));
            TimeUnit.NANOSECONDS.sleep(LEASE.plusSeconds(2).toNanos());
            int sent = receiver.hooks("/slow").size();
            assertThat(sent).isBetween(1, MANY - 10);
            assertThat(held.get(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isEqualTo(1);
            assertThat(receiver.hooks("/slow").size() - sent)
                    .as("sent while the lease was over")
                    .isZero();

            receiver.behave("/slow", Receiver.status(204));
            rows.awaitDelivered(MANY, PATIENCE);
            assertThat(receiver.hooks("/slow").stream().map(Hook::id))
                    .hasSize(MANY)
                    .doesNotHaveDuplicates();
        } finally {
            thread.shutdownNow();
            database.update("drop function KG_TEST_HOLDS()");
        }
    }
}
