package io.keygear.tests.server;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import javax.net.ssl.SSLContext;

/**
 * A certificate authority that a server may be told to trust ({@code KC_TRUSTSTORE_PATHS}), and the certificates that it
 * gives out. Made anew for each run.
 */
public final class TestAuthority {

    private static final Keytool AUTHORITY = new Keytool(Workspace.target().resolve("test-authority.p12"), "authority");
    private static final Keytool HOST = new Keytool(Workspace.target().resolve("test-host.p12"), "host");
    private static final Path PEM = Workspace.target().resolve("test-authority.pem");
    private static final Path REQUEST = Workspace.target().resolve("test-host.csr");

    private TestAuthority() {}

    /** Its own certificate, as a file in PEM. */
    public static synchronized Path pem() {
        if (!Files.exists(PEM)) {
            generate(AUTHORITY, "CN=Test authority", "BC=ca:true");
            AUTHORITY.run("-exportcert", "-rfc", "-file", PEM.toString());
            generate(HOST, "CN=Test host", "BC=ca:false");
            HOST.run("-certreq", "-file", REQUEST.toString());
        }
        return PEM;
    }

    /** What a server presents that has a certificate for this name (as {@code dns:…} or {@code ip:…}). */
    public static SSLContext certified(String name) {
        return context("valid", "SAN=" + name, "-1d");
    }

    /** The same, but it ended a year ago. */
    public static SSLContext expired(String name) {
        return context("expired", "SAN=" + name, "-730d");
    }

    private static void generate(Keytool store, String name, String extension) {
        store.run("-genkeypair", "-keyalg", "EC", "-dname", name, "-validity", "365", "-ext", extension);
    }

    private static SSLContext context(String kind, String extension, String start) {
        pem();
        Path issued = Workspace.target().resolve("test-host-" + kind + ".pem");
        AUTHORITY.run(
                "-gencert",
                "-rfc",
                "-infile",
                REQUEST.toString(),
                "-outfile",
                issued.toString(),
                "-startdate",
                start,
                "-validity",
                "365",
                "-ext",
                extension);
        try {
            KeyStore own = HOST.load();
            KeyStore keys = KeyStore.getInstance("PKCS12");
            keys.load(null, Keytool.PASSWORD);
            keys.setKeyEntry("host", own.getKey("host", Keytool.PASSWORD), Keytool.PASSWORD, new Certificate[] {
                read(issued), read(PEM)
            });
            return TestCertificate.presenting(keys);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Certificate read(Path file) throws IOException, GeneralSecurityException {
        try (InputStream in = Files.newInputStream(file)) {
            return CertificateFactory.getInstance("X.509").generateCertificate(in);
        }
    }
}
