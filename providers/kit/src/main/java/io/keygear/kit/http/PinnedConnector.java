package io.keygear.kit.http;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketException;
import java.util.List;
import org.apache.http.HttpHost;
import org.apache.http.config.Lookup;
import org.apache.http.config.SocketConfig;
import org.apache.http.conn.ConnectTimeoutException;
import org.apache.http.conn.HttpClientConnectionOperator;
import org.apache.http.conn.ManagedHttpClientConnection;
import org.apache.http.conn.socket.ConnectionSocketFactory;
import org.apache.http.impl.conn.DefaultHttpClientConnectionOperator;
import org.apache.http.protocol.HttpContext;
import org.jspecify.annotations.Nullable;

/**
 * Opens connections: resolves a host once, drops the addresses that the policy forbids and connects to one of the
 * others, so that no second answer of a name server can lead elsewhere.
 */
final class PinnedConnector implements HttpClientConnectionOperator {

    private final UrlPolicy policy;
    private final HostLookup lookup;
    private final HttpClientConnectionOperator operator;

    PinnedConnector(UrlPolicy policy, HostLookup lookup, Lookup<ConnectionSocketFactory> sockets) {
        this.policy = policy;
        this.lookup = lookup;
        this.operator = new DefaultHttpClientConnectionOperator(sockets, null, host -> {
            throw new IllegalStateException("A host is resolved before, or not at all");
        });
    }

    @Override
    public void connect(
            ManagedHttpClientConnection connection,
            HttpHost host,
            @Nullable InetSocketAddress local,
            int connectTimeout,
            SocketConfig config,
            HttpContext context)
            throws IOException {
        Attempt attempt = Attempt.of(context);
        IOException failure = new ForbiddenAddressException();
        for (InetAddress address : permitted(host, attempt)) {
            attempt.connecting(connection);
            HttpHost pinned = new HttpHost(address, host.getHostName(), host.getPort(), host.getSchemeName());
            int timeout = (int) Math.min(connectTimeout, attempt.left().toMillis());
            try {
                operator.connect(connection, pinned, local, timeout, config, context);
                return;
            } catch (ConnectTimeoutException | SocketException unreachable) {
                failure = unreachable;
            }
        }
        throw failure;
    }

    @Override
    public void upgrade(ManagedHttpClientConnection connection, HttpHost host, HttpContext context) throws IOException {
        operator.upgrade(connection, host, context);
    }

    private List<InetAddress> permitted(HttpHost host, Attempt attempt) throws IOException {
        boolean encrypted = "https".equals(host.getSchemeName());
        return lookup.addresses(host.getHostName(), attempt.left()).stream()
                .filter(address -> policy.refusal(encrypted, address).isEmpty())
                .toList();
    }
}
