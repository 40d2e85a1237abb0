package io.keygear.tests.server;

import io.keygear.dev.Ports;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A PostgreSQL of the test's own, on a loopback port, gone with its data when closed.
 *
 * <p>PostgreSQL refuses to run as root, so for root it runs as the user {@code postgres} the package creates.
 */
public final class Postgres implements AutoCloseable {

    /** User, password and name of the database. */
    public static final String USER = "keycloak";

    private static final String OWNER = "postgres";
    private static final List<String> PROGRAMS = List.of("initdb", "pg_ctl", "createdb");

    private final Path binaries;
    private final Path folder;
    private final int port;
    private final Thread reaper = new Thread(this::stop, "postgres-reaper");

    private Postgres(Path binaries, Path folder, int port) {
        this.binaries = binaries;
        this.folder = folder;
        this.port = port;
    }

    /** Why no database can be started here, if so. */
    public static Optional<String> missing() {
        return binaries().isPresent()
                ? Optional.empty()
                : Optional.of("no PostgreSQL server found (Debian: apt-get install postgresql)");
    }

    /** Starts one and waits until it takes connections. */
    public static Postgres start() {
        Path binaries = binaries().orElseThrow(() -> new IllegalStateException("No PostgreSQL server found"));
        Postgres postgres = new Postgres(binaries, newFolder(), Ports.findFree());
        Runtime.getRuntime().addShutdownHook(postgres.reaper);
        postgres.create();
        return postgres;
    }

    /** For the server's {@code db-url} and for tests that look into tables; user {@link #USER}, no password needed. */
    public String jdbcUrl() {
        return "jdbc:postgresql://127.0.0.1:" + port + "/" + USER;
    }

    @Override
    public void close() {
        Runtime.getRuntime().removeShutdownHook(reaper);
        stop();
        Folders.delete(folder);
    }

    private static Path newFolder() {
        try {
            // Not below target: that may lie where another user cannot go.
            Path folder = Files.createTempDirectory(
                    "keygear-postgres",
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwxr-xr-x")));
            Files.createFile(folder.resolve("log"));
            if (isRoot()) {
                run(folder, List.of("chown", "-R", OWNER, folder.toString()));
            }
            return folder;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void create() {
        String data = data();
        run(folder, as("initdb", "-D", data, "-U", USER, "-A", "trust", "-E", "UTF8", "-N"));
        // A test database need not survive a power cut of the machine, so nothing waits for the disk.
        String settings = "-p " + port + " -h 127.0.0.1 -k " + folder + " -c fsync=off -c max_connections=300";
        run(
                folder,
                as(
                        "pg_ctl",
                        "start",
                        "-w",
                        "-D",
                        data,
                        "-o",
                        settings,
                        "-l",
                        log(folder).toString()));
        run(folder, as("createdb", "-h", "127.0.0.1", "-p", String.valueOf(port), "-U", USER, USER));
    }

    /** Also when it did not come up, so a failure is no news. */
    private void stop() {
        exitCode(folder, as("pg_ctl", "stop", "-w", "-m", "immediate", "-D", data()));
    }

    private String data() {
        return folder.resolve("data").toString();
    }

    private static Optional<Path> binaries() {
        List<Path> candidates = new ArrayList<>();
        for (String dir : System.getenv().getOrDefault("PATH", "").split(File.pathSeparator, -1)) {
            candidates.add(Path.of(dir));
        }
        candidates.addAll(debian());
        return candidates.stream()
                .filter(dir -> PROGRAMS.stream().allMatch(name -> Files.isExecutable(dir.resolve(name))))
                .findFirst();
    }

    private static List<Path> debian() {
        Path installed = Path.of("/usr/lib/postgresql");
        if (!Files.isDirectory(installed)) {
            return List.of();
        }
        try (Stream<Path> versions = Files.list(installed)) {
            return versions.sorted(Comparator.reverseOrder())
                    .map(version -> version.resolve("bin"))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private List<String> as(String program, String... arguments) {
        List<String> command = new ArrayList<>(isRoot() ? List.of("runuser", "-u", OWNER, "--") : List.of());
        command.add(binaries.resolve(program).toString());
        command.addAll(List.of(arguments));
        return command;
    }

    private static boolean isRoot() {
        return "root".equals(System.getProperty("user.name"));
    }

    private static void run(Path folder, List<String> command) {
        if (exitCode(folder, command) != 0) {
            throw new IllegalStateException(command + " failed:\n" + read(log(folder)));
        }
    }

    private static int exitCode(Path folder, List<String> command) {
        try {
            Process process = new ProcessBuilder(command)
                    .directory(folder.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(log(folder).toFile()))
                    .start();
            return process.waitFor();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path log(Path folder) {
        return folder.resolve("log");
    }
}
