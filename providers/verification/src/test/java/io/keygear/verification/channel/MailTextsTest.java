package io.keygear.verification.channel;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.MessageFormat;
import java.util.List;
import java.util.Locale;
import java.util.Properties;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class MailTextsTest {

    private static final Path FOLDER = Path.of("src/main/resources/theme-resources/messages");

    /** As Keycloak asks for files of this kind: by {@link Locale#toString()}, scripts included. */
    static List<String> languages() {
        return List.of(
                "en", "de", "fr", "es", "it", "pt-BR", "ja", "zh-Hans", "zh-Hant", "ko", "ar", "fa", "he", "tr", "pl",
                "nl");
    }

    @ParameterizedTest
    @MethodSource("languages")
    void every_language_has_every_text_of_a_mail(String language) throws IOException {
        Set<String> english = texts("en").stringPropertyNames();
        Properties texts = texts(language);

        assertThat(english).hasSize(15);
        assertThat(texts.stringPropertyNames()).isEqualTo(english);
        for (String key : english) {
            String text = texts.getProperty(key);
            assertThat(text).as(key).doesNotContain("'").contains(key.contains("Ignore") ? "" : "{0");
            assertThat(new MessageFormat(text, Locale.forLanguageTag(language)).format(new Object[] {5}))
                    .as(key)
                    .isNotBlank()
                    .doesNotContain("{");
        }
    }

    @Test
    void minutes_are_counted_as_people_count() throws IOException {
        assertThat(valid("en", 1)).contains("for 1 minute ");
        assertThat(valid("pl", 2)).contains("2 minuty ");
        assertThat(valid("pl", 5)).contains("5 minut ");
        assertThat(valid("ar", 2)).contains("دقيقتين");
        assertThat(valid("he", 10)).contains("10 דקות");
    }

    private static String valid(String language, long minutes) throws IOException {
        return new MessageFormat(texts(language).getProperty("kgMailCodeValid"), Locale.forLanguageTag(language))
                .format(new Object[] {minutes});
    }

    private static Properties texts(String language) throws IOException {
        Properties all = new Properties();
        String name = "messages_" + Locale.forLanguageTag(language) + ".properties";
        try (Reader file = Files.newBufferedReader(FOLDER.resolve(name))) {
            all.load(file);
        }
        Properties mails = new Properties();
        mails.putAll(all.entrySet().stream()
                .filter(entry -> String.valueOf(entry.getKey()).startsWith("kgMail"))
                .collect(Collectors.toMap(entry -> entry.getKey(), entry -> entry.getValue())));
        return mails;
    }
}
