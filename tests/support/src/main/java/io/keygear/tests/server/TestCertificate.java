package io.keygear.tests.server;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/**
 * A certificate for fakes that a production server will talk to by HTTPS alone. Made anew for each run by the JDK's
 * keytool; servers on PostgreSQL trust it.
 */
public final class TestCertificate {

    private static final char[] PASSWORD = "not-a-secret".toCharArray();
    private static final Path STORE = Workspace.target().resolve("test-certificate.p12");
    private static final Path PEM = Workspace.target().resolve("test-certificate.pem");

    private TestCertificate() {}

    /** The certificate, as a file in PEM. */
    static synchronized Path pem() {
        if (!Files.exists(PEM)) {
            keytool(
                    "-genkeypair",
                    "-keyalg",
                    "RSA",
                    "-keysize",
                    "2048",
                    "-dname",
                    "CN=localhost",
                    "-validity",
                    "365",
                    "-ext",
                    "SAN=dns:localhost,ip:127.0.0.1");
            keytool("-exportcert", "-rfc", "-file", PEM.toString());
        }
        return PEM;
    }

    /** What a server needs to present it. */
    public static SSLContext context() {
        pem();
        try (InputStream in = Files.newInputStream(STORE)) {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(in, PASSWORD);
            KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            keys.init(store, PASSWORD);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(keys.getKeyManagers(), null, null);
            return context;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void keytool(String... arguments) {
        try {
            Files.createDirectories(Workspace.target());
            List<String> command = new ArrayList<>(List.of(
                    Path.of(System.getProperty("java.home", ""), "bin", "keytool")
                            .toString(),
                    "-keystore",
                    STORE.toString(),
                    "-storepass",
                    new String(PASSWORD),
                    "-alias",
                    "test"));
            command.addAll(1, List.of(arguments[0]));
            command.addAll(List.of(arguments).subList(1, arguments.length));
            Process process = new ProcessBuilder(command).inheritIO().start();
            if (process.waitFor() != 0) {
                throw new IllegalStateException("keytool failed");
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
