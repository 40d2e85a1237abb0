package io.keygear.webhook.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

final class PartitionsTest {

    @Test
    void a_query_is_for_all_of_them_for_some_or_for_none() {
        assertThat(Partitions.within("P", Partitions.ALL)).isEmpty();
        assertThat(Partitions.within("P", List.of(7, 3))).isEqualTo(" and P in (3,7)");
        assertThat(Partitions.within("P", List.of()))
                .as("an empty list is no SQL")
                .isEqualTo(" and 1 = 0");
    }
}
