package io.keygear.tests.server;

import io.keygear.dev.Ports;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** A PostgreSQL on a loopback port. */
public final class Postgres implements Database {

    /** User, password and name of the database. */
    public static final String USER = "keycloak";

    private static final String OWNER = "postgres";
    private static final List<String> PROGRAMS = List.of("initdb", "pg_ctl", "createdb");

    private final DatabaseProgram program;
    private final int port;
    private final Thread reaper = new Thread(this::stop, "postgres-reaper");

    private Postgres(DatabaseProgram program, int port) {
        this.program = program;
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
        Postgres postgres = new Postgres(DatabaseProgram.in(binaries, OWNER), Ports.findFree());
        Runtime.getRuntime().addShutdownHook(postgres.reaper);
        postgres.create();
        return postgres;
    }

    /** For the server's {@code db-url} and for tests that look into tables; user {@link #USER}, no password needed. */
    public String jdbcUrl() {
        return "jdbc:postgresql://127.0.0.1:" + port + "/" + USER;
    }

    @Override
    public List<String> options() {
        return List.of("--db=postgres", "--db-url=" + jdbcUrl(), "--db-username=" + USER);
    }

    @Override
    public Map<String, String> environment() {
        return Map.of("KC_DB_PASSWORD", USER);
    }

    @Override
    public void close() {
        Runtime.getRuntime().removeShutdownHook(reaper);
        stop();
        program.removeFolder();
    }

    private void create() {
        String data = program.path("data");
        program.run("initdb", "-D", data, "-U", USER, "-A", "trust", "-E", "UTF8", "-N");
        // A test database need not survive a power cut of the machine, so nothing waits for the disk unless it is
        // asked.
        // A transaction that sets synchronous_commit on waits for a standby that there is none of: see LostCommitIT.
        String settings = "-p " + port + " -h 127.0.0.1 -k " + program.path("") + " -c fsync="
                + System.getProperty("keygear.postgres.fsync", "off")
                + " -c max_connections=300 -c synchronous_commit=local -c synchronous_standby_names=none";
        program.run("pg_ctl", "start", "-w", "-D", data, "-o", settings, "-l", program.path("log"));
        program.run("createdb", "-h", "127.0.0.1", "-p", String.valueOf(port), "-U", USER, USER);
    }

    /** Also when it did not come up, so a failure is no news. */
    private void stop() {
        program.attempt("pg_ctl", "stop", "-w", "-m", "immediate", "-D", program.path("data"));
    }

    private static Optional<Path> binaries() {
        return DatabaseProgram.find(PROGRAMS, debian());
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
}
