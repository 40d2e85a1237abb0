package io.keygear.tests.firebase;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.keygear.tests.actor.Http;
import io.keygear.tests.server.RealmFixture;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** A back end that exchanges: a realm with a provider for a project of the test's own, and a client that may. */
final class App {

    static final String CLIENT = "shop";
    static final String SECRET = "shop-secret";

    private static final ObjectMapper JSON = new ObjectMapper();

    private static final AtomicInteger PEOPLE = new AtomicInteger();

    private final RealmFixture realm;
    private final FakeProject project;
    private final URI node;

    private App(RealmFixture realm, FakeProject project, URI node) {
        this.realm = realm;
        this.project = project;
        this.node = node;
    }

    /** Sets the realm up. */
    static App install(RealmFixture realm, FakeProject project) {
        // A container sees the test under a name that is no loopback, from where keys are taken by HTTPS alone.
        assumeTrue(
                realm.server().testHost().equals("localhost"),
                "Keycloak is in a container: -Dkeycloak.backend=process");
        App app = new App(realm, project, realm.url());
        app.provider(
                "firebase", config -> config.put("projectId", FakeProject.ID).put("jwksUrl", project.jwksUrl()));
        if (realm.admin().get(realm.name() + "/clients?clientId=" + CLIENT).isEmpty()) {
            app.client(CLIENT, client -> {});
        }
        return app;
    }

    /** The same, sending its requests to another node. */
    App at(URI server) {
        return new App(
                realm, project, URI.create(server + "/realms/" + realm.name()).normalize());
    }

    /** Makes the provider, or changes it. */
    void provider(String alias, Consumer<ObjectNode> config) {
        provider(alias, provider -> {}, config);
    }

    void provider(String alias, Consumer<ObjectNode> edit, Consumer<ObjectNode> config) {
        String path = realm.name() + "/identity-provider/instances/" + alias;
        HttpResponse<String> found = realm.admin().send("GET", path, null);
        ObjectNode provider = found.statusCode() == 200
                ? (ObjectNode) json(found.body())
                : JSON.createObjectNode().put("alias", alias).put("providerId", "firebase");
        config.accept(provider.withObjectProperty("config"));
        if (!provider.path("config").has("invalidTokensPerAddress")) {
            provider.withObjectProperty("config").put("invalidTokensPerAddress", "1000000");
        }
        edit.accept(provider);
        if (found.statusCode() == 200) {
            realm.admin().put(path, provider);
        } else {
            realm.admin().post(realm.name() + "/identity-provider/instances", provider);
        }
    }

    /** Claims of somebody who is registered and linked. */
    ObjectNode member() {
        ObjectNode person = project.newcomer();
        realm.newPerson(
                "member" + PEOPLE.incrementAndGet(),
                user -> user.put("email", person.path("email").asText()).put("emailVerified", true));
        Answer answer = exchange(project.token(person));
        if (!answer.status().equals("active")) {
            throw new AssertionError(answer);
        }
        return person;
    }

    /** Makes a confidential client that may exchange, or what {@code edit} makes of it. */
    void client(String id, Consumer<ObjectNode> edit) {
        ObjectNode client = JSON.createObjectNode()
                .put("clientId", id)
                .put("enabled", true)
                .put("protocol", "openid-connect")
                .put("publicClient", false)
                .put("secret", SECRET)
                .put("standardFlowEnabled", false);
        client.putObject("attributes")
                .put("firebase.exchange.enabled", "true")
                .put("allow.token.introspection.without.audience.check", "true");
        edit.accept(client);
        realm.admin().post(realm.name() + "/clients", client);
    }

    /** Changes a client. */
    void changeClient(String id, Consumer<ObjectNode> edit) {
        JsonNode client =
                realm.admin().get(realm.name() + "/clients?clientId=" + id).get(0);
        edit.accept((ObjectNode) client);
        realm.admin().put(realm.name() + "/clients/" + client.path("id").asText(), client);
    }

    /** At the dedicated endpoint. */
    Answer exchange(String token) {
        return exchange(CLIENT, Map.of("subject_token", token));
    }

    Answer exchange(String client, Map<String, String> form) {
        return post("/firebase/token", client, form);
    }

    /** At Keycloak's token endpoint, RFC 8693. */
    Answer grant(String token) {
        return grant(CLIENT, token, Map.of());
    }

    Answer grant(String client, String token, Map<String, String> more) {
        Map<String, String> form = new LinkedHashMap<>();
        form.put("grant_type", "urn:ietf:params:oauth:grant-type:token-exchange");
        form.put("subject_token", token);
        form.put("subject_token_type", "urn:ietf:params:oauth:token-type:id_token");
        form.putAll(more);
        form.values().removeIf(String::isEmpty);
        return post("/protocol/openid-connect/token", client, form);
    }

    /** At Keycloak's token endpoint, RFC 7523. */
    Answer assertion(String token) {
        return post(
                "/protocol/openid-connect/token",
                CLIENT,
                Map.of("grant_type", "urn:ietf:params:oauth:grant-type:jwt-bearer", "assertion", token));
    }

    /** The same token at all three endpoints. */
    List<Answer> everyWayIn(String token) {
        return ways(token).stream().map(Supplier::get).toList();
    }

    /** The three endpoints, each to be tried when asked. */
    List<Supplier<Answer>> ways(String token) {
        return List.of(() -> exchange(token), () -> grant(token), () -> assertion(token));
    }

    Answer refresh(Answer before) {
        return post(
                "/protocol/openid-connect/token",
                CLIENT,
                Map.of(
                        "grant_type",
                        "refresh_token",
                        "refresh_token",
                        before.body().path("refresh_token").asText()));
    }

    Answer introspect(String token) {
        return post("/protocol/openid-connect/token/introspect", CLIENT, Map.of("token", token));
    }

    /** A form, the client in its Authorization header. */
    Answer post(String path, String client, Map<String, String> form) {
        return send(HttpRequest.newBuilder(URI.create(node + path))
                .header("Authorization", basic(client))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(Http.encode(form.entrySet()))));
    }

    /** JSON, with a bearer token. */
    Answer json(String path, String bearer, String body) {
        return send(HttpRequest.newBuilder(URI.create(node + path))
                .header("Authorization", "Bearer " + bearer)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body)));
    }

    Answer get(String path, String bearer) {
        return send(HttpRequest.newBuilder(URI.create(node + path))
                .header("Accept", "application/json")
                .header("Authorization", "Bearer " + bearer));
    }

    Answer send(HttpRequest.Builder request) {
        HttpResponse<String> response = Http.send(request);
        return new Answer(response.statusCode(), json(response.body()), response);
    }

    URI url(String path) {
        return URI.create(node + path);
    }

    static String basic(String client) {
        return "Basic " + Base64.getEncoder().encodeToString((client + ":" + SECRET).getBytes(StandardCharsets.UTF_8));
    }

    private static JsonNode json(String body) {
        try {
            return JSON.readTree(body);
        } catch (JsonProcessingException notJson) {
            return JSON.missingNode();
        }
    }

    /** What came back. */
    record Answer(int code, JsonNode body, HttpResponse<String> response) {

        String status() {
            return body.path("status").asText();
        }

        String reason() {
            return body.path("reason").asText();
        }

        String accessToken() {
            return body.path("access_token").asText();
        }

        /** The claims of the access token. */
        JsonNode claims() {
            String[] parts = accessToken().split("\\.", -1);
            return json(new String(Base64.getUrlDecoder().decode(parts[1]), StandardCharsets.UTF_8));
        }

        @Override
        public String toString() {
            return code + " " + response.body();
        }
    }
}
