package io.keygear.webhook.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PlainTextTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "OK",
                "gr\u00fc\u00dfe",
                "\ud83d\ude00",
                "\ud83d",
                "a\u0000b\r\n",
                "C:\\u0041 $1 \\\\",
                "{\"a\":\"\\n\"}"
            })
    void any_text_is_kept_in_plain_ascii_and_shown_as_it_was(String text) {
        String kept = PlainText.kept(text);

        assertThat(kept).matches("[ -~]*");
        assertThat(PlainText.shown(kept)).isEqualTo(text);
    }
}
