package io.keygear.dev;

import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/**
 * The demo: Keycloak in the foreground with Keygear deployed and the realm imported, until Ctrl-C.
 *
 * <p>Runs inside Maven's own process. Ctrl-C reaches this process and Keycloak alike; the shutdown hook of
 * {@link KeycloakProcess} makes sure that Maven does not give the prompt back before the server has written its database.
 */
public final class DevServer {

    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final String FIREBASE_PROJECT = "\"projectId\": \"demo-keygear\"";
    private static final String LOOPBACK = "127.0.0.0/8,::1/128";

    private final DevSettings settings;
    private final PrintStream console;

    private DevServer(DevSettings settings, PrintStream console) {
        this.settings = settings;
        this.console = console;
    }

    /** Ends the JVM with 0 after Ctrl-C and with 1 if the server could not run. */
    public static void main(String[] args) throws InterruptedException {
        PrintStream console = System.out;
        try {
            DevServer demo = new DevServer(DevSettings.fromSystemProperties(), console);
            demo.refuseTakenPorts();
            System.exit(demo.run());
        } catch (KeycloakStartException | IllegalArgumentException | UncheckedIOException e) {
            console.println();
            console.println(e.getMessage());
            console.println();
            System.exit(1);
        }
    }

    private void refuseTakenPorts() {
        refuseIfTaken(settings.port(), "keygear.port", 8081);
        refuseIfTaken(settings.managementPort(), "keygear.management.port", 9001);
    }

    private static void refuseIfTaken(int port, String property, int other) {
        if (!Ports.isFree(port)) {
            throw new IllegalArgumentException("Port " + port
                    + " is taken by another program. Stop that program, or choose another port: mvn -Pdev -D"
                    + property + "=" + other);
        }
    }

    private int run() throws InterruptedException {
        KeycloakHome home = home();
        boolean first = !home.hasDatabase();
        boolean changed = home.deploy(jars());
        layRealm(home);
        console.println(
                first || changed
                        ? "Starting Keycloak. It prepares itself for the new providers first; this takes a minute."
                        : "Starting Keycloak.");
        KeycloakProcess keycloak = KeycloakProcess.launch(
                home, command(first), settings.home().resolveSibling("keycloak.log"), console::println);
        keycloak.awaitReady(PATIENCE);
        console.println(new Welcome(settings.port()).text());
        return keycloak.waitFor();
    }

    private KeycloakHome home() {
        return Files.exists(settings.home())
                ? KeycloakHome.at(settings.home())
                : KeycloakHome.at(settings.server()).copyTo(settings.home());
    }

    private KeycloakCommand command(boolean first) {
        KeycloakCommand command = KeycloakCommand.startDev()
                .with("--import-realm")
                .with("--http-port=" + settings.port(), "--http-management-port=" + settings.managementPort())
                .with("--health-enabled=true", "--features=declarative-ui")
                .env("KC_SPI_OUTBOUND_HTTP__DEFAULT__ALLOWED_PRIVATE_ADDRESSES", LOOPBACK);
        return first
                ? command.env("KC_BOOTSTRAP_ADMIN_USERNAME", "admin").env("KC_BOOTSTRAP_ADMIN_PASSWORD", "admin")
                : command;
    }

    private List<Path> jars() {
        try (Stream<Path> files = Files.list(settings.providers())) {
            return files.filter(file -> file.toString().endsWith(".jar"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException("No JARs to deploy in " + settings.providers(), e);
        }
    }

    /** The realm file says nothing of the Firebase emulator: only this server, for development, may believe it. */
    private static String withEmulator(String realm) {
        return realm.replace(FIREBASE_PROJECT, FIREBASE_PROJECT + ", \"emulator\": \"true\"");
    }

    private void layRealm(KeycloakHome home) {
        Path dev = settings.realm().resolve("dev");
        home.importRealm(List.of(dev.resolve("keygear-users-0.json")));
        try {
            String realm = Files.readString(settings.realm().resolve("keygear-realm.json"));
            Files.writeString(
                    home.importFolder().resolve("keygear-realm.json"),
                    ClientSecrets.read(dev.resolve("secrets.properties")).writeInto(withEmulator(realm)));
        } catch (IOException e) {
            throw new UncheckedIOException("Could not read the realm in " + settings.realm(), e);
        }
    }
}
