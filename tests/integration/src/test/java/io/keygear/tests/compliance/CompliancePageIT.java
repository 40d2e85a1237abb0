package io.keygear.tests.compliance;

import static org.assertj.core.api.Assertions.assertThat;

import io.keygear.tests.server.Workspace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * {@code docs/compliance.md} is written from the rules, and the tests they name have to exist. After a change run this
 * test with {@code -Dkeygear.docs=write}.
 */
class CompliancePageIT {

    private static final Pattern MENTIONED = Pattern.compile("`(\\w+(?:IT|Test)\\.\\w+)`");

    @Test
    void the_page_says_what_the_rules_say() throws IOException {
        Path page = Workspace.root().resolve("docs/compliance.md");
        String generated = page();
        if ("write".equals(System.getProperty("keygear.docs"))) {
            Files.writeString(page, generated);
        }

        assertThat(page).content().isEqualTo(generated);
    }

    @Test
    void every_rule_has_a_test_that_exists() throws IOException {
        Map<String, String> sources = sources();

        assertThat(Standard.all()).allSatisfy(standard -> {
            assertThat(standard.rules()).extracting(Rule::tests).doesNotContain(List.of());
            assertThat(named(standard)).allSatisfy(test -> {
                String[] names = test.split("\\.", -1);
                assertThat(sources.getOrDefault(names[0], ""))
                        .as(test)
                        .containsPattern("(?s)@(Parameterized)?Test\n(?:(?!\n    }\n).)*void " + names[1] + "\\(");
            });
        });
    }

    /** The tests that rules name, and those that remarks mention. */
    private static List<String> named(Standard standard) {
        return Stream.concat(
                        standard.rules().stream().map(Rule::tests).flatMap(List::stream),
                        standard.remarks().stream()
                                .flatMap(remark ->
                                        MENTIONED.matcher(remark.reason()).results())
                                .map(found -> found.group(1)))
                .toList();
    }

    private static String page() {
        StringBuilder text = new StringBuilder("""
                # Rules of the standards, and the tests that show them

                Written from the source by a test. The rules are in our own words; the standards say them better. The
                third column says how an administrator can loosen a rule or switch it off.

                What no test shows is listed below each table, with one of these reasons: it is kept *not as written*;
                it is *up to you*, who run the server; *Keycloak* does it; it *does not apply*. Where a realm sends by
                `twilio-verify`, Twilio makes, keeps and compares the codes; how often anybody may try is counted here
                all the same (`VerifyServiceIT.wrong_codes_count_here_and_the_pause_keeps_them_from_twilio`).
                """);
        for (Standard standard : Standard.all()) {
            text.append("\n## [%s](%s)\n\n".formatted(standard.title(), standard.address()))
                    .append("| Section | Rule | Adjustable | Tests |\n|---|---|---|---|\n");
            standard.rules().forEach(rule -> text.append(row(rule)));
            text.append("\n| Section | Not shown by a test | Why |\n|---|---|---|\n");
            standard.remarks().forEach(remark -> text.append(row(remark)));
        }
        return text.toString();
    }

    private static String row(Rule rule) {
        String tests = rule.tests().stream().map(test -> "`" + test + "`").collect(Collectors.joining("<br>"));
        String adjustable = rule.adjustable().isEmpty() ? "no" : rule.adjustable();
        return "| " + String.join(" | ", rule.section(), rule.text(), adjustable, tests) + " |\n";
    }

    private static String row(Remark remark) {
        String why = "*" + remark.ground().title() + ".* " + remark.reason();
        return "| " + String.join(" | ", remark.section(), remark.text(), why) + " |\n";
    }

    /** The tests of all modules, by the name of their class. */
    private static Map<String, String> sources() throws IOException {
        Map<String, String> sources = new HashMap<>();
        for (String folder : List.of("providers", "tests")) {
            try (Stream<Path> files = Files.walk(Workspace.root().resolve(folder))) {
                List<Path> tests = files.filter(file -> file.toString().contains("src/test/java"))
                        .filter(file -> file.toString().endsWith(".java"))
                        .toList();
                for (Path file : tests) {
                    sources.merge(
                            file.getFileName().toString().replace(".java", ""), Files.readString(file), String::concat);
                }
            }
        }
        return sources;
    }
}
