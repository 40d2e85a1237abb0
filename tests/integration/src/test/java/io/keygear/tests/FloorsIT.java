package io.keygear.tests;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import io.keygear.tests.server.Workspace;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.concurrent.ThreadLocalRandom;
import java.util.jar.JarFile;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.Test;

/** The house has floors: kit below spi below everything else, and rooms of one floor do not open into each other. */
final class FloorsIT {

    private static final JavaClasses SHIPPED = new ClassFileImporter()
            .importJars(Workspace.distribution().stream()
                    .filter(jar -> jar.getFileName().toString().startsWith("keygear-"))
                    .map(FloorsIT::open)
                    .toList());

    private static final List<String> FEATURES =
            List.of("sms", "verification", "webhook", "firebase", "account", "gateway");

    @Test
    void everything_lives_in_our_package() {
        classes().should().resideInAPackage("io.keygear..").check(SHIPPED);
    }

    @Test
    void kit_knows_nothing_of_ours() {
        noClasses()
                .that()
                .resideInAPackage("io.keygear.kit..")
                .should()
                .dependOnClassesThat(resideInAPackage("io.keygear..").and(not(resideInAPackage("io.keygear.kit.."))))
                .check(SHIPPED);
    }

    @Test
    void spi_knows_kit_alone() {
        noClasses()
                .that()
                .resideInAPackage("io.keygear.spi..")
                .should()
                .dependOnClassesThat(resideInAPackage("io.keygear..")
                        .and(not(resideInAnyPackage("io.keygear.kit..", "io.keygear.spi.."))))
                .check(SHIPPED);
    }

    @Test
    void features_do_not_know_each_other() {
        for (String feature : FEATURES) {
            String[] others = FEATURES.stream()
                    .filter(other -> !other.equals(feature))
                    .map(other -> "io.keygear." + other + "..")
                    .toArray(String[]::new);
            noClasses()
                    .that()
                    .resideInAPackage("io.keygear." + feature + "..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage(others)
                    .allowEmptyShould(true)
                    .check(SHIPPED);
        }
    }

    @Test
    void one_sender_does_not_know_another() {
        slices().matching("io.keygear.sms.(*)..")
                .should()
                .notDependOnEachOther()
                .allowEmptyShould(true)
                .check(SHIPPED);
    }

    @Test
    void packages_do_not_depend_in_circles() {
        slices().matching("io.keygear.(*).(*)..").should().beFreeOfCycles().check(SHIPPED);
    }

    @Test
    void codes_come_from_a_cryptographic_generator() {
        classes()
                .that()
                .haveSimpleName("CodeServiceFactory")
                .should()
                .callConstructor(SecureRandom.class)
                .check(SHIPPED);
        noClasses()
                .that()
                .resideInAPackage("io.keygear.verification..")
                .should()
                .dependOnClassesThat()
                .belongToAnyOf(
                        Random.class, ThreadLocalRandom.class, SplittableRandom.class, RandomGeneratorFactory.class)
                .orShould()
                .callMethod(Math.class, "random")
                .orShould()
                .callMethod(RandomGenerator.class, "getDefault")
                .check(SHIPPED);
    }

    /** Keycloak's realm cache gives the same component to all threads, and this method writes into its map. */
    @Test
    void nobody_reads_a_shared_map_by_writing_to_it() {
        noClasses()
                .should()
                .accessTargetWhere(describe(
                        "getList of a MultivaluedMap",
                        access -> access.getName().equals("getList")
                                && access.getTargetOwner().getPackageName().equals("org.keycloak.common.util")))
                .check(SHIPPED);
    }

    private static JarFile open(Path jar) {
        try {
            return new JarFile(jar.toFile());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
