package io.keygear.dev;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * A running Keycloak: {@code bin/kc.sh} and the Java process below it.
 *
 * <p>{@link #stop()} lets it finish what it does; {@link #kill()} is a power cut. Everything it prints goes into a file,
 * and to a listener if one is wanted.
 */
public final class KeycloakProcess implements AutoCloseable {

    private static final Duration STOP_TIME = Duration.ofSeconds(30);
    /** C1 only: a server that lives for minutes is up a quarter sooner. */
    private static final String QUICK_START = "-XX:TieredStopAtLevel=1";
    /** Variables that change what {@code kc.sh} runs. */
    private static final List<String> SCRIPT_VARIABLES = List.of(
            "JAVA_OPTS",
            "JAVA_OPTS_APPEND",
            "JAVA_ADD_OPENS",
            "JAVA_OPTS_KC_HEAP",
            "JAVA",
            "DEBUG",
            "DEBUG_PORT",
            "DEBUG_SUSPEND",
            "PRINT_ENV",
            "JAVA_LOCALE",
            "KEYCLOAK_ADMIN",
            "KEYCLOAK_ADMIN_PASSWORD");

    private final Process process;
    private final Path log;
    private final CompletableFuture<ListeningLine> listening = new CompletableFuture<>();
    private final CountDownLatch printed = new CountDownLatch(1);
    private final Thread reaper = new Thread(this::stop, "keycloak-reaper");

    private KeycloakProcess(Process process, Path log) {
        this.process = process;
        this.log = log;
    }

    /**
     * Starts a server and returns at once; {@link #awaitReady} tells when it can be used. It is stopped with this
     * JVM, unless the JVM itself is killed.
     *
     * @param log file for everything the server prints; replaced
     * @param listener is handed every line as well, on a thread of its own
     */
    public static KeycloakProcess launch(
            KeycloakHome home, KeycloakCommand command, Path log, Consumer<String> listener) {
        List<String> line =
                new ArrayList<>(List.of("sh", home.path().resolve("bin/kc.sh").toString()));
        line.addAll(command.arguments());
        ProcessBuilder builder = new ProcessBuilder(line)
                .directory(home.path().toFile())
                .redirectErrorStream(true)
                .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()));
        environment(builder.environment(), command.environment());
        try {
            Files.createDirectories(log.toAbsolutePath().getParent());
            Writer file = Files.newBufferedWriter(log);
            KeycloakProcess keycloak = new KeycloakProcess(builder.start(), log);
            Runtime.getRuntime().addShutdownHook(keycloak.reaper);
            keycloak.follow(file, listener);
            return keycloak;
        } catch (IOException e) {
            throw new UncheckedIOException("Could not start Keycloak in " + home.path(), e);
        }
    }

    /**
     * Waits until the server answers requests: its ports are open and, where the management interface is on, its
     * readiness check says so. Keycloak finishes its bootstrap after it has opened its ports.
     *
     * @throws KeycloakStartException if it stopped or took longer than {@code patience}
     */
    public void awaitReady(Duration patience) {
        long deadline = System.nanoTime() + patience.toNanos();
        try {
            ListeningLine ports = listening.get(patience.toNanos(), TimeUnit.NANOSECONDS);
            if (ports.management() != null) {
                new Readiness(ports.management()).await(deadline, process::isAlive);
            }
        } catch (TimeoutException e) {
            throw failure("Keycloak was not ready within " + patience.toSeconds() + " s");
        } catch (ExecutionException e) {
            throw failure("Keycloak stopped while starting");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw failure("Interrupted while Keycloak was starting");
        }
    }

    /** Where it listens, without a path. Only after {@link #awaitReady}. */
    public URI url() {
        return ports().http();
    }

    /** Health and metrics. Only after {@link #awaitReady}, and with the management interface on. */
    public URI managementUrl() {
        URI management = ports().management();
        if (management == null) {
            throw new IllegalStateException("This server was started without health and metrics");
        }
        return management;
    }

    /** The file with everything it printed. */
    public Path log() {
        return log;
    }

    /** Whether {@code kc.sh} still runs. */
    public boolean isAlive() {
        return process.isAlive();
    }

    /** Waits until it ends by itself and gives its exit code. */
    public int waitFor() throws InterruptedException {
        int exit = process.waitFor();
        printed.await();
        return exit;
    }

    /** Asks it to end and waits; kills it when it does not within 30 s. */
    public void stop() {
        forgetReaper();
        List<ProcessHandle> tree = tree();
        process.toHandle().destroy(); // Process.destroy() would cut off the last lines
        if (!ended(tree, STOP_TIME)) {
            kill(tree);
        }
    }

    /** SIGKILL to every process of the server, and waits until they are gone. */
    public void kill() {
        forgetReaper();
        kill(tree());
    }

    @Override
    public void close() {
        stop();
    }

    private static void kill(List<ProcessHandle> tree) {
        tree.forEach(ProcessHandle::destroyForcibly);
        ended(tree, STOP_TIME);
    }

    private List<ProcessHandle> tree() {
        return Stream.concat(Stream.of(process.toHandle()), process.descendants())
                .toList();
    }

    private static boolean ended(List<ProcessHandle> tree, Duration patience) {
        CompletableFuture<?>[] exits = tree.stream().map(ProcessHandle::onExit).toArray(CompletableFuture<?>[]::new);
        try {
            CompletableFuture.allOf(exits).get(patience.toMillis(), TimeUnit.MILLISECONDS);
            return true;
        } catch (TimeoutException e) {
            return false;
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private void forgetReaper() {
        if (Thread.currentThread().equals(reaper)) {
            return;
        }
        try {
            Runtime.getRuntime().removeShutdownHook(reaper);
        } catch (IllegalStateException e) {
            return; // the JVM is shutting down already: the hook runs anyway and finds nothing to do
        }
    }

    private static void environment(Map<String, String> inherited, Map<String, String> own) {
        inherited.keySet().removeIf(name -> name.startsWith("KC_") || SCRIPT_VARIABLES.contains(name));
        inherited.put("JAVA_OPTS_APPEND", QUICK_START);
        inherited.put("JAVA_HOME", System.getProperty("java.home"));
        inherited.putAll(own);
    }

    private void follow(Writer file, Consumer<String> listener) {
        Thread thread = new Thread(() -> copyOutput(file, listener), "keycloak-output");
        thread.setDaemon(true);
        thread.start();
    }

    private void copyOutput(Writer file, Consumer<String> listener) {
        try (file;
                BufferedReader output =
                        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line = output.readLine(); line != null; line = output.readLine()) {
                file.write(line);
                file.write('\n');
                file.flush();
                listener.accept(line);
                ListeningLine.in(line).ifPresent(listening::complete);
            }
        } catch (IOException e) {
            listener.accept("Lost the output of Keycloak: " + e);
        } finally {
            listening.completeExceptionally(new IllegalStateException("ended"));
            printed.countDown();
        }
    }

    private ListeningLine ports() {
        if (!listening.isDone() || listening.isCompletedExceptionally()) {
            throw new IllegalStateException("Keycloak is not up");
        }
        return listening.join();
    }

    private KeycloakStartException failure(String what) {
        kill();
        return new KeycloakStartException(what + ". The end of " + log + ":\n" + lastLines());
    }

    private String lastLines() {
        try {
            List<String> lines = Files.readAllLines(log);
            return String.join("\n", lines.subList(Math.max(0, lines.size() - 40), lines.size()));
        } catch (IOException e) {
            return "(unreadable: " + e + ")";
        }
    }
}
