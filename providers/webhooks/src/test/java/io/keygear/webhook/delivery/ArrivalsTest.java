package io.keygear.webhook.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.keygear.webhook.outbox.EventHead;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

final class ArrivalsTest {

    private final Bell bell = new Bell(new Processors(() -> 0, System::nanoTime));
    private final Arrivals arrivals = new Arrivals(bell);

    @Test
    void some_of_a_crowd_are_told_and_each_once() {
        arrivals.add(heads(3));
        arrivals.add(heads(20));
        assertThat(arrivals.take()).hasSize(8).startsWith(heads(3).toArray(EventHead[]::new));
        assertThat(arrivals.take()).isEmpty();
        arrivals.add(heads(1));
        assertThat(arrivals.take()).hasSize(1);
    }

    @Test
    @Timeout(value = 10, unit = TimeUnit.SECONDS)
    void the_dispatcher_is_woken_also_for_what_nobody_foresees() throws InterruptedException {
        bell.await(Duration.ZERO);
        arrivals.add(List.of());
        bell.await(Duration.ofMinutes(1));
        arrivals.add(heads(100));
        bell.await(Duration.ofMinutes(1));
    }

    private static List<EventHead> heads(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> new EventHead("event" + i, "realm", "user.login", null, "user" + i, 1))
                .toList();
    }
}
