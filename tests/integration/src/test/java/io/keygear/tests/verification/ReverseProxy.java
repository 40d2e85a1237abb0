package io.keygear.tests.verification;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.keygear.tests.actor.Http;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;

/**
 * What stands before a server in production: the public talks HTTPS to a name, the server gets HTTP and headers that say
 * what the public did. What a client says in such headers does not get through.
 */
final class ReverseProxy implements AutoCloseable {

    private static final List<String> PASSED = List.of("content-type", "authorization", "x-twilio-signature", "accept");

    private final HttpServer door;
    private final URI server;
    private final String publicHost;

    private ReverseProxy(HttpServer door, URI server, String publicHost) {
        this.door = door;
        this.server = server;
        this.publicHost = publicHost;
    }

    /**
     * Opens it on a port of its own.
     *
     * @param publicHost the name that its certificate would be for
     */
    static ReverseProxy before(URI server, String publicHost) {
        try {
            HttpServer door = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            ReverseProxy proxy = new ReverseProxy(door, server, publicHost);
            door.createContext("/", proxy::pass);
            door.start();
            return proxy;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Where a public address leads on this machine. */
    URI local(String publicUrl) {
        URI address = URI.create(publicUrl);
        String query = address.getRawQuery() == null ? "" : "?" + address.getRawQuery();
        return URI.create("http://127.0.0.1:" + door.getAddress().getPort() + address.getRawPath() + query);
    }

    private void pass(HttpExchange exchange) throws IOException {
        HttpRequest.Builder request = HttpRequest.newBuilder(server.resolve(exchange.getRequestURI()))
                .header("X-Forwarded-Proto", "https")
                .header("X-Forwarded-Host", publicHost)
                .header("X-Forwarded-Port", "443")
                .header(
                        "X-Forwarded-For",
                        exchange.getRemoteAddress().getAddress().getHostAddress());
        exchange.getRequestHeaders().forEach((name, values) -> {
            if (PASSED.contains(name.toLowerCase(Locale.ROOT))) {
                values.forEach(value -> request.header(name, value));
            }
        });
        byte[] body = exchange.getRequestBody().readAllBytes();
        HttpResponse<String> answer =
                Http.send(request.method(exchange.getRequestMethod(), BodyPublishers.ofByteArray(body)));
        byte[] bytes = answer.body().getBytes(StandardCharsets.UTF_8);
        answer.headers()
                .firstValue("Content-Type")
                .ifPresent(type -> exchange.getResponseHeaders().set("Content-Type", type));
        exchange.sendResponseHeaders(answer.statusCode(), bytes.length == 0 ? -1 : bytes.length);
        try (OutputStream out = exchange.getResponseBody()) {
            out.write(bytes);
        }
    }

    @Override
    public void close() {
        door.stop(0);
    }
}
