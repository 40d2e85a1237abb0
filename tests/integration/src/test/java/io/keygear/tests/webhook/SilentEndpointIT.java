package io.keygear.tests.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import io.keygear.tests.PlainRealm;
import io.keygear.tests.receiver.Receiver;
import io.keygear.tests.server.KeygearTest;
import io.keygear.tests.server.RealmFixture;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** One of fifty endpoints takes every request and never answers. */
@KeygearTest(realm = PlainRealm.class)
final class SilentEndpointIT {

    private static final int OTHERS = 49;
    private static final int PEOPLE = 30;

    private final RealmFixture realm;

    SilentEndpointIT(RealmFixture realm) {
        this.realm = realm;
    }

    @Test
    void the_others_get_everything_while_it_holds_the_line() {
        try (Endpoints endpoints = new Endpoints(realm)) {
            Receiver receiver = endpoints.receiver();
            receiver.behave("/silent", Receiver.after(Duration.ofMinutes(5), (request, out) -> 0));
            String silent = endpoints.add("/silent", List.of("admin.user.create"), Map.of("timeout", "30"));
            List<String> others = new ArrayList<>();
            for (int i = 0; i < OTHERS; i++) {
                others.add(endpoints.add("/other" + i, List.of("admin.user.create"), Map.of()));
            }

            for (int i = 0; i < PEOPLE; i++) {
                realm.newPerson("told" + i, user -> {});
            }

            others.forEach(id -> endpoints.rows(id).awaitDelivered(PEOPLE, Duration.ofMinutes(1)));
            assertThat(endpoints.rows(silent).pending()).isEqualTo(PEOPLE);
            assertThat(endpoints.rows(silent).delivered()).isZero();
            assertThat(receiver.hooks("/silent"))
                    .as("it has been called, by few threads")
                    .hasSizeBetween(1, 8);
            others.forEach(id -> assertThat(endpoints.rows(id).attempts()).isEqualTo(PEOPLE));
        }
    }
}
