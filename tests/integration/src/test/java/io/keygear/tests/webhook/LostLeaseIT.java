package io.keygear.tests.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import io.keygear.tests.PlainRealm;
import io.keygear.tests.server.KeygearTest;
import io.keygear.tests.server.Probe;
import io.keygear.tests.server.RealmFixture;
import io.keygear.tests.server.ServerConfig;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A node that the others took for dead notices at its next turn: nothing of that turn is kept, and nothing is lost. */
@KeygearTest(server = ServerConfig.Durable.class, realm = PlainRealm.class)
final class LostLeaseIT {

    private static final Duration PATIENCE = Duration.ofSeconds(40);
    private static final int TIMES = 4;
    private static final int EACH = 5;

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
}
