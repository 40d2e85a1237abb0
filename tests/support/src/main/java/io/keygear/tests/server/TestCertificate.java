package io.keygear.tests.server;

import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/**
 * A certificate for fakes that a production server will talk to by HTTPS alone. Signed by itself, made anew for each
 * run; two nodes on PostgreSQL trust it.
 */
public final class TestCertificate {

    private static final Keytool KEYTOOL = new Keytool(Workspace.target().resolve("test-certificate.p12"), "test");
    private static final Path PEM = Workspace.target().resolve("test-certificate.pem");

    private TestCertificate() {}

    /** The certificate, as a file in PEM. */
    static synchronized Path pem() {
        if (!Files.exists(PEM)) {
            KEYTOOL.run(
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
            KEYTOOL.run("-exportcert", "-rfc", "-file", PEM.toString());
        }
        return PEM;
    }

    /** What a server needs to present it. */
    public static SSLContext context() {
        pem();
        return presenting(KEYTOOL.load());
    }

    static SSLContext presenting(KeyStore keys) {
        try {
            KeyManagerFactory managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            managers.init(keys, Keytool.PASSWORD);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(managers.getKeyManagers(), null, null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
