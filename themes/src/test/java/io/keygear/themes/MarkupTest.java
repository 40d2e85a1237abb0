package io.keygear.themes;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What a strict content security policy forbids: scripts and styles inside a page. */
class MarkupTest {

    static Stream<String> templates() {
        return LoginTheme.templates().keySet().stream();
    }

    @ParameterizedTest
    @MethodSource("templates")
    void no_script_or_style_stands_in_a_template(String name) {
        String text = LoginTheme.templates().get(name);
        assertThat(text)
                .doesNotContainPattern("(?i)<script(?![^>]*\\bsrc=)")
                .doesNotContainPattern("(?i)<style\\b")
                .doesNotContainPattern("(?i)\\sstyle\\s*=")
                .doesNotContainPattern("(?i)<[a-z][^<]*\\son[a-z]+\\s*=")
                .doesNotContainPattern("(?i)javascript:")
                .doesNotContainPattern("tabindex=\"[1-9]");
    }

    @Test
    void the_comment_that_takes_keycloaks_script_stands_before_the_head() {
        String frame = LoginTheme.templates().get("template.ftl");
        assertThat(frame.indexOf("<!-- </head> -->"))
                .isPositive()
                .isLessThan(frame.indexOf("<html"))
                .isGreaterThan(frame.indexOf("<!DOCTYPE html>"));
    }
}
