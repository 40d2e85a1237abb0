package io.keygear.tests.server;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import java.util.stream.Stream;

/** Where things lie in this repository; found by walking up from the folder a test runs in, so an IDE needs no setting. */
public final class Workspace {

    private static final Properties BUILD = buildProperties();
    private static final Path ROOT = findRoot();

    private Workspace() {}

    /** The repository. */
    public static Path root() {
        return ROOT;
    }

    /** {@code target} of the module whose tests run. */
    public static Path target() {
        return Path.of(System.getProperty("basedir", "")).toAbsolutePath().resolve("target");
    }

    /** The unpacked server, which nobody runs. */
    public static Path server() {
        return ROOT.resolve("dev/target/server/keycloak-" + keycloakVersion());
    }

    /** The version the tests run on. */
    public static String keycloakVersion() {
        return BUILD.getProperty("keycloak.version");
    }

    /** What a user copies into Keycloak's {@code providers} folder, as packaged. */
    public static List<Path> distribution() {
        Path providers = ROOT.resolve("docker/target/keygear-" + BUILD.getProperty("keygear.version") + "/providers");
        try (Stream<Path> files = Files.list(providers)) {
            return files.filter(file -> file.toString().endsWith(".jar"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException("Nothing packaged yet: run `mvn package -pl docker -am`", e);
        }
    }

    /** JARs of others to measure beside ours: {@code -Dkeygear.extra-jars}, separated by commas. */
    static List<Path> extraJars() {
        String given = System.getProperty("keygear.extra-jars", "");
        return Stream.of(given.split(","))
                .filter(path -> !path.isBlank())
                .map(Path::of)
                .toList();
    }

    /** The JAR by which tests move time, look into the database and fail requests. */
    public static Path probe() {
        return ROOT.resolve("tests/probe/target/keygear-tests-probe-" + BUILD.getProperty("keygear.version") + ".jar");
    }

    private static Properties buildProperties() {
        Properties properties = new Properties();
        try (InputStream in = Workspace.class.getResourceAsStream("/io/keygear/tests/build.properties")) {
            if (in == null) {
                throw new IllegalStateException("build.properties is missing: build tests/support with Maven");
            }
            properties.load(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return properties;
    }

    private static Path findRoot() {
        for (Path dir = target(); dir != null; dir = dir.getParent()) {
            if (Files.exists(dir.resolve("realm-export/keygear-realm.json"))) {
                return dir;
            }
        }
        throw new IllegalStateException("Not inside the Keygear repository: " + target());
    }
}
