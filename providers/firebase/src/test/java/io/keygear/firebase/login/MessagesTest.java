package io.keygear.firebase.login;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.text.MessageFormat;
import java.util.Locale;
import java.util.Objects;
import java.util.Properties;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The pages speak the languages of the other pages of the house. */
class MessagesTest {

    private static final Properties ENGLISH = messages("en");

    @ParameterizedTest
    @ValueSource(
            strings = {"ar", "de", "es", "fa", "fr", "he", "it", "ja", "ko", "nl", "pl", "pt_BR", "tr", "zh_CN", "zh_TW"
            })
    void every_language_has_every_text(String language) {
        Properties texts = messages(language);
        assertThat(texts.stringPropertyNames()).isEqualTo(ENGLISH.stringPropertyNames());
        texts.stringPropertyNames()
                .forEach(key ->
                        assertThat(texts.getProperty(key)).as(key).isNotBlank().isNotEqualTo(ENGLISH.getProperty(key)));
        assertThat(new MessageFormat(texts.getProperty("kgLinkText"), Locale.ROOT)
                        .format(new Object[] {"Google", "fay@example.com"}))
                .contains("Google", "fay@example.com");
    }

    @ParameterizedTest
    @CsvSource({"zh_CN, zh__#Hans", "zh_TW, zh__#Hant"})
    void one_language_by_two_names_says_the_same(String country, String script) {
        assertThat(messages(country)).isEqualTo(messages(script));
    }

    private static Properties messages(String language) {
        String file = "/theme-resources/messages/messages_" + language + ".properties";
        Properties texts = new Properties();
        try (InputStream in = Objects.requireNonNull(MessagesTest.class.getResourceAsStream(file), file)) {
            texts.load(new InputStreamReader(in, StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return texts;
    }
}
