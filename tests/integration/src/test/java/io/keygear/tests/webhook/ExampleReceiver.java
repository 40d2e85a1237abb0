package io.keygear.tests.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import com.standardwebhooks.Webhook;
import io.keygear.tests.server.Requirement;
import io.keygear.tests.server.Workspace;
import io.keygear.tests.verification.Eventually;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;

/** One of the receivers in {@code examples/}, built as its reader would and running on a port of its own. */
final class ExampleReceiver implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final String LISTENING = "listening on ";

    private final Process process;
    private final Path output;

    private ExampleReceiver(Process process, Path output) {
        this.process = process;
        this.output = output;
    }

    /** What it is written in. */
    enum Language {
        NODE,
        JAVA
    }

    /** Starts one that trusts these secrets, with spaces between them. */
    static ExampleReceiver start(Language language, String secrets) {
        Path folder = Workspace.target().resolve("examples").resolve(language.name());
        List<String> command = language == Language.NODE ? node(folder) : java(folder);
        Path output = folder.resolve("output-" + System.nanoTime());
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        builder.environment().put("WEBHOOK_SECRET", secrets);
        builder.environment().put("PORT", "0");
        builder.environment().put("JOURNAL", journal(language).toString());
        try {
            ExampleReceiver receiver = new ExampleReceiver(builder.start(), output);
            receiver.awaitLine(LISTENING);
            return receiver;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Where it stores what it takes, also over a restart. */
    static Path journal(Language language) {
        return Workspace.target().resolve("examples").resolve(language.name() + "-events.txt");
    }

    /** How many lines it has printed with this in them. */
    long lines(String part) {
        return lines().stream().filter(line -> line.contains(part)).count();
    }

    String url() {
        return "http://127.0.0.1:" + awaitLine(LISTENING).substring(LISTENING.length()) + "/";
    }

    /** Waits until it has printed a line with this in it. */
    String awaitLine(String part) {
        return Eventually.get(
                PATIENCE,
                () -> lines().stream().filter(line -> line.contains(part)).findFirst());
    }

    @Override
    public void close() {
        process.destroy();
    }

    private List<String> lines() {
        try {
            return Files.readAllLines(output);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<String> node(Path folder) {
        Requirement.demand(
                Stream.of("node", "npm").allMatch(ExampleReceiver::isInstalled)
                        ? Optional.empty()
                        : Optional.of("no node or npm found (Debian: apt-get install nodejs npm)"));
        if (!Files.exists(folder.resolve("node_modules"))) {
            copy(Workspace.root().resolve("examples/webhook-receiver-node"), folder);
            List<String> install = List.of("npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund");
            Requirement.demand(
                    exitCode(folder, install) == 0
                            ? Optional.empty()
                            : Optional.of("npm could not fetch the example's library, see install.log in " + folder));
        }
        return List.of("node", "receiver.js");
    }

    private static List<String> java(Path folder) {
        String library = library();
        Path source = Workspace.root()
                .resolve("examples/webhook-receiver-java/src/main/java/com/example/WebhookReceiver.java");
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        try {
            Files.createDirectories(folder);
            assertThat(Files.readString(Workspace.root().resolve("examples/webhook-receiver-java/pom.xml")))
                    .as("the library that the example names is the one that is tested here")
                    .contains("<version>" + version(library) + "</version>");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        int failed = compiler.run(
                null,
                null,
                null,
                "--release",
                "17",
                "-Xlint:all",
                "-cp",
                library,
                "-d",
                folder.toString(),
                source.toString());
        assertThat(failed).isZero();
        Path java = Path.of(System.getProperty("java.home"), "bin", "java");
        return List.of(java.toString(), "-cp", folder + ":" + library, "com.example.WebhookReceiver");
    }

    private static String library() {
        try {
            return Path.of(Webhook.class
                            .getProtectionDomain()
                            .getCodeSource()
                            .getLocation()
                            .toURI())
                    .toString();
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Of a file such as {@code standardwebhooks-1.1.0.jar}. */
    private static String version(String jar) {
        return jar.replaceFirst(".*-([0-9.]+)\\.jar", "$1");
    }

    private static boolean isInstalled(String program) {
        return Stream.of(System.getenv().getOrDefault("PATH", "").split(":", -1))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
    }

    private static void copy(Path from, Path to) {
        try (Stream<Path> files = Files.list(from)) {
            Files.createDirectories(to);
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Files.copy(file, to.resolve(file.getFileName().toString()), StandardCopyOption.REPLACE_EXISTING);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static int exitCode(Path folder, List<String> command) {
        try {
            return new ProcessBuilder(command)
                    .directory(folder.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(folder.resolve("install.log").toFile())
                    .start()
                    .waitFor();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
