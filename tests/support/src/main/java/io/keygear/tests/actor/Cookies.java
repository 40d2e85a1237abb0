package io.keygear.tests.actor;

import java.net.HttpCookie;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** The cookies of one host. Unlike the JDK's store it sends {@code Secure} ones over HTTP too, as browsers do here. */
final class Cookies {

    private final List<HttpCookie> cookies;

    Cookies() {
        this(List.of());
    }

    private Cookies(List<HttpCookie> cookies) {
        this.cookies = new ArrayList<>(cookies);
    }

    synchronized Cookies copy() {
        return new Cookies(cookies);
    }

    synchronized void store(List<String> headers) {
        for (String header : headers) {
            for (HttpCookie cookie : HttpCookie.parse("Set-Cookie: " + header)) {
                cookies.removeIf(old ->
                        old.getName().equals(cookie.getName()) && Objects.equals(old.getPath(), cookie.getPath()));
                if (!cookie.hasExpired()) {
                    cookies.add(cookie);
                }
            }
        }
    }

    synchronized String header(URI target) {
        List<String> pairs = new ArrayList<>();
        for (HttpCookie cookie : cookies) {
            String path = cookie.getPath() == null ? "/" : cookie.getPath();
            if (target.getPath().startsWith(path)) {
                pairs.add(cookie.getName() + "=" + cookie.getValue());
            }
        }
        return String.join("; ", pairs);
    }
}
