package io.keygear.webhook.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 10, unit = TimeUnit.SECONDS)
final class BellTest {

    private static final Duration LONG = Duration.ofMinutes(1);

    private double load = 0.5;
    private final Bell bell = new Bell(new Processors(() -> load, System::nanoTime));

    @Test
    void whoever_was_busy_rests_ten_times_as_long() throws InterruptedException {
        long heard = hear();
        TimeUnit.MILLISECONDS.sleep(5);
        assertThat(restAfter(heard)).isGreaterThanOrEqualTo(Duration.ofMillis(50));
    }

    @Test
    void however_short_it_was_more_may_come_that_is_done_with_it() throws InterruptedException {
        assertThat(restAfter(hear())).isGreaterThanOrEqualTo(Duration.ofMillis(20));
    }

    @Test
    void where_the_processors_are_busy_everybody_rests_longer() throws InterruptedException {
        load = 0.95;
        assertThat(restAfter(hear())).isGreaterThanOrEqualTo(Duration.ofMillis(100));
    }

    @Test
    void however_long_it_was_what_came_meanwhile_is_not_kept_waiting() throws InterruptedException {
        hear();
        bell.ringSoon();
        TimeUnit.MILLISECONDS.sleep(120); // ten times that would be more than a second
        long asked = System.nanoTime();
        bell.await(LONG);
        assertThat(Duration.ofNanos(System.nanoTime() - asked)).isLessThan(Duration.ofSeconds(1));
    }

    @Test
    void after_what_was_not_new_nobody_rests() throws InterruptedException {
        load = 0.95;
        long heard = hear();
        bell.spareRest();
        assertThat(restAfter(heard)).isLessThan(Duration.ofMillis(100));
    }

    @Test
    void what_came_meanwhile_is_not_lost_without_a_rest() throws InterruptedException {
        hear();
        bell.ringSoon();
        bell.spareRest();
        bell.await(LONG);
    }

    @Test
    void who_is_in_a_hurry_is_heard_also_by_somebody_busy() throws InterruptedException {
        hear();
        bell.ring();
        bell.await(LONG);
    }

    private long hear() throws InterruptedException {
        long before = System.nanoTime();
        bell.await(Duration.ZERO);
        return before;
    }

    private Duration restAfter(long heard) throws InterruptedException {
        bell.ringSoon();
        bell.await(LONG);
        return Duration.ofNanos(System.nanoTime() - heard);
    }
}
