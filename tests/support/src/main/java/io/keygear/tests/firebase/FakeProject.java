package io.keygear.tests.firebase;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import io.keygear.tests.server.KeycloakServer;
import io.keygear.tests.server.TestCertificate;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.interfaces.RSAPublicKey;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/**
 * A Firebase project of the test's own: it publishes keys and signs tokens with them, exactly as Firebase's look.
 */
public final class FakeProject implements AutoCloseable {

    /** Its id; one the emulator may have, too. */
    public static final String ID = "demo-tests";

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Base64.Encoder URL = Base64.getUrlEncoder().withoutPadding();

    private final HttpServer server;
    private final String scheme;
    private final String host;
    private final List<Key> published = new CopyOnWriteArrayList<>();
    private final AtomicInteger fetches = new AtomicInteger();
    private final AtomicInteger users = new AtomicInteger();
    private volatile Key current = Key.random("key-1");
    private volatile Duration maxAge = Duration.ofHours(1);
    private volatile boolean down;
    private volatile Duration ahead = Duration.ZERO;

    /** A key and the id it is published under. */
    public record Key(String id, KeyPair pair) {

        /** A new one. */
        public static Key random(String id) {
            try {
                KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
                generator.initialize(2048);
                return new Key(id, generator.generateKeyPair());
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    /** Publishes one key where this server reaches it. */
    public FakeProject(KeycloakServer keycloak) {
        this(keycloak, false);
    }

    private FakeProject(KeycloakServer keycloak, boolean secure) {
        scheme = secure ? "https" : "http";
        try {
            InetSocketAddress address = new InetSocketAddress(InetAddress.getByName(keycloak.bindAddress()), 0);
            server = secure ? secured(HttpsServer.create(address, 0)) : HttpServer.create(address, 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        host = keycloak.testHost();
        published.add(current);
        server.createContext("/keys", this::answer);
        server.setExecutor(Executors.newCachedThreadPool());
        server.start();
    }

    /** Publishes by HTTPS, as a production server wants it. */
    public static FakeProject secure(KeycloakServer keycloak) {
        return new FakeProject(keycloak, true);
    }

    private static HttpServer secured(HttpsServer server) {
        server.setHttpsConfigurator(new HttpsConfigurator(TestCertificate.context()));
        return server;
    }

    /** Where the keys are, as Keycloak sees it. */
    public String jwksUrl() {
        return scheme + "://" + host + ":" + server.getAddress().getPort() + "/keys";
    }

    /** How often the keys were asked for. */
    public int fetches() {
        return fetches.get();
    }

    /** How long its keys may be kept. */
    public void maxAge(Duration time) {
        maxAge = time;
    }

    /** Whether it answers 503 to whoever asks for keys. */
    public void down(boolean isDown) {
        down = isDown;
    }

    /** Tokens are made as if so much time had passed, as the realm's clock believes. */
    public void ahead(Duration time) {
        ahead = time;
    }

    /** Signs with a new key from now on; the old ones stay published. */
    public Key rotate(String id) {
        current = Key.random(id);
        published.add(current);
        return current;
    }

    /** Publishes a key no longer. */
    public void withdraw(Key key) {
        published.remove(key);
    }

    /** What it signs with. */
    public Key current() {
        return current;
    }

    /** Claims of somebody new who signed in with Google just now. */
    public ObjectNode newcomer() {
        String uid = "Uid" + users.incrementAndGet() + "aB" + Long.toString(System.nanoTime(), 36);
        return claims(uid, uid.toLowerCase(Locale.ROOT) + "@example.com", "google.com");
    }

    /** Claims as Firebase writes them. */
    public ObjectNode claims(String uid, String email, String provider) {
        long now = Instant.now().plus(ahead).getEpochSecond();
        ObjectNode claims = JSON.createObjectNode();
        claims.put("name", "Fay Base");
        claims.put("iss", "https://securetoken.google.com/" + ID);
        claims.put("aud", ID);
        claims.put("auth_time", now - 5);
        claims.put("user_id", uid);
        claims.put("sub", uid);
        claims.put("iat", now - 2);
        claims.put("exp", now + 3598);
        claims.put("email", email);
        claims.put("email_verified", true);
        ObjectNode firebase = claims.putObject("firebase");
        ObjectNode identities = firebase.putObject("identities");
        identities.putArray(provider).add("1029384756");
        identities.putArray("email").add(email);
        firebase.put("sign_in_provider", provider);
        return claims;
    }

    /** Signed with the current key. */
    public String token(ObjectNode claims) {
        return token(claims, current);
    }

    /** Signed with this key. */
    public String token(ObjectNode claims, Key key) {
        return sign(Map.of("alg", "RS256", "kid", key.id(), "typ", "JWT"), text(claims), key);
    }

    /** Signed, with the claims edited before. */
    public String token(ObjectNode claims, Consumer<ObjectNode> edit) {
        ObjectNode copy = claims.deepCopy();
        edit.accept(copy);
        return token(copy);
    }

    /** Any header and any payload, signed. */
    public static String sign(Map<String, ?> header, String payload, Key key) {
        try {
            String signed = encode(text(header)) + "." + encode(payload);
            Signature signature = Signature.getInstance("SHA256withRSA");
            signature.initSign(key.pair().getPrivate());
            signature.update(signed.getBytes(StandardCharsets.US_ASCII));
            return signed + "." + URL.encodeToString(signature.sign());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Base64url. */
    public static String encode(String text) {
        return URL.encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    private static String text(Object json) {
        try {
            return JSON.writeValueAsString(json);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }

    private void answer(HttpExchange exchange) throws IOException {
        fetches.incrementAndGet();
        byte[] body = down ? new byte[0] : jwks().getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().add("Cache-Control", "public, max-age=" + maxAge.toSeconds());
        exchange.sendResponseHeaders(down ? 503 : 200, body.length == 0 ? -1 : body.length);
        try (OutputStream out = exchange.getResponseBody()) {
            out.write(body);
        }
    }

    private String jwks() {
        ObjectNode set = JSON.createObjectNode();
        for (Key key : published) {
            RSAPublicKey rsa = (RSAPublicKey) key.pair().getPublic();
            set.withArrayProperty("keys")
                    .addObject()
                    .put("kty", "RSA")
                    .put("alg", "RS256")
                    .put("use", "sig")
                    .put("kid", key.id())
                    .put("n", URL.encodeToString(unsigned(rsa.getModulus().toByteArray())))
                    .put("e", URL.encodeToString(rsa.getPublicExponent().toByteArray()));
        }
        return set.toString();
    }

    private static byte[] unsigned(byte[] number) {
        return number[0] == 0 ? Arrays.copyOfRange(number, 1, number.length) : number;
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
