package io.keygear.tests.server;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.keygear.tests.actor.Http;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Keycloak's admin REST API, as the administrator of the server. Paths are relative to {@code /admin/realms/}, those
 * that begin with a slash to {@code /admin}.
 */
public final class AdminApi {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final KeycloakServer server;
    private @Nullable String token;

    AdminApi(KeycloakServer server) {
        this.server = server;
    }

    /** GET; the answer has to be 200. */
    public JsonNode get(String path) {
        return parse(call("GET", path, null));
    }

    /** POST of a new thing; gives the id out of the answer's {@code Location}, or an empty text. */
    public String post(String path, Object body) {
        return call("POST", path, body)
                .headers()
                .firstValue("Location")
                .map(location -> location.substring(location.lastIndexOf('/') + 1))
                .orElse("");
    }

    /** PUT. */
    public void put(String path, Object body) {
        call("PUT", path, body);
    }

    /** DELETE. */
    public void delete(String path) {
        call("DELETE", path, null);
    }

    /** Any call; an answer that is no success is a failure of the test. */
    public HttpResponse<String> call(String method, String path, @Nullable Object body) {
        HttpResponse<String> response = send(method, path, body);
        if (response.statusCode() >= 400) {
            String cause = response.statusCode() >= 500 ? "\nIn the server's log: " + lastError() : "";
            throw new AssertionError(
                    method + " " + path + " was answered " + response.statusCode() + ": " + response.body() + cause);
        }
        return response;
    }

    /** Any call, whatever the answer. */
    public HttpResponse<String> send(String method, String path, @Nullable Object body) {
        return send(method, path, body, Map.of());
    }

    /** Any call with more headers, whatever the answer. */
    public HttpResponse<String> send(String method, String path, @Nullable Object body, Map<String, String> headers) {
        HttpResponse<String> response = sendOnce(method, path, body, headers);
        if (response.statusCode() == 401) {
            token = null; // expired, perhaps because the test moved the clock
            response = sendOnce(method, path, body, headers);
        }
        return response;
    }

    private HttpResponse<String> sendOnce(
            String method, String path, @Nullable Object body, Map<String, String> headers) {
        String below = path.isEmpty() ? "" : "/" + path;
        URI target = server.url().resolve(path.startsWith("/") ? "/admin" + path : "/admin/realms" + below);
        HttpRequest.Builder request = HttpRequest.newBuilder(target)
                .header("Authorization", "Bearer " + token())
                .header("Content-Type", "application/json");
        headers.forEach(request::header);
        return Http.send(request.method(method, json(body)));
    }

    private synchronized String token() {
        if (token == null) {
            URI endpoint = server.url().resolve("/realms/master/protocol/openid-connect/token");
            Map<String, String> grant = Map.of(
                    "grant_type",
                    "password",
                    "client_id",
                    "admin-cli",
                    "username",
                    KeycloakServer.ADMIN,
                    "password",
                    KeycloakServer.ADMIN);
            token = parse(Http.post(endpoint, grant)).path("access_token").asText();
        }
        return token;
    }

    private String lastError() {
        String log = server.log();
        int error = Math.max(0, log.lastIndexOf(" ERROR "));
        return log.substring(error).lines().limit(20).collect(Collectors.joining("\n"));
    }

    private static BodyPublisher json(@Nullable Object body) {
        try {
            return body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(JSON.writeValueAsString(body));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }

    private static JsonNode parse(HttpResponse<String> response) {
        try {
            return JSON.readTree(response.body());
        } catch (JsonProcessingException e) {
            throw new AssertionError("Not JSON (" + response.statusCode() + "): " + response.body(), e);
        }
    }
}
