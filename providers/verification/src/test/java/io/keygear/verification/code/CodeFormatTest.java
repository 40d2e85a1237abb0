package io.keygear.verification.code;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CodeFormatTest {

    private final RandomGenerator random = new Random(1);

    @Test
    void numeric_codes_keep_leading_zeros_and_reach_both_ends() {
        assertThat(CodeFormat.NUMERIC.generate(always(0), 6)).isEqualTo("000000");
        assertThat(CodeFormat.NUMERIC.generate(always(9), 6)).isEqualTo("999999");
    }

    @Test
    void every_digit_is_as_likely_as_any_other() {
        int[] seen = new int[10];
        for (int i = 0; i < 20_000; i++) {
            CodeFormat.NUMERIC.generate(random, 6).chars().forEach(digit -> seen[digit - '0']++);
        }
        assertThat(Arrays.stream(seen).boxed()).allMatch(count -> count > 11_500 && count < 12_500);
    }

    @Test
    void complex_codes_have_no_letter_that_looks_like_another() {
        Set<Integer> seen = new HashSet<>();
        for (int i = 0; i < 2_000; i++) {
            CodeFormat.COMPLEX.generate(random, 8).chars().forEach(seen::add);
        }
        assertThat(seen).hasSize(32).doesNotContain((int) 'I', (int) 'L', (int) 'O', (int) 'U');
    }

    @ParameterizedTest
    @CsvSource({
        "123456, 123456",
        "'123 456', 123456",
        "' 1-2-3_4‐5–6 ', 123456",
        "１２３４５６, 123456",
        "١٢٣٤٥٦, 123456",
        "۱۲۳۴۵۶, 123456",
        "१२३४५६, 123456",
        "'12\u00a034\u200b56', 123456",
        "12345O, 12345O",
        "' - ', ''"
    })
    void digits_are_read_in_every_script_and_spacing(String typed, String read) {
        assertThat(CodeFormat.NUMERIC.normalise(typed)).isEqualTo(read);
    }

    @ParameterizedTest
    @CsvSource({"o0il-1abc, 00111ABC", "ａｂｃｄ ｅｆｇｈ, ABCDEFGH", "U!, U!"})
    void letters_are_read_as_what_they_look_like(String typed, String read) {
        assertThat(CodeFormat.COMPLEX.normalise(typed)).isEqualTo(read);
    }

    @Test
    void what_was_generated_is_read_as_itself() {
        for (CodeFormat format : CodeFormat.values()) {
            for (int i = 0; i < 1_000; i++) {
                String code = format.generate(random, 12);
                assertThat(format.normalise(code)).isEqualTo(code);
            }
        }
    }

    @Test
    void an_endless_input_is_cut() {
        assertThat(CodeFormat.NUMERIC.normalise("1".repeat(1_000_000))).hasSize(64);
    }

    private static RandomGenerator always(int digit) {
        return new RandomGenerator() {
            @Override
            public long nextLong() {
                throw new UnsupportedOperationException("only bounded numbers are drawn");
            }

            @Override
            public int nextInt(int bound) {
                return digit;
            }
        };
    }
}
