package io.keygear.tests.gateway;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** One HTTP/1.1 request as it is read from a socket; its body is read when it is asked for. */
final class RawRequest {

    private static final int LONGEST_HEAD = 64 * 1024;

    private final String method;
    private final String path;
    private final Map<String, String> headers = new LinkedHashMap<>();
    private final InputStream in;

    private RawRequest(String head, InputStream in) {
        String[] lines = head.split("\r\n", -1);
        String[] start = lines[0].split(" ", -1);
        this.method = start[0];
        this.path = start.length > 1 ? start[1] : "";
        for (int i = 1; i < lines.length; i++) {
            int colon = lines[i].indexOf(':');
            if (colon > 0) {
                String name = lines[i].substring(0, colon).toLowerCase(Locale.ROOT);
                headers.put(name, lines[i].substring(colon + 1).strip());
            }
        }
        this.in = in;
    }

    /** Reads the head of the next request; its method is empty when the other side has closed. */
    static RawRequest read(InputStream in) throws IOException {
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        int next = in.read();
        while (next >= 0 && head.size() < LONGEST_HEAD) {
            head.write(next);
            if (next == '\n' && head.toString(StandardCharsets.ISO_8859_1).endsWith("\r\n\r\n")) {
                break;
            }
            next = in.read();
        }
        return new RawRequest(head.toString(StandardCharsets.ISO_8859_1), in);
    }

    boolean isEnd() {
        return method.isEmpty();
    }

    String method() {
        return method;
    }

    String path() {
        return path;
    }

    String header(String name) {
        return headers.getOrDefault(name, "");
    }

    /** User name and password of basic authentication, joined by a colon; empty when there are none. */
    String credentials() {
        String authorization = header("authorization");
        if (!authorization.startsWith("Basic ")) {
            return "";
        }
        byte[] decoded = Base64.getDecoder().decode(authorization.substring("Basic ".length()));
        return new String(decoded, StandardCharsets.UTF_8);
    }

    /** Reads the body as a form. */
    Map<String, String> form() throws IOException {
        String length = header("content-length");
        byte[] body = in.readNBytes(length.isEmpty() ? 0 : Integer.parseInt(length));
        Map<String, String> fields = new LinkedHashMap<>();
        for (String pair : new String(body, StandardCharsets.UTF_8).split("&", -1)) {
            int equals = pair.indexOf('=');
            if (equals > 0) {
                fields.put(decode(pair.substring(0, equals)), decode(pair.substring(equals + 1)));
            }
        }
        return fields;
    }

    private static String decode(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }
}
