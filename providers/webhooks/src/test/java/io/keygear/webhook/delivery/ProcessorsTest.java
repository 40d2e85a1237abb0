package io.keygear.webhook.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class ProcessorsTest {

    private double load;
    private long now = Long.MAX_VALUE - 5; // System.nanoTime() may begin anywhere
    private final Processors processors = new Processors(() -> load, () -> now);

    @Test
    void they_are_busy_when_little_is_left_of_them() {
        assertThat(processors.areBusy()).isFalse();
        load = 0.9;
        pass(Duration.ofSeconds(1));
        assertThat(processors.areBusy()).isTrue();
        load = 0.7;
        pass(Duration.ofSeconds(1));
        assertThat(processors.areBusy()).isFalse();
    }

    @Test
    void nobody_looks_more_than_once_a_second() {
        assertThat(processors.areBusy()).isFalse();
        load = 1;
        pass(Duration.ofMillis(999));
        assertThat(processors.areBusy()).isFalse();
    }

    @Test
    void a_load_that_nobody_knows_is_none() {
        load = Double.NaN;
        assertThat(processors.areBusy()).isFalse();
        load = -1;
        pass(Duration.ofSeconds(1));
        assertThat(processors.areBusy()).isFalse();
    }

    @Test
    void the_own_ones_are_watched() throws InterruptedException {
        Processors own = Processors.own();
        own.areBusy();
        long end = System.nanoTime() + Duration.ofMillis(1500).toNanos();
        List<Thread> threads = IntStream.range(0, Runtime.getRuntime().availableProcessors())
                .mapToObj(i -> new Thread(() -> {
                    while (System.nanoTime() - end < 0) {
                        Thread.onSpinWait();
                    }
                }))
                .toList();
        threads.forEach(Thread::start);
        for (Thread thread : threads) {
            thread.join();
        }
        assertThat(own.areBusy()).isTrue();
    }

    private void pass(Duration time) {
        now += time.toNanos();
    }
}
