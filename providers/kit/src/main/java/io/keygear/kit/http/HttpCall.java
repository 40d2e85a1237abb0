package io.keygear.kit.http;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

/**
 * One request to another server. {@link #toString()} shows the method and the host only, as path, headers and body
 * may hold what no log may.
 *
 * @param method such as {@code POST}, in capitals
 * @param url absolute; sent as it is, without normalising the path
 * @param headers sent in this order
 * @param body the exact bytes; ignored by methods that carry none when it is empty
 * @param connectTimeout for each address of the host that is tried
 * @param deadline when the call must be over, by the machine's own clock
 */
public record HttpCall(
        String method, URI url, List<HttpHeader> headers, HttpBody body, Duration connectTimeout, Instant deadline) {

    /** What a reachable server needs to accept a connection, generously. */
    public static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(2);

    /**
     * Copies the headers.
     *
     * @throws IllegalArgumentException when a request cannot carry one of them, see {@link HttpHeader#problem()}
     */
    public HttpCall {
        headers = List.copyOf(headers);
        for (HttpHeader header : headers) {
            header.problem().ifPresent(problem -> {
                throw new IllegalArgumentException("A call " + problem);
            });
        }
    }

    /** A request with a body and without headers. */
    public static HttpCall of(String method, URI url, HttpBody body, Instant deadline) {
        return new HttpCall(method, url, List.of(), body, CONNECT_TIMEOUT, deadline);
    }

    /**
     * The same call with one more header.
     *
     * @throws IllegalArgumentException when a request cannot carry it, see {@link HttpHeader#problem()}
     */
    public HttpCall with(String name, String value) {
        List<HttpHeader> more = Stream.concat(headers.stream(), Stream.of(new HttpHeader(name, value)))
                .toList();
        return new HttpCall(method, url, more, body, connectTimeout, deadline);
    }

    @Override
    public String toString() {
        return method + " " + url.getScheme() + "://" + url.getHost();
    }
}
