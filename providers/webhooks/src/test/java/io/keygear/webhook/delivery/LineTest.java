package io.keygear.webhook.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.keygear.webhook.outbox.Attempt;
import io.keygear.webhook.outbox.EventHead;
import io.keygear.webhook.outbox.Parcel;
import io.keygear.webhook.outbox.Partitions;
import io.keygear.webhook.outbox.Settled;
import io.keygear.webhook.outbox.Settled.Verdict;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class LineTest {

    private static final Verdict DELIVERED = new Verdict.Delivered();
    private static final Verdict RETRY = new Verdict.Retry(1000);

    private final Line line = new Line(new Window(50), new Breaker(Duration.ofSeconds(60)));
    private long nanos = 1;

    @Test
    void one_user_has_one_parcel_under_way() {
        add(parcel(1, "anna"), parcel(2, "anna"));

        Parcel first = take().orElseThrow();
        assertThat(take()).isEmpty();
        settle(first, DELIVERED);
        line.written(settled(first, DELIVERED));

        assertThat(take()).map(LineTest::id).contains(2L);
    }

    @Test
    void the_next_of_a_user_leaves_when_the_last_is_written_down() {
        add(parcel(1, "anna"), parcel(2, "anna"), parcel(3, "bert"));
        Parcel first = take().orElseThrow();
        settle(first, DELIVERED);
        add(parcel(4, "anna"));

        assertThat(take()).as("others go on").map(LineTest::id).contains(3L);
        assertThat(take()).isEmpty();

        line.written(settled(first, DELIVERED));
        assertThat(take()).map(LineTest::id).contains(2L);
        assertThat(take()).isEmpty();
    }

    @Test
    void what_is_read_between_an_arrival_and_its_record_waits_too() {
        add(parcel(1, "anna"));
        Parcel first = take().orElseThrow();
        settle(first, DELIVERED);
        add(parcel(2, "anna"));

        assertThat(take()).isEmpty();
        line.written(settled(first, DELIVERED));
        assertThat(take()).map(LineTest::id).contains(2L);
    }

    @Test
    void what_waits_for_a_record_can_be_forgotten() {
        add(parcel(1, "anna"), parcel(2, "anna"));
        Parcel first = take().orElseThrow();
        settle(first, DELIVERED);
        line.forgetWaiting(Partitions.ALL);

        line.written(settled(first, DELIVERED));
        assertThat(take()).isEmpty();
        assertThat(line.holds(0)).isFalse();
        add(parcel(2, "anna"));
        assertThat(take()).map(LineTest::id).contains(2L);
    }

    @Test
    void users_do_not_wait_for_each_other() {
        add(parcel(1, "anna"), parcel(2, "bert"));

        assertThat(take()).map(LineTest::id).contains(1L);
        assertThat(take()).map(LineTest::id).contains(2L);
    }

    @Test
    void what_has_no_order_does_not_wait() {
        add(parcel(1, null), parcel(2, null));

        assertThat(take()).isPresent();
        assertThat(take()).isPresent();
    }

    @Test
    void behind_a_failure_everything_of_that_user_waits_for_the_outbox() {
        add(parcel(1, "anna"), parcel(2, "anna"));
        Parcel head = take().orElseThrow();

        settle(head, RETRY);
        assertThat(take()).isEmpty();
        add(parcel(2, "anna"), parcel(3, "anna"));
        assertThat(take())
                .as("not even what was read before the failure was written")
                .isEmpty();

        line.written(settled(head, RETRY));
        add(parcel(1, "anna"), parcel(2, "anna"));
        assertThat(take()).map(LineTest::id).contains(1L);
    }

    @Test
    void what_is_not_written_yet_is_not_taken_twice() {
        Parcel one = parcel(1, "anna");
        add(one);
        settle(take().orElseThrow(), DELIVERED);

        add(one);
        assertThat(take()).isEmpty();

        line.written(settled(one, DELIVERED));
        assertThat(line.room(10, nanos).parcels()).isEqualTo(10);
    }

    @Test
    void what_is_held_is_not_missing() {
        add(parcel(1, "anna"), parcel(2, "anna"), parcel(3, "bert"));
        Parcel first = take().orElseThrow();
        assertThat(line.missing(List.of(1L, 2L, 3L, 4L))).containsExactly(4L);

        settle(first, RETRY);
        assertThat(line.missing(List.of(1L, 2L, 3L))).as("before it is written").isEmpty();
        line.written(settled(first, RETRY));
        assertThat(line.missing(List.of(1L, 2L, 3L))).containsExactly(1L, 2L);
    }

    @Test
    void what_was_read_before_it_was_forgotten_comes_too_late() {
        int generation = line.room(10, nanos).generation();
        line.forgetWaiting(Partitions.ALL);

        assertThat(line.add(List.of(parcel(1, "anna")), generation)).isFalse();
        assertThat(take()).isEmpty();
    }

    @Test
    void an_endpoint_that_does_not_work_is_given_a_pause_and_then_one_try() {
        add(parcel(1, "anna"), parcel(2, "bert"));
        for (int i = 0; i < 8; i++) {
            line.failed(nanos, Duration.ZERO);
        }

        assertThat(line.isOpen(nanos)).isTrue();
        assertThat(line.room(10, nanos).parcels()).isZero();
        assertThat(line.hire(nanos)).isFalse();

        nanos += Duration.ofSeconds(3).toNanos();
        assertThat(take()).isPresent();
        assertThat(line.hire(nanos)).as("one is enough to find out").isFalse();
        line.succeeded(Duration.ofMillis(5));
        assertThat(line.hire(nanos)).isTrue();
    }

    @Test
    void a_receiver_that_asks_for_more_than_the_longest_pause_gets_it() {
        line.failed(nanos, Duration.ofMinutes(10));

        assertThat(line.isOpen(nanos + Duration.ofMinutes(9).toNanos())).isTrue();
        assertThat(line.isOpen(nanos + Duration.ofMinutes(11).toNanos())).isFalse();
        line.failed(nanos, Duration.ofDays(30));
        assertThat(line.isOpen(nanos + Duration.ofHours(25).toNanos())).isFalse();
    }

    private void add(Parcel... parcels) {
        assertThat(line.add(List.of(parcels), line.room(10, nanos).generation()))
                .isTrue();
    }

    /** As a worker does. */
    private Optional<Parcel> take() {
        return line.hire(nanos) ? line.next(nanos) : Optional.empty();
    }

    private void settle(Parcel parcel, Verdict verdict) {
        line.settle(parcel, verdict);
        line.dismiss();
    }

    private static Parcel parcel(long id, @Nullable String user) {
        EventHead event = new EventHead("e" + id, "realm", "user.login", null, user, 0);
        return new Parcel(event, "{}", null, new Parcel.Place(id, 0, id, 0, 0));
    }

    private static Settled settled(Parcel parcel, Verdict verdict) {
        return new Settled(parcel, "endpoint", new Attempt(0, 1, 204, "answered", null), verdict);
    }

    private static long id(Parcel parcel) {
        return parcel.place().id();
    }
}
