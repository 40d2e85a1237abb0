package io.keygear.verification.phone;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PhoneNumberReaderTest {

    private final PhoneNumberReader reader = new PhoneNumberReader("GB", new TestNumbers(List.of("+44770090")));

    @ParameterizedTest
    @ValueSource(
            strings = {
                "07700 900 102",
                "07700900102",
                "+447700900102",
                "+44 7700 900102",
                "0044 7700 900102",
                "(07700) 900-102",
                "+44 (0)7700 900102",
                "０７７００ ９００ １０２"
            })
    void eight_spellings_are_one_number(String typed) {
        assertThat(reader.read(typed)).contains(new PhoneNumber("+447700900102"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "alice",
                "07700",
                "+",
                "+0",
                "0770090010212345",
                "+999 123456789",
                "07700 900102 ext. 7",
                "07400 123456; DROP TABLE",
                "\u0000",
                "999"
            })
    void what_is_no_number_is_refused(String typed) {
        assertThat(reader.read(typed)).isEmpty();
    }

    @Test
    void an_endless_input_is_refused() {
        assertThat(reader.read("1".repeat(1_000_000))).isEmpty();
    }

    @Test
    void a_number_that_no_plan_assigns_is_taken_only_as_a_test_number() {
        assertThat(new PhoneNumberReader("GB", TestNumbers.NONE).read("+447700900102"))
                .isEmpty();
        assertThat(new PhoneNumberReader("GB", TestNumbers.NONE).read("+447400123456"))
                .isPresent();
    }

    @Test
    void without_a_region_a_number_needs_its_country_code() {
        PhoneNumberReader international = new PhoneNumberReader("ZZ", TestNumbers.NONE);
        assertThat(international.read("07400 123456")).isEmpty();
        assertThat(international.read("+44 7400 123456")).isPresent();
    }

    @Test
    void a_number_shows_little_of_itself() {
        PhoneNumber number = new PhoneNumber("+447700900102");
        assertThat(number.masked()).isEqualTo("+44•••••102");
        assertThat(number).hasToString("+44•••••102");
    }
}
