package io.keygear.verification.identify;

import static org.assertj.core.api.Assertions.assertThat;

import io.keygear.verification.identify.Identifier.Kind;
import io.keygear.verification.phone.PhoneNumberReader;
import io.keygear.verification.phone.TestNumbers;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class IdentifierTest {

    private static final PhoneNumberReader NUMBERS = new PhoneNumberReader("GB", new TestNumbers(List.of("+44770090")));

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                     Anna@Example.COM    | EMAIL    | anna@example.com
                    07700 900123         | PHONE    | +447700900123
                    +44 (0)7700-900123   | PHONE    | +447700900123
                    Anna                 | USERNAME | anna
                    anna@                | USERNAME | anna@
                    12                   | USERNAME | 12
                    """)
    void what_is_typed_is_read_as_what_it_looks_like(String typed, Kind kind, String value) {
        assertThat(Identifier.read(typed, NUMBERS)).contains(new Identifier(kind, value));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "  ", "\t"})
    void nothing_is_no_identifier(String typed) {
        assertThat(Identifier.read(typed, NUMBERS)).isEmpty();
    }

    @Test
    void what_is_too_long_is_no_identifier() {
        assertThat(Identifier.read("x".repeat(256), NUMBERS)).isEmpty();
    }

    @Test
    void a_note_gives_it_back_and_a_log_does_not_show_it() {
        Identifier identifier =
                Identifier.read("anna:smith@example.com", NUMBERS).orElseThrow();

        assertThat(Identifier.ofNote(identifier.note())).contains(identifier);
        assertThat(identifier.toString()).doesNotContain("anna");
        assertThat(Identifier.ofNote("nonsense")).isEmpty();
    }
}
