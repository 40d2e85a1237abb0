package io.keygear.tests;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.keygear.tests.server.Requirement;
import io.keygear.tests.server.Workspace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What a user copies into {@code providers/} lies on one flat class path with Keycloak's own JARs. */
final class DistributionIT {

    private static final List<Jar> OURS =
            Workspace.distribution().stream().map(Jar::read).toList();
    private static final List<Jar> KEYCLOAKS = Jar.below(Workspace.server().resolve("lib"));

    @Test
    void holds_these_jars_and_no_others() {
        assertThat(OURS)
                .extracting(jar -> jar.name().replaceFirst("-[0-9].*", ""))
                .containsExactlyInAnyOrder(
                        "keygear-firebase",
                        "keygear-kit",
                        "keygear-spi",
                        "keygear-sms",
                        "keygear-sms-twilio",
                        "keygear-themes",
                        "keygear-verification",
                        "keygear-webhooks",
                        "libphonenumber",
                        // of Twilio's many dependencies only what its SDK cannot do without
                        "twilio",
                        "httpclient5",
                        "httpcore5");
    }

    @Test
    void no_class_is_also_keycloaks() {
        assertThat(KEYCLOAKS).as("Keycloak's own JARs").hasSizeGreaterThan(300);
        Set<String> theirs = all(KEYCLOAKS, Jar::classes);
        assertThat(OURS)
                .allSatisfy(jar -> assertThat(jar.classes().stream().filter(theirs::contains))
                        .as(jar.name())
                        .isEmpty());
    }

    @Test
    void no_service_file_of_a_library_is_also_keycloaks() {
        Set<String> theirs = all(KEYCLOAKS, DistributionIT::services);
        assertThat(OURS)
                .filteredOn(jar -> !jar.isOurs())
                .allSatisfy(jar -> assertThat(services(jar).stream().filter(theirs::contains))
                        .as(jar.name())
                        .isEmpty());
    }

    @Test
    void our_service_files_name_only_providers_of_keycloak_and_ours() {
        assertThat(OURS)
                .filteredOn(Jar::isOurs)
                .allSatisfy(jar -> assertThat(services(jar))
                        .as(jar.name())
                        .allMatch(entry -> entry.startsWith("META-INF/services/org.keycloak.")
                                || entry.startsWith("META-INF/services/io.keygear.")));
    }

    @Test
    void no_two_jars_share_a_class() {
        assertThat(shared(Jar::classes)).isEmpty();
    }

    @Test
    void no_two_jars_share_a_package() {
        assertThat(shared(Jar::packages)).isEmpty();
    }

    @Test
    void classes_of_ours_are_in_our_package() {
        assertThat(OURS)
                .filteredOn(Jar::isOurs)
                .allSatisfy(jar ->
                        assertThat(jar.classes()).as(jar.name()).allMatch(name -> name.startsWith("io/keygear/")));
    }

    @Test
    void no_jar_configures_the_server_or_holds_a_class_of_keycloak() {
        assertThat(OURS)
                .allSatisfy(jar -> assertThat(jar.entries())
                        .as(jar.name())
                        .noneMatch(name -> name.startsWith("org/keycloak/")
                                || name.equals("application.properties")
                                || name.equals("META-INF/keycloak.conf")
                                || name.startsWith("META-INF/services/javax.xml.")));
    }

    @Test
    void what_the_tests_need_is_not_shipped() {
        assertThat(OURS).noneMatch(jar -> jar.name().contains("tests"));
    }

    @Test
    void the_bill_of_materials_lists_what_is_shipped() throws IOException {
        Path bill = Workspace.root().resolve("target/keygear-sbom.json");
        Requirement.demand(
                Files.exists(bill)
                        ? Optional.empty()
                        : Optional.of("no bill of materials, which an offline build does not make"));
        assertThat(new ObjectMapper().readTree(bill.toFile()).path("components"))
                .extracting(part ->
                        part.path("name").asText() + "-" + part.path("version").asText() + ".jar")
                .containsExactlyInAnyOrderElementsOf(
                        OURS.stream().map(Jar::name).toList());
    }

    private static Set<String> services(Jar jar) {
        return Set.copyOf(jar.entries().stream()
                .filter(entry -> entry.startsWith("META-INF/services/"))
                .toList());
    }

    private static Set<String> all(List<Jar> jars, Function<Jar, Set<String>> part) {
        Set<String> all = new HashSet<>();
        jars.forEach(jar -> all.addAll(part.apply(jar)));
        return all;
    }

    /** What is in more than one of our JARs, with the names of two of them. */
    private static List<String> shared(Function<Jar, Set<String>> part) {
        Map<String, String> seen = new HashMap<>();
        return OURS.stream()
                .flatMap(jar -> part.apply(jar).stream().flatMap(name -> {
                    String other = seen.putIfAbsent(name, jar.name());
                    return other == null ? Stream.empty() : Stream.of(name + " in " + other + " and " + jar.name());
                }))
                .toList();
    }
}
