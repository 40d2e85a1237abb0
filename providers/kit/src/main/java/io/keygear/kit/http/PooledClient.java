package io.keygear.kit.http;

import java.util.concurrent.TimeUnit;
import org.apache.http.config.MessageConstraints;
import org.apache.http.config.Registry;
import org.apache.http.config.RegistryBuilder;
import org.apache.http.config.SocketConfig;
import org.apache.http.conn.socket.ConnectionSocketFactory;
import org.apache.http.conn.socket.PlainConnectionSocketFactory;
import org.apache.http.conn.ssl.SSLConnectionSocketFactory;
import org.apache.http.impl.client.CloseableHttpClient;
import org.apache.http.impl.client.HttpClientBuilder;
import org.apache.http.impl.conn.DefaultManagedHttpClientConnection;
import org.apache.http.impl.conn.PoolingHttpClientConnectionManager;

/**
 * Builds Apache's client with everything off that acts on its own: retries, redirects, cookies, authentication,
 * compression, proxies of the environment. Its connections are of the class that never logs what goes over the wire,
 * whatever level an administrator sets.
 */
final class PooledClient {

    private static final int CONNECTIONS = 512;
    /** A quarter, so that one silent host leaves room for the others. */
    private static final int CONNECTIONS_PER_HOST = CONNECTIONS / 4;

    /** Shorter than what common servers keep an idle connection, as a request on a closed one is lost. */
    private static final int IDLE_SECONDS = 4;

    private static final int LIFETIME_SECONDS = 60;
    private static final int CHECK_AFTER_IDLE_MILLIS = 1;
    private static final int BUFFER = 8 * 1024;
    private static final MessageConstraints HEAD = MessageConstraints.custom()
            .setMaxLineLength(16 * 1024)
            .setMaxHeaderCount(200)
            .build();

    private PooledClient() {}

    static CloseableHttpClient open(UrlPolicy policy, HostLookup lookup) {
        Registry<ConnectionSocketFactory> sockets = RegistryBuilder.<ConnectionSocketFactory>create()
                .register("http", PlainConnectionSocketFactory.getSocketFactory())
                .register("https", SSLConnectionSocketFactory.getSocketFactory())
                .build();
        return HttpClientBuilder.create()
                .setConnectionManager(pool(new PinnedConnector(policy, lookup, sockets)))
                .setRequestExecutor(new MarkingExecutor())
                .setKeepAliveStrategy((response, context) -> TimeUnit.SECONDS.toMillis(IDLE_SECONDS))
                .evictIdleConnections(IDLE_SECONDS, TimeUnit.SECONDS)
                .disableAuthCaching()
                .disableAutomaticRetries()
                .disableConnectionState()
                .disableContentCompression()
                .disableCookieManagement()
                .disableRedirectHandling()
                .setUserAgent("Keygear")
                .build();
    }

    private static PoolingHttpClientConnectionManager pool(PinnedConnector connector) {
        PoolingHttpClientConnectionManager pool = new PoolingHttpClientConnectionManager(
                connector, (route, config) -> connection(), LIFETIME_SECONDS, TimeUnit.SECONDS);
        pool.setMaxTotal(CONNECTIONS);
        pool.setDefaultMaxPerRoute(CONNECTIONS_PER_HOST);
        pool.setValidateAfterInactivity(CHECK_AFTER_IDLE_MILLIS);
        pool.setDefaultSocketConfig(SocketConfig.custom().setTcpNoDelay(true).build());
        return pool;
    }

    private static DefaultManagedHttpClientConnection connection() {
        return new DefaultManagedHttpClientConnection(
                "keygear", BUFFER, BUFFER, null, null, HEAD, null, null, null, null);
    }
}
