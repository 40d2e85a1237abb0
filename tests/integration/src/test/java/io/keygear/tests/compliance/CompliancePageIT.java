package io.keygear.tests.compliance;

import static org.assertj.core.api.Assertions.assertThat;

import io.keygear.tests.server.Workspace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * {@code docs/compliance.md} is written from the rules, and the tests they name have to exist. After a change run this
 * test with {@code -Dkeygear.docs=write}.
 */
class CompliancePageIT {

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

        assertThat(Rule.values()).allSatisfy(rule -> {
            assertThat(rule.tests()).isNotEmpty();
            assertThat(rule.tests()).allSatisfy(test -> {
                String[] names = test.split("\\.", -1);
                assertThat(sources.getOrDefault(names[0], ""))
                        .matches(text -> text.contains("void " + names[1] + "("), "has " + test);
            });
        });
    }

    private static String page() {
        StringBuilder text = new StringBuilder("""
                # Rules of the standards, and the tests that show them

                Written from the source by a test. The rules are in our own words; the standards say them better. The
                third column says how an administrator can loosen a rule or switch it off.
                """);
        for (Standard standard : Standard.values()) {
            text.append("\n## [")
                    .append(standard.title())
                    .append("](")
                    .append(standard.address())
                    .append(")\n\n| Section | Rule | Adjustable | Tests |\n|---|---|---|---|\n");
            Arrays.stream(Rule.values())
                    .filter(rule -> rule.standard() == standard)
                    .map(CompliancePageIT::row)
                    .forEach(text::append);
        }
        return text.toString();
    }

    private static String row(Rule rule) {
        String tests = rule.tests().stream().map(test -> "`" + test + "`").collect(Collectors.joining("<br>"));
        String adjustable = rule.adjustable().isEmpty() ? "no" : rule.adjustable();
        return "| " + String.join(" | ", rule.section(), rule.text(), adjustable, tests) + " |\n";
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
