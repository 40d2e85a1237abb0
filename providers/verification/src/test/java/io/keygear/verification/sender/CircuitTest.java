package io.keygear.verification.sender;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class CircuitTest {

    private static final Instant START = Instant.parse("2026-11-21T12:00:00Z");

    private final Circuit circuit = new Circuit();

    @Test
    void opens_with_the_fifth_failure_within_thirty_seconds() {
        fail(0, 5, 10, 20);
        assertThat(admits(29)).isTrue();

        fail(30);

        assertThat(admits(31)).isFalse();
    }

    @Test
    void failures_that_lie_apart_do_not_add_up() {
        fail(0, 10, 20, 29, 31);
        assertThat(admits(32)).isTrue();
    }

    @Test
    void a_success_forgets_failures() {
        fail(0, 1, 2, 3);
        circuit.succeeded();
        fail(4);
        assertThat(admits(5)).isTrue();
    }

    @Test
    void after_its_pause_it_admits_one_message_and_no_other() {
        fail(0, 0, 0, 0, 0);
        assertThat(admits(29)).isFalse();
        assertThat(admits(30)).isTrue();
        assertThat(admits(30)).isFalse();
    }

    @Test
    void it_closes_when_that_one_is_sent() {
        fail(0, 0, 0, 0, 0);
        admits(30);
        circuit.succeeded();
        assertThat(admits(30)).isTrue();
        assertThat(admits(30)).isTrue();
    }

    @Test
    void it_stays_open_when_that_one_fails() {
        fail(0, 0, 0, 0, 0);
        admits(40);
        fail(42);
        assertThat(admits(71)).isFalse();
        assertThat(admits(72)).isTrue();
    }

    private void fail(int... seconds) {
        for (int second : seconds) {
            circuit.failed(START.plusSeconds(second));
        }
    }

    private boolean admits(int second) {
        return circuit.admits(START.plusSeconds(second));
    }
}
