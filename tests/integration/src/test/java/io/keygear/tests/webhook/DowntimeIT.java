package io.keygear.tests.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import io.keygear.tests.PlainRealm;
import io.keygear.tests.receiver.Hook;
import io.keygear.tests.receiver.Receiver;
import io.keygear.tests.server.KeygearTest;
import io.keygear.tests.server.Probe;
import io.keygear.tests.server.RealmFixture;
import io.keygear.tests.verification.Eventually;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * A receiver is down for long, while events keep coming: they wait in the database, not in memory, and all arrive
 * afterwards. Ten minutes are compressed to twenty seconds: retries come after one second instead of 5 to 30, pauses are
 * 2 s instead of 60. {@code -Dkeygear.downtime=600 -Dkeygear.waiting=50000} takes longer and more.
 */
@KeygearTest(server = Fenced.class, realm = PlainRealm.class)
final class DowntimeIT {

    private static final int EVENTS = Integer.getInteger("keygear.waiting", 15_000);
    private static final int DOWN = Integer.getInteger("keygear.downtime", 20);
    private static final int USERS = 500;
    private static final int PAYLOAD = 2000;
    private static final long ROUNDS = 10;

    /** What the server may hold more than before; the events alone would be 30 MB, and twice that as objects. */
    private static final long FLAT = 8 * 1024 * 1024;

    private final RealmFixture realm;
    private final Probe probe;

    DowntimeIT(RealmFixture realm) {
        this.realm = realm;
        this.probe = new Probe(realm.url());
    }

    @Test
    void everything_arrives_afterwards_and_the_heap_stays_flat() throws InterruptedException {
        try (Endpoints endpoints = new Endpoints(realm, Receiver.listen(Fenced.ADDRESS, Fenced.ADDRESS))) {
            Receiver receiver = endpoints.receiver();
            receiver.behave("/down", (request, out) -> 0);
            String id = endpoints.add("/down", List.of("user.login"), Map.of());
            Rows rows = endpoints.rows(id);
            happen(1);
            rows.awaitAttempts(1, "broken", 0);
            receiver.clear();
            long before = probe.liveHeap();

            long most = 0;
            for (int round = 0; round < ROUNDS; round++) {
                happen(EVENTS / (int) ROUNDS);
                TimeUnit.MILLISECONDS.sleep(DOWN * 1000L / ROUNDS);
                receiver.clear();
                most = Math.max(most, probe.liveHeap());
            }
            Eventually.get(
                    Duration.ofMinutes(2), () -> Optional.of(rows.pending()).filter(found -> found == EVENTS + 1));
            most = Math.max(most, probe.liveHeap());
            System.out.printf("heap: %d KB before, %d KB at most while %d wait%n", before / 1024, most / 1024, EVENTS);
            assertThat(rows.delivered()).isZero();
            assertThat(most - before).as("bytes more than before").isLessThan(FLAT);

            receiver.behave("/down", Receiver.status(204));
            rows.awaitDelivered(EVENTS + 1, Duration.ofMinutes(5));
            assertThat(rows.pending() + rows.dead()).isZero();
            assertThat(receiver.hooks("/down").stream()
                            .filter(Hook::isTaken)
                            .map(Hook::id)
                            .collect(Collectors.toSet()))
                    .hasSize(EVENTS + 1);
        }
    }

    /** As if people had logged in and every login had been captured. */
    private void happen(int events) {
        String realmId = realm.admin().get(realm.name()).path("id").asText();
        probe.update("insert into KG_WEBHOOK_EVENT"
                + " (ID, REALM_ID, EVENT_TYPE, ORDER_KEY, PARTITION_NO, STATE, CREATED_AT, PAYLOAD)"
                + " select cast(gen_random_uuid() as varchar), '" + realmId + "', 'user.login', 'user' || (n % " + USERS
                + "), (n % " + USERS + ") % 16, 0, 1,"
                + " '{\"id\":\"x\",\"type\":\"user.login\",\"filler\":\"' || repeat('x', " + PAYLOAD + ") || '\"}'"
                + " from generate_series(1, " + events + ") n");
    }
}
