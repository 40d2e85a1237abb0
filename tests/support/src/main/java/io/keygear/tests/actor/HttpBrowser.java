package io.keygear.tests.actor;

import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A browser without a screen: cookies, redirects and forms, no script. Hundreds of them fit where one Chromium does.
 *
 * <p>It follows redirects on the host it began with and stops at any other, which in a login is the application's:
 * {@link HttpPage#url()} then holds the code.
 */
public final class HttpBrowser {

    private static final Set<Integer> REDIRECTS = Set.of(301, 302, 303, 307);
    private static final int MOST_REDIRECTS = 20;

    private final Cookies cookies;
    /** Scheme, host and port that requests really go to, whatever the page says. */
    private final @Nullable URI node;

    private final Map<String, String> headers;

    /** With no cookies. */
    public HttpBrowser() {
        this(new Cookies(), null, Map.of());
    }

    private HttpBrowser(Cookies cookies, @Nullable URI node, Map<String, String> headers) {
        this.cookies = cookies;
        this.node = node;
        this.headers = headers;
    }

    /** Another browser that has the same cookies now, and its own from here on. */
    public HttpBrowser copy() {
        return new HttpBrowser(cookies.copy(), node, headers);
    }

    /** The same browser, same cookies, whose requests a load balancer would send to {@code node}. */
    public HttpBrowser through(URI node) {
        return new HttpBrowser(cookies, node, headers);
    }

    /** The same browser, same cookies, that sends one header more. */
    public HttpBrowser with(String header, String value) {
        return new HttpBrowser(cookies, node, Map.of(header, value));
    }

    /** Goes to an address. */
    public HttpPage open(URI address) {
        return follow(address, HttpRequest.newBuilder().GET());
    }

    /** Submits a form's values; see {@link HttpForm#submit()}. */
    public HttpPage post(URI address, Collection<Map.Entry<String, String>> values) {
        return follow(
                address,
                HttpRequest.newBuilder()
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(BodyPublishers.ofString(Http.encode(values))));
    }

    private HttpPage follow(URI address, HttpRequest.Builder first) {
        HttpRequest.Builder request = first;
        URI current = address;
        for (int hops = 0; hops < MOST_REDIRECTS; hops++) {
            HttpResponse<String> response = send(current, request);
            if (!REDIRECTS.contains(response.statusCode())) {
                return new HttpPage(this, current, response.statusCode(), response.headers(), response.body());
            }
            URI next = current.resolve(response.headers().firstValue("Location").orElseThrow());
            if (!next.getRawAuthority().equals(address.getRawAuthority())) {
                return new HttpPage(this, next, response.statusCode(), response.headers(), "");
            }
            current = next;
            request = HttpRequest.newBuilder().GET();
        }
        throw new AssertionError("More than " + MOST_REDIRECTS + " redirects from " + address);
    }

    private HttpResponse<String> send(URI target, HttpRequest.Builder request) {
        String cookie = cookies.header(target);
        if (!cookie.isEmpty()) {
            request.header("Cookie", cookie);
        }
        headers.forEach(request::setHeader);
        HttpResponse<String> response =
                Http.send(request.uri(routed(target)).header("Accept", "text/html,application/xhtml+xml"));
        cookies.store(response.headers().allValues("Set-Cookie"));
        return response;
    }

    private URI routed(URI target) {
        if (node == null) {
            return target;
        }
        String rest = target.getRawPath() + (target.getRawQuery() == null ? "" : "?" + target.getRawQuery());
        return URI.create(node.getScheme() + "://" + node.getRawAuthority() + rest);
    }
}
