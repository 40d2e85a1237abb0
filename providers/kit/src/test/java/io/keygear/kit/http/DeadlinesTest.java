package io.keygear.kit.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.keygear.kit.http.Deadlines.Deadline;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class DeadlinesTest {

    private static final Duration FAR = Duration.ofMinutes(10);

    private final Deadlines deadlines = new Deadlines("deadlines-test");
    private final BlockingQueue<String> late = new LinkedBlockingQueue<>();

    @AfterEach
    void close() {
        deadlines.close();
    }

    @Test
    void what_passes_is_told_in_its_order_whatever_was_set_before() throws InterruptedException {
        long begin = System.nanoTime();
        set(FAR, "far");
        set(Duration.ofMillis(120), "second");
        set(Duration.ofMillis(60), "first");
        assertThat(next()).isEqualTo("first");
        assertThat(System.nanoTime() - begin).isGreaterThanOrEqualTo(TimeUnit.MILLISECONDS.toNanos(60));
        assertThat(next()).isEqualTo("second");
        assertThat(late).isEmpty();
    }

    @Test
    void what_was_met_is_never_told() throws InterruptedException {
        List<Deadline> kept = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            kept.add(set(Duration.ofMillis(50), "met"));
        }
        kept.forEach(deadlines::met);
        set(Duration.ofMillis(100), "passed");
        assertThat(next()).isEqualTo("passed");
        assertThat(late).isEmpty();
    }

    @Test
    void a_limit_that_is_set_after_an_idle_time_is_kept() throws InterruptedException {
        set(Duration.ofMillis(10), "one");
        assertThat(next()).isEqualTo("one");
        deadlines.met(set(FAR, "far"));
        set(Duration.ofMillis(10), "two");
        assertThat(next()).isEqualTo("two");
    }

    @Test
    void one_that_blocks_does_not_hold_up_the_next() throws InterruptedException {
        deadlines.in(Duration.ofMillis(10), () -> sleep(Duration.ofSeconds(30)));
        set(Duration.ofMillis(20), "next");
        assertThat(next()).isEqualTo("next");
    }

    @Test
    void after_the_end_no_limit_is_set_that_nobody_would_keep() {
        deadlines.close();
        assertThatExceptionOfType(RejectedExecutionException.class).isThrownBy(() -> set(FAR, "far"));
    }

    private Deadline set(Duration time, String name) {
        return deadlines.in(time, () -> late.add(name));
    }

    private String next() throws InterruptedException {
        return late.poll(5, TimeUnit.SECONDS);
    }

    private static void sleep(Duration time) {
        try {
            TimeUnit.NANOSECONDS.sleep(time.toNanos());
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        }
    }
}
