package io.keygear.tests.webhook;

import io.keygear.tests.server.ServerConfig;
import io.keygear.tests.server.TestAuthority;
import io.keygear.tests.server.Workspace;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * A server on PostgreSQL as operators run it, but for one address of this machine that it may call. Names are looked up
 * in a file that tests change, secrets in a folder; it trusts the tests' authority. It traces. Time is compressed:
 * failures are tried again after a second, and what is old is removed every second.
 */
final class Fenced implements ServerConfig.Source {

    /** The one address of this machine that may be called. */
    static final String ADDRESS = "127.0.0.2";

    private static final Path NAMES = Workspace.target().resolve("names");
    private static final Path VAULT = Workspace.target().resolve("vault");

    @Override
    public ServerConfig config() {
        name(Map.of());
        return ServerConfig.single("fenced")
                .with("KC_SPI_OUTBOUND_HTTP__DEFAULT__ALLOWED_PRIVATE_ADDRESSES", ADDRESS + "/32")
                .with("KC_TRUSTSTORE_PATHS", TestAuthority.pem().toString())
                .with("KC_TRACING_ENABLED", "true")
                .with("KC_TRACING_SAMPLER_TYPE", "always_off") // spans have names, but nobody is sent any
                .with("KC_VAULT", "file")
                .with("KC_VAULT_DIR", created(VAULT).toString())
                .with("KC_SPI_WEBHOOK_DISPATCH__DEFAULT__RETRIES", "1" + ",1".repeat(120))
                .with("KC_SPI_WEBHOOK_DISPATCH__DEFAULT__LONGEST_PAUSE", "2")
                .with("KC_SPI_WEBHOOK_DISPATCH__DEFAULT__SWEEP_INTERVAL", "1")
                .with(
                        "JAVA_OPTS_APPEND",
                        "-XX:TieredStopAtLevel=1 -Xmx512m -Dsun.net.inetaddr.ttl=0 -Djdk.net.hosts.file=" + NAMES);
    }

    /** From now on these names have these addresses, several with spaces between them, and no other name has any. */
    static void name(Map<String, String> addresses) {
        StringBuilder file = new StringBuilder("127.0.0.1 localhost " + ownName() + "\n");
        addresses.forEach((name, all) -> {
            for (String address : all.split(" ", -1)) {
                file.append(address).append(' ').append(name).append('\n');
            }
        });
        write(NAMES, file.toString());
    }

    /** Puts a secret into a realm's part of the vault. */
    static void keep(String realm, String key, String secret) {
        remove(entry(realm, key));
        write(entry(realm, key), secret);
    }

    /** From now on this entry cannot be read: a folder is in its place. */
    static void breakEntry(String realm, String key) {
        remove(entry(realm, key));
        created(entry(realm, key));
    }

    private static Path entry(String realm, String key) {
        return VAULT.resolve(realm.replace("_", "__") + "_" + key.replace("_", "__"));
    }

    private static String ownName() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return "";
        }
    }

    private static void write(Path file, String text) {
        try {
            created(file.getParent());
            Files.writeString(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void remove(Path entry) {
        try {
            Files.deleteIfExists(entry);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path created(Path folder) {
        try {
            return Files.createDirectories(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
