package io.keygear.verification.channel;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Locale;
import org.junit.jupiter.api.Test;

class SmsTextTest {

    private static final Duration FIVE_MINUTES = Duration.ofMinutes(5);

    @Test
    void the_last_line_binds_the_code_to_its_page() {
        String text = text("{0} is your code for {1}. Valid for {2} minutes.", "Keygear")
                .with("012345", FIVE_MINUTES);
        assertThat(text)
                .isEqualTo("012345 is your code for Keygear. Valid for 5 minutes.\n\n@login.example.com #012345");
    }

    @Test
    void a_long_name_is_cut_to_one_segment() {
        String text = text("{0} is your code for {1}.", "A".repeat(300)).with("012345", FIVE_MINUTES);
        assertThat(text).hasSize(160).startsWith("012345 is your code for AAA").endsWith("@login.example.com #012345");
    }

    @Test
    void other_scripts_have_seventy_characters() {
        String text = text("{0} 是您的 {1} 验证码，{2} 分钟内有效。", "钥匙".repeat(60)).with("012345", FIVE_MINUTES);
        assertThat(text).hasSizeLessThanOrEqualTo(70).endsWith("@login.example.com #012345");
    }

    @Test
    void a_sentence_that_cannot_fit_leaves_the_brief_one() {
        String text = text("{0} " + "x".repeat(200), "Keygear").with("012345", FIVE_MINUTES);
        assertThat(text).isEqualTo("Your code: 012345\n\n@login.example.com #012345");
    }

    private static SmsText text(String pattern, String realm) {
        return new SmsText(
                new SmsText.Wording(pattern, "Your code: {0}", Locale.ENGLISH),
                realm,
                new SmsText.WebOtp("login.example.com"));
    }
}
