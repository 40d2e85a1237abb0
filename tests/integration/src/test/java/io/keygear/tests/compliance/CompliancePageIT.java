package io.keygear.tests.compliance;

import static org.assertj.core.api.Assertions.assertThat;

import io.keygear.tests.server.Workspace;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * {@code docs/compliance.md} is written from the rules and from the tests that say to fulfil them. After a change run
 * this test with {@code -Dkeygear.docs=write}.
 */
class CompliancePageIT {

    @Test
    void every_rule_has_a_test_and_the_page_names_it() throws IOException, URISyntaxException {
        Map<Rule, TreeSet<String>> tests = tests();
        Path page = Workspace.root().resolve("docs/compliance.md");
        String generated = page(tests);
        if ("write".equals(System.getProperty("keygear.docs"))) {
            Files.writeString(page, generated);
        }

        assertThat(Arrays.stream(Rule.values()).filter(rule -> !tests.containsKey(rule)))
                .as("rules without a test")
                .isEmpty();
        assertThat(page).content().isEqualTo(generated);
    }

    private static String page(Map<Rule, TreeSet<String>> tests) {
        StringBuilder text = new StringBuilder("""
                # Rules of the standards, and the tests that show them

                Written from the source by a test. The rules are in our own words; the standards say them better. What
                an administrator can loosen or switch off is said in the third column.
                """);
        for (Standard standard : Standard.values()) {
            text.append("\n## [").append(standard.title()).append("](").append(standard.address()).append(")\n\n");
            text.append("| Section | Rule | Adjustable | Tests |\n|---|---|---|---|\n");
            Arrays.stream(Rule.values())
                    .filter(rule -> rule.standard() == standard)
                    .forEach(rule -> text.append("| ")
                            .append(String.join(
                                    " | ",
                                    rule.section(),
                                    rule.text(),
                                    rule.adjustable().isEmpty() ? "no" : rule.adjustable(),
                                    tests.getOrDefault(rule, new TreeSet<>()).stream()
                                            .collect(Collectors.joining("<br>"))))
                            .append(" |\n"));
        }
        return text.toString();
    }

    private static Map<Rule, TreeSet<String>> tests() throws IOException, URISyntaxException {
        Map<Rule, TreeSet<String>> tests = new EnumMap<>(Rule.class);
        Path classes = Path.of(CompliancePageIT.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI());
        try (Stream<Path> files = Files.walk(classes)) {
            List<String> names = files.map(file -> classes.relativize(file).toString())
                    .filter(name -> name.endsWith("IT.class"))
                    .map(name -> name.replace(".class", "").replace('/', '.'))
                    .toList();
            for (String name : names) {
                collect(load(name), tests);
            }
        }
        return tests;
    }

    private static void collect(Class<?> type, Map<Rule, TreeSet<String>> tests) {
        Arrays.stream(type.getDeclaredMethods())
                .filter(method -> method.isAnnotationPresent(Fulfils.class))
                .forEach(method -> {
                    for (Rule rule : method.getAnnotation(Fulfils.class).value()) {
                        tests.computeIfAbsent(rule, key -> new TreeSet<>())
                                .add("`" + type.getSimpleName() + "." + method.getName() + "`");
                    }
                });
    }

    private static Class<?> load(String name) {
        try {
            return Class.forName(name, false, CompliancePageIT.class.getClassLoader());
        } catch (ClassNotFoundException e) {
            throw new AssertionError(e);
        }
    }
}
