package io.keygear.tests.actor;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.URI;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Somebody who calls an API that takes and gives JSON, with or without credentials. */
public final class JsonApi {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final URI base;
    private final Map<String, String> headers;

    /** Without credentials; paths are resolved against {@code base}. */
    public JsonApi(URI base) {
        this(base, Map.of());
    }

    private JsonApi(URI base, Map<String, String> headers) {
        this.base = base;
        this.headers = headers;
    }

    /** The same caller with an access token. */
    public JsonApi bearing(String accessToken) {
        return with("Authorization", "Bearer " + accessToken);
    }

    /** The same caller as a client that authenticates by {@code client_secret_basic}. */
    public JsonApi asClient(String clientId, String secret) {
        String pair = clientId + ":" + secret;
        return with(
                "Authorization", "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8)));
    }

    /** The same caller with one more header. */
    public JsonApi with(String header, String value) {
        Map<String, String> more = new LinkedHashMap<>(headers);
        more.put(header, value);
        return new JsonApi(base, more);
    }

    /** POST of an object as JSON, or of a text as it is. */
    public Answer post(String path, Object body) {
        return call("POST", path, body);
    }

    /** GET. */
    public Answer get(String path) {
        return call("GET", path, null);
    }

    /** Any call. */
    public Answer call(String method, String path, @Nullable Object body) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(base + (path.isEmpty() ? "" : "/" + path)))
                .header("Content-Type", "application/json")
                .method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(text(body)));
        headers.forEach(request::header);
        HttpResponse<String> response = Http.send(request);
        return new Answer(response.statusCode(), response.body(), response.headers());
    }

    private static String text(Object body) {
        try {
            return body instanceof String text ? text : JSON.writeValueAsString(body);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }

    /**
     * What came back.
     *
     * @param text the body as it was
     */
    public record Answer(int status, String text, HttpHeaders headers) {

        /** The body as JSON. */
        public JsonNode json() {
            try {
                return JSON.readTree(text);
            } catch (JsonProcessingException e) {
                throw new AssertionError("Not JSON (" + status + "): " + text, e);
            }
        }

        /** The cause of a problem (RFC 9457); empty when the body is none. */
        public String problem() {
            return text.startsWith("{") ? json().path("type").asText().replace("urn:keygear:problem:", "") : "";
        }

        /** A member of the body; empty when it is missing. */
        public String member(String name) {
            return json().path(name).asText();
        }
    }
}
