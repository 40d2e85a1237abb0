package io.keygear.bench.firebase;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.keygear.bench.BenchServer;
import io.keygear.bench.BenchSettings;
import io.keygear.bench.Duel;
import io.keygear.bench.Work;
import io.keygear.tests.actor.Http;
import io.keygear.tests.firebase.FakeProject;
import io.keygear.tests.server.KeygearTest;
import io.keygear.tests.server.RealmFixture;
import io.keygear.tests.server.ServerConfig;
import java.net.URI;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * A person who comes back, with a new Firebase token each time: Keygear's exchange against Keycloak's own external
 * exchange (version 1, the OIDC provider checking the same signature). Both begin a session and answer an access and a
 * refresh token.
 */
@KeygearTest(server = FirebaseExchangeBench.Server.class)
class FirebaseExchangeBench {

    private static final int PEOPLE = 100;
    private static final int TOKENS = 20_000;
    private static final ObjectMapper JSON = new ObjectMapper();

    /** In development mode, where keys may be at a loopback address; the first external exchange is a preview. */
    public static final class Server implements ServerConfig.Source {
        @Override
        public ServerConfig config() {
            ServerConfig config = new BenchServer().config();
            return new ServerConfig(
                            "bench-firebase", ServerConfig.Mode.DEV, ServerConfig.Store.MEMORY, config.options())
                    .with("KC_FEATURES", "declarative-ui,token-exchange,admin-fine-grained-authz:v1");
        }
    }

    @Test
    void a_returning_user(RealmFixture realm) {
        try (FakeProject project = new FakeProject(realm.server())) {
            prepare(realm, project);
            List<ObjectNode> people =
                    IntStream.range(0, PEOPLE).mapToObj(n -> project.newcomer()).toList();
            people.forEach(person -> register(realm, project, person));
            List<String> tokens = IntStream.range(0, TOKENS)
                    .parallel()
                    .mapToObj(n -> project.token(people.get(n % PEOPLE), claims -> claims.put("n", n)))
                    .toList();

            Duel.Result result = new Duel(BenchSettings.fromSystemProperties())
                    .run(
                            "keygear",
                            exchange(realm, tokens, "firebase"),
                            "keycloak v1",
                            exchange(realm, tokens, "oidc"));

            assertThat(result.a()).allSatisfy(load -> assertThat(load.failed()).isZero());
            assertThat(result.b()).allSatisfy(load -> assertThat(load.failed()).isZero());
        }
    }

    private static Work exchange(RealmFixture realm, List<String> tokens, String issuer) {
        AtomicInteger next = new AtomicInteger();
        return (thread, turn) -> {
            String token = tokens.get(Math.floorMod(next.getAndIncrement(), tokens.size()));
            require(grant(realm, token, issuer));
        };
    }

    private static void register(RealmFixture realm, FakeProject project, ObjectNode person) {
        require(grant(realm, project.token(person), "oidc"));
        // The user that Keycloak's exchange made has the address; once verified, ours links to the same one.
        JsonNode user = realm.admin()
                .get(realm.name() + "/users?exact=true&email="
                        + person.path("email").asText())
                .get(0);
        realm.admin()
                .put(
                        realm.name() + "/users/" + user.path("id").asText(),
                        ((ObjectNode) user).put("emailVerified", true));
        require(grant(realm, project.token(person), "firebase"));
    }

    private static HttpResponse<String> grant(RealmFixture realm, String token, String issuer) {
        return Http.post(
                URI.create(realm.url() + "/protocol/openid-connect/token"),
                Map.of(
                        "grant_type",
                        "urn:ietf:params:oauth:grant-type:token-exchange",
                        "subject_token",
                        token,
                        "subject_token_type",
                        "urn:ietf:params:oauth:token-type:id_token",
                        "subject_issuer",
                        issuer,
                        "requested_token_type",
                        "urn:ietf:params:oauth:token-type:refresh_token",
                        "client_id",
                        issuer.equals("firebase") ? "shop" : "native",
                        "client_secret",
                        "secret"));
    }

    private static void require(HttpResponse<String> answer) {
        if (answer.statusCode() != 200 || !answer.body().contains("refresh_token")) {
            throw new IllegalStateException(answer.statusCode() + " " + answer.body());
        }
    }

    private static void prepare(RealmFixture realm, FakeProject project) {
        realm.change(all -> all.put("eventsEnabled", false));
        provider(
                realm,
                "oidc",
                "oidc",
                Map.of(
                        "issuer", "https://securetoken.google.com/" + FakeProject.ID,
                        "validateSignature", "true",
                        "useJwksUrl", "true",
                        "jwksUrl", project.jwksUrl(),
                        "disableUserInfo", "true",
                        "disableTypeClaimCheck", "true",
                        "clientId", FakeProject.ID,
                        "authorizationUrl", "https://idp.example/auth",
                        "tokenUrl", "https://idp.example/token"));
        realm.admin().delete(realm.name() + "/identity-provider/instances/firebase");
        provider(realm, "firebase", "firebase", Map.of("projectId", FakeProject.ID, "jwksUrl", project.jwksUrl()));
        client(realm, "shop");
        String id = client(realm, "native");
        allow(realm, id);
    }

    private static void provider(RealmFixture realm, String alias, String type, Map<String, String> config) {
        realm.admin()
                .post(
                        realm.name() + "/identity-provider/instances",
                        Map.of("alias", alias, "providerId", type, "enabled", true, "config", config));
    }

    private static String client(RealmFixture realm, String id) {
        return realm.admin()
                .post(
                        realm.name() + "/clients",
                        Map.of(
                                "clientId",
                                id,
                                "publicClient",
                                false,
                                "secret",
                                "secret",
                                "attributes",
                                Map.of("firebase.exchange.enabled", String.valueOf(id.equals("shop")))));
    }

    /** Keycloak's version asks its fine-grained permissions whether a client may exchange. */
    private static void allow(RealmFixture realm, String client) {
        String name = realm.name();
        JsonNode permissions = parse(realm.admin()
                .call("PUT", name + "/identity-provider/instances/oidc/management/permissions", Map.of("enabled", true))
                .body());
        String permission =
                permissions.path("scopePermissions").path("token-exchange").asText();
        String management = realm.admin()
                .get(name + "/clients?clientId=realm-management")
                .get(0)
                .path("id")
                .asText();
        String server = name + "/clients/" + management + "/authz/resource-server";
        JsonNode policy = parse(realm.admin()
                .call("POST", server + "/policy/client", Map.of("name", "native", "clients", List.of(client)))
                .body());
        ObjectNode scope = (ObjectNode) realm.admin().get(server + "/permission/scope/" + permission);
        scope.putArray("policies").add(policy.path("id").asText());
        realm.admin().put(server + "/permission/scope/" + permission, scope);
    }

    private static JsonNode parse(String body) {
        try {
            return JSON.readTree(body);
        } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
