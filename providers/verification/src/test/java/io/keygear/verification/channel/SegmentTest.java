package io.keygear.verification.channel;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SegmentTest {

    @ParameterizedTest
    @CsvSource({
        "a, 160, true",
        "a, 161, false",
        "é, 160, true",
        "é, 161, false",
        "€, 80, true",
        "€, 81, false",
        "ç, 70, true",
        "ç, 71, false",
        "码, 70, true",
        "码, 71, false",
        "😀, 35, true",
        "😀, 36, false"
    })
    void a_segment_has_160_septets_or_70_units(String letter, int count, boolean one) {
        assertThat(Segment.isOne(letter.repeat(count))).isEqualTo(one);
    }
}
