package io.keygear.webhook.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class ListedTest {

    @Test
    void the_last_value_fills_the_places_up_to_a_power_of_two() {
        assertThat(Listed.of(List.of("a")).values()).containsExactly("a");
        assertThat(Listed.of(List.of("a", "b")).values()).containsExactly("a", "b");
        assertThat(Listed.of(List.of("a", "b", "c")).values()).containsExactly("a", "b", "c", "c");
        assertThat(Listed.of(IntStream.range(0, 500).boxed().toList()).values()).hasSize(512);
    }

    @Test
    void there_is_a_mark_for_each_place() {
        assertThat(Listed.of(List.of(1, 2, 3)).marks()).isEqualTo("(?,?,?,?)");
    }
}
