package io.keygear.webhook.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

final class RetryCurveTest {

    @Test
    void takes_about_75_hours_before_it_gives_up() throws Exception {
        RetryCurve curve = curve(0.5);

        Duration all = Duration.ZERO;
        int failures = 0;
        while (curve.after(failures, Duration.ZERO).isPresent()) {
            all = all.plus(curve.after(failures++, Duration.ZERO).orElseThrow());
        }

        assertThat(all).isBetween(Duration.ofHours(74), Duration.ofHours(76));
        assertThat(curve.after(0, Duration.ZERO)).contains(Duration.ofSeconds(5));
        assertThat(curve.after(3, Duration.ZERO)).contains(Duration.ofMinutes(10));
    }

    @Test
    void varies_each_wait_by_a_fifth() throws Exception {
        assertThat(curve(0).after(0, Duration.ZERO)).contains(Duration.ofSeconds(4));
        assertThat(curve(1).after(0, Duration.ZERO)).contains(Duration.ofSeconds(6));
    }

    @Test
    void comes_no_sooner_than_the_receiver_asks_but_within_a_day() throws Exception {
        assertThat(curve(0.5).after(0, Duration.ofMinutes(5))).contains(Duration.ofMinutes(5));
        assertThat(curve(0.5).after(0, Duration.ofDays(300))).contains(Duration.ofHours(24));
    }

    private static RetryCurve curve(double random) throws Exception {
        return new RetryCurve(RetryCurve.parse(RetryCurve.USUAL), () -> random);
    }
}
