package io.keygear.themes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.text.MessageFormat;
import java.util.Locale;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MessagesTest {

    private static final Pattern ASKED = Pattern.compile("\\bmsg\\(\"([A-Za-z][^\"$]*)\"\\s*[,)]");
    private static final Pattern CHOSEN = Pattern.compile("\\bmsg\\(\\(?[^\"]*then\\(\"([^\"]+)\", \"([^\"]+)\"\\)");

    /** The basic GSM alphabet; one character outside it shrinks a segment from 160 characters to 70. */
    private static final Pattern GSM =
            Pattern.compile("[@£$¥èéùìòÇØøÅåÆæßÉ !\"#¤%&'()*+,\\-./0-9:;<=>?¡A-ZÄÖÑÜ§¿a-zäöñüà\\n]*");

    @ParameterizedTest
    @ValueSource(strings = {"en", "de"})
    void every_message_that_a_template_asks_for_exists(String language) {
        Set<String> asked = new TreeSet<>();
        LoginTheme.templates().values().forEach(text -> {
            ASKED.matcher(text).results().forEach(hit -> asked.add(hit.group(1)));
            CHOSEN.matcher(text).results().forEach(hit -> {
                asked.add(hit.group(1));
                asked.add(hit.group(2));
            });
        });
        assertThat(asked).hasSizeGreaterThan(40);
        assertThat(LoginTheme.messages(language).stringPropertyNames()).containsAll(asked);
    }

    @Test
    void both_languages_have_the_same_keys() {
        assertThat(LoginTheme.ourMessages("en").stringPropertyNames())
                .containsAll(LoginTheme.ourMessages("de").stringPropertyNames());
        assertThat(LoginTheme.ourMessages("en").stringPropertyNames())
                .filteredOn(key -> !LoginTheme.ourMessages("de").containsKey(key))
                .as("the name of a language is the same in all of them")
                .containsExactly("locale_he");
    }

    @Test
    void messages_that_reach_every_theme_carry_a_name_of_ours() {
        assertThat(LoginTheme.codeMessages("en").stringPropertyNames())
                .allMatch(key -> key.matches("kg[A-Z-].*|keygear-codes|locale_he|(sms|email|phone)-code-.*"
                        + "|requiredAction\\.(verify|change|choose)-(phone-number|email(-code)?)"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"en", "de"})
    void every_message_is_a_valid_format(String language) {
        Properties messages = LoginTheme.ourMessages(language);
        for (String key : messages.stringPropertyNames()) {
            String text = messages.getProperty(key);
            assertThat(text).as(key).isNotBlank().doesNotContain("  ").doesNotContain("\uFFFD");
            assertThat(text.replace("''", "")).as("apostrophes of " + key).doesNotContain("'");
            assertThatCode(() -> new MessageFormat(text, Locale.forLanguageTag(language)))
                    .as(key)
                    .doesNotThrowAnyException();
        }
    }

    /** What Keycloak has texts for in a language, it says there; the rest would be English among them. */
    @ParameterizedTest
    @ValueSource(
            strings = {"fr", "es", "it", "pt_BR", "ja", "zh_Hans", "zh_Hant", "ko", "ar", "fa", "he", "tr", "pl", "nl"})
    void what_only_this_theme_says_is_there_in_every_language(String language) {
        Properties english = LoginTheme.messagesIn(LoginTheme.OURS, "en");
        english.keySet().removeIf(key -> !key.toString().matches("languages|ap[A-Z].*"));

        Properties ours = LoginTheme.messagesIn(LoginTheme.OURS, language);
        isTranslated(ours, english, language);
        assertThat(LoginTheme.messages("en").stringPropertyNames()).containsAll(ours.stringPropertyNames());
    }

    private static void isTranslated(Properties messages, Properties english, String language) {
        assertThat(messages.stringPropertyNames()).containsAll(english.stringPropertyNames());
        assertThat(english.stringPropertyNames())
                .filteredOn(key -> english.getProperty(key).equals(messages.getProperty(key)))
                .as("in Spanish, too, an error is an error")
                .isSubsetOf("apErrorPrefix");
        for (String key : english.stringPropertyNames()) {
            String text = messages.getProperty(key);
            assertThat(text).as(key).isNotBlank().doesNotContain("'", "\uFFFD");
            String said = new MessageFormat(text, Locale.forLanguageTag(language.replaceFirst("_+#?", "-")))
                    .format(new Object[] {"FIRST", "SECOND"});
            String asked = new MessageFormat(english.getProperty(key), Locale.ENGLISH)
                    .format(new Object[] {"FIRST", "SECOND"});
            assertThat(said.contains("FIRST")).as(key).isEqualTo(asked.contains("FIRST"));
            assertThat(said.contains("SECOND")).as(key).isEqualTo(asked.contains("SECOND"));
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    en | kgCodeWrong         | 0  | That code is not right. No tries left.
                    en | kgCodeWrong         | 1  | That code is not right. 1 try left.
                    en | kgCodeWrong         | 3  | That code is not right. 3 tries left.
                    de | kgCodeWrong         | 0  | Dieser Code stimmt nicht. Keine Versuche übrig.
                    de | kgCodeWrong         | 1  | Dieser Code stimmt nicht. Noch 1 Versuch übrig.
                    de | kgCodeWrong         | 3  | Dieser Code stimmt nicht. Noch 3 Versuche übrig.
                    en | kgCodeLocked        | 1  | Too many wrong codes. Try again in 1 second.
                    en | kgCodeLocked        | 60 | Too many wrong codes. Try again in 60 seconds.
                    de | kgCodeLocked        | 60 | Zu viele falsche Codes. Versuchen Sie es in 60 Sekunden noch einmal.
                    en | kgCodeLockedMinutes | 5  | Too many wrong codes. Try again in 5 minutes.
                    de | kgCodeLockedMinutes | 1  | Zu viele falsche Codes. Versuchen Sie es in 1 Minute noch einmal.
                    en | kgCodeResendLater   | 1  | You can ask for a new code in 1 second.
                    en | kgCodeResendLater   | 28 | You can ask for a new code in 28 seconds.
                    de | kgCodeResendLater   | 28 | Einen neuen Code können Sie in 28 Sekunden anfordern.
                    """)
    void counts_read_like_a_sentence(String language, String key, int count, String sentence) {
        assertThat(format(language, key, count)).isEqualTo(sentence);
    }

    @ParameterizedTest
    @ValueSource(strings = {"en", "de"})
    void a_text_message_fits_one_segment(String language) {
        String text = format(language, "kgSmsCode", "123456789012", "An online service, Ltd", 10)
                + "\n\n@login.accounts.example.org #123456789012";
        assertThat(text.length()).isLessThanOrEqualTo(160);
        assertThat(text).matches(GSM);
    }

    private static String format(String language, String key, Object... arguments) {
        String pattern = LoginTheme.ourMessages(language).getProperty(key);
        return new MessageFormat(pattern, Locale.forLanguageTag(language)).format(arguments);
    }
}
