package io.keygear.dev;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import org.junit.jupiter.api.Test;

final class ListeningLineTest {

    private static final String STARTED =
            "2026-11-21 12:12:39,156 INFO  [io.quarkus] (main) Keycloak 26.7.3 on JVM (powered by Quarkus 3.33.3.1) started in 15.119s. ";

    @Test
    void tells_both_ports() {
        assertThat(
                        ListeningLine.in(
                                STARTED
                                        + "Listening on: http://127.0.0.1:42363. Management interface listening on http://127.0.0.1:45359."))
                .contains(
                        new ListeningLine(URI.create("http://127.0.0.1:42363"), URI.create("http://127.0.0.1:45359")));
    }

    @Test
    void does_without_a_management_interface() {
        assertThat(ListeningLine.in(STARTED + "Listening on: http://localhost:8080"))
                .contains(new ListeningLine(URI.create("http://localhost:8080"), null));
    }

    @Test
    void ignores_every_other_line() {
        assertThat(ListeningLine.in("2026-11-21 12:12:39,156 INFO  [io.quarkus] (main) Profile dev activated. "))
                .isEmpty();
    }
}
