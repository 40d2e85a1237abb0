package io.keygear.tests.firebase;

import io.keygear.dev.Ports;
import io.keygear.tests.actor.Http;
import io.keygear.tests.node.NodeFolder;
import io.keygear.tests.server.Workspace;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Firebase's own Auth emulator, as the sample app starts it, but on ports that nobody else has. */
public final class FirebaseEmulator implements AutoCloseable {

    /** The project it is started for. */
    public static final String PROJECT = "demo-keygear";

    private static final NodeFolder SAMPLE = new NodeFolder("docs/samples/firebase");
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    private final Process process;
    private final String host;

    private FirebaseEmulator(Process process, String host) {
        this.process = process;
        this.host = host;
    }

    /** Why it cannot be started here, if so. */
    public static Optional<String> missing() {
        return SAMPLE.missing();
    }

    /** Starts one and waits until it answers. */
    public static FirebaseEmulator start() {
        int port = Ports.findFree();
        Process process = SAMPLE.start(
                Map.of(),
                List.of(
                        "node_modules/firebase-tools/lib/bin/firebase.js",
                        "emulators:start",
                        "--only=auth",
                        "--project=" + PROJECT,
                        "--config=" + config(port)));
        drain(process);
        FirebaseEmulator emulator = new FirebaseEmulator(process, "127.0.0.1:" + port);
        emulator.await();
        return emulator;
    }

    /** Host and port, as {@code FIREBASE_AUTH_EMULATOR_HOST} wants it. */
    public String host() {
        return host;
    }

    /** The payloads of ID tokens of people who sign in there in every way it offers. */
    public List<String> payloads() {
        return new NodeFolder("tests/oracle").run("", "corpus.mjs", "http://" + host);
    }

    @Override
    public void close() {
        process.destroy();
        process.onExit().join();
    }

    private static Path config(int port) {
        String config = """
                {"emulators": {"auth": {"host": "127.0.0.1", "port": %d}, "hub": {"host": "127.0.0.1", "port": %d},
                "logging": {"host": "127.0.0.1", "port": %d}, "ui": {"enabled": false}}}
                """.formatted(port, Ports.findFree(), Ports.findFree());
        try {
            return Files.writeString(Workspace.target().resolve("firebase.json"), config);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** It tells codes and links on its output, and would stop if nobody read them. */
    private static void drain(Process process) {
        Thread reader = new Thread(
                () -> {
                    try {
                        process.getInputStream().transferTo(OutputStream.nullOutputStream());
                    } catch (IOException ended) {
                        // so has the emulator
                    }
                },
                "firebase-emulator");
        reader.setDaemon(true);
        reader.start();
    }

    private void await() {
        Instant end = Instant.now().plus(PATIENCE);
        while (!answers()) {
            if (!process.isAlive() || Instant.now().isAfter(end)) {
                process.destroyForcibly();
                throw new IllegalStateException("The Firebase emulator did not start; see target/firebase.js.log");
            }
            try {
                Thread.sleep(200);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException(e);
            }
        }
    }

    private boolean answers() {
        try {
            return Http.send(HttpRequest.newBuilder(URI.create("http://" + host + "/")))
                            .statusCode()
                    == 200;
        } catch (UncheckedIOException notYet) {
            return false;
        }
    }
}
