package io.keygear.tests.server;

import io.keygear.dev.KeycloakCommand;
import io.keygear.dev.KeycloakHome;
import io.keygear.dev.KeycloakProcess;
import io.keygear.dev.Ports;
import io.keygear.tests.server.ServerConfig.Mode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** A server started from the unpacked distribution. */
final class ProcessServer implements KeycloakServer {

    private static final Duration PATIENCE = Duration.ofMinutes(4);

    /** One of each kind that has started: its copies need not be prepared, unless their options ask for it. */
    private static final Map<List<Object>, KeycloakHome> PREPARED = new ConcurrentHashMap<>();

    private final ServerConfig config;
    private final String node;
    private final KeycloakHome home;
    private final @Nullable Database database;
    /** Fixed where the server has to know its own address before it starts; 0 leaves the choice to the system. */
    private final int port;
    /** Under which browsers know the server, for both nodes the same. */
    private final int frontendPort;

    private final List<Path> logs = new ArrayList<>();
    private @Nullable KeycloakProcess process;
    private @Nullable ProcessServer second;
    private Duration startTime = Duration.ZERO;

    private ProcessServer(
            ServerConfig config,
            String node,
            KeycloakHome home,
            @Nullable Database database,
            int port,
            int frontendPort) {
        this.config = config;
        this.node = node;
        this.home = home;
        this.database = database;
        this.port = port;
        this.frontendPort = frontendPort;
    }

    static KeycloakServer start(ServerConfig config) {
        KeycloakHome home = home(config);
        List<Path> jars = new ArrayList<>(Workspace.distribution());
        jars.add(Workspace.probe());
        jars.addAll(Workspace.extraJars());
        home.deploy(jars);
        boolean dev = config.mode() == Mode.DEV;
        int port = dev ? 0 : Ports.findFree();
        Database database = database(config);
        ProcessServer server = new ProcessServer(config, "1", home, database, port, port);
        server.start();
        PREPARED.putIfAbsent(kind(config), home);
        return server;
    }

    @Override
    public void start() {
        if (process != null) {
            throw new IllegalStateException("It runs already");
        }
        long begin = System.nanoTime();
        Path log = Workspace.target().resolve("keycloak-logs/%s-%s-%d.log".formatted(config.name(), node, logs.size()));
        logs.add(log);
        KeycloakProcess started = KeycloakProcess.launch(home, command(), log, line -> {});
        started.awaitReady(PATIENCE);
        process = started;
        startTime = Duration.ofNanos(System.nanoTime() - begin);
    }

    @Override
    public URI url() {
        return running().url();
    }

    @Override
    public URI managementUrl() {
        return running().managementUrl();
    }

    @Override
    public String testHost() {
        return "localhost";
    }

    @Override
    public String bindAddress() {
        return "127.0.0.1";
    }

    @Override
    public String log() {
        StringBuilder all = new StringBuilder();
        try {
            for (Path log : logs) {
                all.append(Files.readString(log));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return all.toString();
    }

    @Override
    public Duration startTime() {
        return startTime;
    }

    @Override
    public void setClock(Duration ahead) {
        ServerClock.set(url(), ahead);
    }

    @Override
    public void kill() {
        running().kill();
        process = null;
    }

    @Override
    public void stop() {
        running().stop();
        process = null;
    }

    @Override
    public KeycloakServer secondNode() {
        if (config.mode() != Mode.CLUSTER) {
            throw new UnsupportedOperationException("Only a cluster has a second node; this is " + config);
        }
        if (second == null) {
            Path folder = folder(config.name() + "-2");
            Folders.delete(folder);
            ProcessServer other =
                    new ProcessServer(config, "2", home.copyTo(folder), database, Ports.findFree(), frontendPort);
            other.start();
            second = other;
        }
        return second;
    }

    @Override
    public void close() {
        if (second != null) {
            second.close();
        }
        if (process != null) {
            stop();
        }
        if (database != null && "1".equals(node)) {
            database.close();
        }
    }

    private static @Nullable Database database(ServerConfig config) {
        return switch (config.store()) {
            case MEMORY -> null;
            case POSTGRES -> Postgres.start();
            case MARIADB -> MariaDb.start();
        };
    }

    private KeycloakCommand command() {
        KeycloakCommand base = config.mode() == Mode.DEV ? KeycloakCommand.startDev() : production();
        return base.with("--http-host=127.0.0.1", "--http-port=" + port, "--http-management-port=0")
                .env(ServerOptions.common(config));
    }

    private KeycloakCommand production() {
        if (database == null) {
            throw new IllegalStateException("No database for " + config);
        }
        KeycloakCommand command = KeycloakCommand.start()
                .with("--http-enabled=true", "--hostname=http://127.0.0.1:" + frontendPort)
                .with(database.options().toArray(String[]::new))
                .env(database.environment());
        // The cache has to stand on the start line; as an option of the build it is not honoured.
        return config.mode() == Mode.SINGLE
                ? command.with("--cache=local")
                : command.with("--cache=ispn", "--cache-embedded-network-bind-address=127.0.0.1");
    }

    private KeycloakProcess running() {
        if (process == null) {
            throw new IllegalStateException("The server does not run");
        }
        return process;
    }

    private static KeycloakHome home(ServerConfig config) {
        Path folder = folder(config.name());
        KeycloakHome home =
                Files.exists(folder) ? KeycloakHome.at(folder) : model(config).copyTo(folder);
        home.deleteData();
        return home;
    }

    private static KeycloakHome model(ServerConfig config) {
        KeycloakHome prepared = PREPARED.get(kind(config));
        return prepared == null ? KeycloakHome.at(Workspace.server()) : prepared;
    }

    private static List<Object> kind(ServerConfig config) {
        return List.of(config.mode(), config.store());
    }

    private static Path folder(String name) {
        return Workspace.target().resolve("keycloak/" + Workspace.keycloakVersion() + "/" + name);
    }
}
