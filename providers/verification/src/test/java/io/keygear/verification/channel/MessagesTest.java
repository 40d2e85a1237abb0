package io.keygear.verification.channel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.text.Bidi;
import java.text.MessageFormat;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The texts of pages and messages in every language. */
class MessagesTest {

    private static final Duration FIVE_MINUTES = Duration.ofMinutes(5);
    private static final String LONG_CODE = "987654321098";
    private static final String LONG_HOST = "login.identity.example-company.com";
    private static final Pattern PLACEHOLDER = Pattern.compile("\\{(\\d)[,}]");

    /** Keycloak names the two Chinese languages by country, in its console and in the files it looks for. */
    static List<String> languages() {
        return List.of(
                "de",
                "fr",
                "es",
                "it",
                "pt_BR",
                "ja",
                "zh_CN",
                "zh_TW",
                "zh__#Hans",
                "zh__#Hant",
                "ko",
                "ar",
                "fa",
                "he",
                "tr",
                "pl",
                "nl");
    }

    static List<String> allLanguages() {
        return Stream.concat(Stream.of("en"), languages().stream()).toList();
    }

    @ParameterizedTest
    @MethodSource("languages")
    void every_text_is_there(String language) {
        assertThat(messages(language).stringPropertyNames()).isEqualTo(texts().stringPropertyNames());
    }

    @ParameterizedTest
    @MethodSource("languages")
    void every_text_names_the_same_things_and_can_be_read(String language) {
        Properties english = texts();
        Properties translated = messages(language);
        for (String key : english.stringPropertyNames()) {
            String text = translated.getProperty(key, "");
            assertThat(text).as(key).isNotBlank().doesNotContain("'");
            assertThat(placeholders(text)).as(key).isSubsetOf(placeholders(english.getProperty(key)));
            assertThatCode(() -> new MessageFormat(text, Locale.forLanguageTag(language.replace('_', '-')))
                            .format(new Object[] {1, 1, 1}))
                    .as(key)
                    .doesNotThrowAnyException();
        }
    }

    @ParameterizedTest
    @CsvSource({"zh_CN, zh__#Hans", "zh_TW, zh__#Hant"})
    void one_language_by_two_names_says_the_same(String country, String script) {
        assertThat(messages(country)).isEqualTo(messages(script));
    }

    @ParameterizedTest
    @MethodSource("allLanguages")
    void a_usual_message_is_one_segment_with_everything_in_it(String language) {
        String text = text(language, "login.example.com", "Keygear").with("123456", FIVE_MINUTES);

        assertThat(segments(text)).as(text).isEqualTo(1);
        assertThat(text)
                .contains("123456")
                .contains("Keygear")
                .containsPattern("[5٥۵]")
                .endsWith("\n\n@login.example.com #123456");
    }

    @ParameterizedTest
    @MethodSource("allLanguages")
    void the_longest_code_on_a_long_host_is_one_segment_in_its_language(String language) {
        String text = text(language, LONG_HOST, "Example Company International").with(LONG_CODE, FIVE_MINUTES);

        assertThat(segments(text)).as(text).isEqualTo(1);
        assertThat(text).endsWith("\n\n@" + LONG_HOST + " #" + LONG_CODE);
        assertThat(text.substring(0, text.indexOf('\n'))).contains(LONG_CODE).hasSizeGreaterThan(LONG_CODE.length());
    }

    @ParameterizedTest
    @MethodSource("allLanguages")
    void a_message_for_an_android_app_ends_with_its_hash_and_has_no_line_for_browsers(String language) {
        SmsText text = new SmsText(wording(language), "Example Company", new SmsText.AppHash("FA+9qCX9VSu"));

        String message = text.with(LONG_CODE, FIVE_MINUTES);

        assertThat(segments(message)).isEqualTo(1);
        assertThat(message).endsWith("\n\nFA+9qCX9VSu").doesNotContain("@");
    }

    @ParameterizedTest
    @CsvSource({"en", "de", "fr", "es", "it", "pt_BR", "tr", "pl", "nl"})
    void languages_of_latin_letters_keep_to_the_gsm_alphabet(String language) {
        String text = text(language, LONG_HOST, "Keygear").with(LONG_CODE, FIVE_MINUTES);

        assertThat(Segment.isGsm(text)).as(text).isTrue();
        assertThat(text).contains("Keygear");
    }

    /** People type codes of letters as well: they must not turn a message around that is read from the right. */
    @ParameterizedTest
    @CsvSource({"ar", "fa", "he"})
    void a_code_of_letters_does_not_turn_the_line_around(String language) {
        String text = text(language, "login.example.com", "Keygear").with("ABCD2345", FIVE_MINUTES);

        assertThat(segments(text)).as(text).isEqualTo(1);
        assertThat(new Bidi(text.lines().findFirst().orElseThrow(), Bidi.DIRECTION_DEFAULT_LEFT_TO_RIGHT)
                        .baseIsLeftToRight())
                .isFalse();
    }

    @ParameterizedTest
    @CsvSource({"ar", "fa", "he"})
    void what_is_read_from_the_left_is_isolated(String language) {
        messages(language)
                .forEach((key, text) -> assertThat(text.toString().replaceAll("\u2066[^\u2069]+\u2069", ""))
                        .as(key.toString())
                        .doesNotContain("+", "@", "\u2066", "\u2069"));
    }

    @ParameterizedTest
    @CsvSource({"ar", "he"})
    void a_single_minute_is_no_plural(String language) {
        String text = text(language, "login.example.com", "Keygear").with("123456", Duration.ofSeconds(30));

        assertThat(text.lines().findFirst().orElseThrow()).doesNotContain("1 ", "١");
    }

    @ParameterizedTest
    @MethodSource("allLanguages")
    void the_notice_to_a_former_number_is_one_segment_however_long_the_name(String language) {
        String sentence = messages(language).getProperty("kgSmsPhoneChanged");
        Locale locale = wording(language).locale();

        for (String name :
                List.of("Keygear", "Example Company International ".repeat(8), "钥匙".repeat(40), "🔑".repeat(40))) {
            String text = SmsNotice.text(sentence, locale, name, "example");

            assertThat(segments(text)).as(text).isEqualTo(1);
            assertThat(text).containsAnyOf(name.substring(0, 2), "example");
            assertThat(StandardCharsets.UTF_16BE.newEncoder().canEncode(text))
                    .as("whole letters")
                    .isTrue();
        }
    }

    @Test
    void when_even_the_shortest_sentence_has_no_room_the_code_and_its_line_stay() {
        String text = text("ja", "a-very-long-name.of-a-server.in-a-deep.sub-domain.example-company.co.jp", "Keygear")
                .with(LONG_CODE, FIVE_MINUTES);

        assertThat(text)
                .isEqualTo(LONG_CODE
                        + "\n\n@a-very-long-name.of-a-server.in-a-deep.sub-domain.example-company.co.jp #"
                        + LONG_CODE);
        assertThat(segments(text)).isEqualTo(1);
    }

    @Test
    void a_host_that_fills_a_message_by_itself_gives_way_to_the_words() {
        String text = text("en", "x".repeat(150), "Keygear").with(LONG_CODE, FIVE_MINUTES);

        assertThat(text).isEqualTo("Your code: " + LONG_CODE);
    }

    /** By a count of its own: seven bits for each letter of the GSM alphabet, else two bytes for each. */
    private static int segments(String text) {
        String basic = "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?"
                + "¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà";
        int septets = 0;
        for (int at = 0; at < text.length(); at++) {
            char letter = text.charAt(at);
            boolean extended = "^{}\\[~]|€".indexOf(letter) >= 0;
            if (!extended && basic.indexOf(letter) < 0) {
                return text.getBytes(StandardCharsets.UTF_16BE).length <= 140 ? 1 : 2;
            }
            septets += extended ? 2 : 1;
        }
        return septets * 7 <= 140 * 8 ? 1 : 2;
    }

    private static SmsText text(String language, String host, String realm) {
        return new SmsText(wording(language), realm, new SmsText.WebOtp(host));
    }

    private static SmsText.Wording wording(String language) {
        Properties messages = messages(language);
        return new SmsText.Wording(
                messages.getProperty("kgSmsCode"),
                messages.getProperty("kgSmsCodeShort"),
                Locale.forLanguageTag(language.replace("__#", "-").replace('_', '-')));
    }

    /** All texts in English; the names of languages are the same in all. */
    private static Properties texts() {
        Properties texts = messages("en");
        texts.keySet().removeIf(key -> key.toString().startsWith("locale_"));
        return texts;
    }

    private static Set<String> placeholders(String text) {
        Matcher matcher = PLACEHOLDER.matcher(text);
        return matcher.results().map(found -> found.group(1)).collect(Collectors.toCollection(TreeSet::new));
    }

    private static Properties messages(String language) {
        String file = "/theme-resources/messages/messages_" + language + ".properties";
        Properties messages = new Properties();
        try (InputStream in = Objects.requireNonNull(MessagesTest.class.getResourceAsStream(file), file)) {
            messages.load(new InputStreamReader(in, StandardCharsets.UTF_8));
        } catch (IOException broken) {
            throw new AssertionError(broken);
        }
        return messages;
    }
}
