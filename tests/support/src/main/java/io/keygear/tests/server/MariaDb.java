package io.keygear.tests.server;

import io.keygear.dev.Ports;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** A MariaDB on a loopback port. */
final class MariaDb implements Database {

    private static final String USER = "keycloak";
    private static final String OWNER = "mysql";
    private static final String SERVER = "mariadbd";
    private static final List<String> TOOLS = List.of("mariadb-install-db", "mariadb-admin", "mariadb");
    private static final long PATIENCE = TimeUnit.SECONDS.toNanos(60);

    private final DatabaseProgram program;
    private final int port;
    private final Thread reaper = new Thread(this::stop, "mariadb-reaper");

    private MariaDb(DatabaseProgram program, int port) {
        this.program = program;
        this.port = port;
    }

    /** Why no database can be started here, if so. */
    static Optional<String> missing() {
        return tools().isPresent() && server().isPresent()
                ? Optional.empty()
                : Optional.of("no MariaDB server found (Debian: apt-get install mariadb-server)");
    }

    /** Starts one and waits until it takes connections. */
    static MariaDb start() {
        Path tools = tools().orElseThrow(() -> new IllegalStateException("No MariaDB server found"));
        MariaDb mariaDb = new MariaDb(DatabaseProgram.in(tools, OWNER), Ports.findFree());
        Runtime.getRuntime().addShutdownHook(mariaDb.reaper);
        mariaDb.create();
        return mariaDb;
    }

    @Override
    public List<String> options() {
        return List.of(
                "--db=mariadb", "--db-url=jdbc:mariadb://127.0.0.1:" + port + "/" + USER, "--db-username=" + USER);
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
        String data = "--datadir=" + program.path("data");
        program.run(
                "mariadb-install-db",
                "--no-defaults",
                data,
                "--auth-root-authentication-method=normal",
                "--skip-test-db");
        Process server = program.start(
                server().orElseThrow().toString(),
                "--no-defaults",
                data,
                "--bind-address=127.0.0.1",
                "--port=" + port,
                "--socket=" + program.path("socket"),
                "--pid-file=" + program.path("pid"),
                // A test database need not survive a power cut of the machine, so nothing waits for the disk.
                "--innodb-flush-log-at-trx-commit=0",
                "--character-set-server=utf8mb4",
                "--max-connections=300");
        awaitConnections(server);
        program.run(
                "mariadb",
                "--no-defaults",
                "--user=root",
                "--socket=" + program.path("socket"),
                "--execute=create database " + USER + "; create user " + USER + "@'%' identified by '" + USER
                        + "'; grant all on " + USER + ".* to " + USER + "@'%'");
    }

    private void awaitConnections(Process server) {
        long end = System.nanoTime() + PATIENCE;
        while (admin("ping") != 0) {
            if (!server.isAlive() || System.nanoTime() > end) {
                throw new IllegalStateException("MariaDB did not start:\n" + program.log());
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(200));
        }
    }

    /** Also when it did not come up, so a failure is no news. */
    private void stop() {
        admin("shutdown");
    }

    private int admin(String what) {
        return program.attempt(
                "mariadb-admin", "--no-defaults", "--user=root", "--socket=" + program.path("socket"), what);
    }

    private static Optional<Path> tools() {
        return DatabaseProgram.find(TOOLS, List.of());
    }

    /** Debian keeps it where only root's path leads. */
    private static Optional<Path> server() {
        return DatabaseProgram.find(List.of(SERVER), List.of(Path.of("/usr/sbin")))
                .map(folder -> folder.resolve(SERVER));
    }
}
