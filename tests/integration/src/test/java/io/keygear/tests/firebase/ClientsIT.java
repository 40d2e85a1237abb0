package io.keygear.tests.firebase;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.keygear.tests.actor.Http;
import io.keygear.tests.firebase.App.Answer;
import io.keygear.tests.server.KeygearTest;
import io.keygear.tests.server.RealmFixture;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Which clients may exchange: those that were told so, that prove who they are, and that no policy stops. */
@KeygearTest
class ClientsIT {

    private static final String TOKEN = "/firebase/token";
    private static final String EXCHANGE = "urn:ietf:params:oauth:grant-type:token-exchange";
    private static final String BEARER = "urn:ietf:params:oauth:grant-type:jwt-bearer";

    private static FakeProject project;
    private static App app;

    private final RealmFixture realm;
    private final Closed closed;

    ClientsIT(RealmFixture realm) {
        this.realm = realm;
        this.closed = new Closed(realm, app, project);
    }

    @BeforeAll
    static void install(RealmFixture realm) {
        project = new FakeProject(realm.server());
        app = App.install(realm, project);
    }

    @AfterAll
    static void stop() {
        project.close();
    }

    @Test
    void a_disabled_client() {
        ObjectNode person = app.member();
        app.changeClient(App.CLIENT, client -> client.put("enabled", false));
        try {
            closed.toEverybody(person, 401, "invalid_client", "");
        } finally {
            app.changeClient(App.CLIENT, client -> client.put("enabled", true));
        }
    }

    @Test
    void a_wrong_secret() {
        ObjectNode person = app.member();
        app.changeClient(App.CLIENT, client -> client.put("secret", "changed"));
        try {
            closed.toEverybody(person, 401, "unauthorized_client", "");
        } finally {
            app.changeClient(App.CLIENT, client -> client.put("secret", App.SECRET));
        }
    }

    @Test
    void a_client_that_was_not_told_so() {
        ObjectNode person = app.member();
        attributes(Map.of("firebase.exchange.enabled", "false"));
        try {
            closed.toEverybody(person, 400, "unauthorized_client", "client_not_enabled");
        } finally {
            attributes(Map.of("firebase.exchange.enabled", "true"));
        }
    }

    @Test
    void a_client_is_told_so_by_its_attribute_by_the_providers_list_or_by_keycloaks_own_switch() {
        ObjectNode person = app.member();
        assertOpen(person);
        attributes(Map.of("firebase.exchange.enabled", ""));
        try {
            app.provider("firebase", config -> config.put("clients", "other, " + App.CLIENT));
            assertOpen(person);
            app.provider("firebase", config -> config.put("clients", "other"));
            closed.to(person, 400, "unauthorized_client", "client_not_enabled");

            attributes(Map.of(
                    "oauth2.jwt.authorization.grant.enabled", "true", "oauth2.jwt.authorization.grant.idp", "x##y"));
            closed.to(person, 400, "unauthorized_client", "client_not_enabled");
            attributes(Map.of("oauth2.jwt.authorization.grant.idp", "x##firebase"));
            assertOpen(person);
            attributes(Map.of("oauth2.jwt.authorization.grant.enabled", "false"));
            closed.to(person, 400, "unauthorized_client", "client_not_enabled");
        } finally {
            app.provider("firebase", config -> config.put("clients", ""));
            attributes(Map.of("firebase.exchange.enabled", "true", "oauth2.jwt.authorization.grant.idp", ""));
        }
    }

    /** The list below the switch, in the console, is what this answers. */
    @Test
    void keycloaks_own_switch_offers_the_provider() {
        JsonNode offered = realm.admin()
                .get(realm.name() + "/identity-provider/instances?type=JWT_AUTHORIZATION_GRANT&realmOnly=true");
        assertThat(offered.findValuesAsText("alias")).contains("firebase");
    }

    @Test
    void a_client_that_is_told_so_gets_the_claims() {
        for (Map<String, String> told : List.of(
                Map.of("firebase.exchange.enabled", "true"),
                Map.of(
                        "oauth2.jwt.authorization.grant.enabled",
                        "true",
                        "oauth2.jwt.authorization.grant.idp",
                        "firebase"))) {
            String id = "late" + told.hashCode();
            app.client(id, client -> {
                client.remove("attributes");
                client.putArray("defaultClientScopes").add("basic");
            });
            assertThat(scopes(id)).doesNotContain("app-identity");
            app.changeClient(id, client -> told.forEach(client.withObjectProperty("attributes")::put));
            assertThat(scopes(id)).contains("app-identity");
        }
    }

    @Test
    void a_public_client_unless_it_is_allowed() {
        ObjectNode person = app.member();
        app.client("spa", client -> {
            client.put("publicClient", true);
            client.remove("secret");
        });
        Map<String, String> form = Map.of("subject_token", project.token(person), "client_id", "spa");
        closed.to(() -> plain(form), 400, "unauthorized_client", "client_public");
        app.provider("firebase", config -> config.put("publicClients", "true"));
        try {
            assertThat(plain(form).status()).isEqualTo("active");
        } finally {
            app.provider("firebase", config -> config.put("publicClients", "false"));
        }
    }

    @Test
    void a_client_by_a_secret_in_the_body_as_form_or_json() {
        ObjectNode person = app.member();
        String token = project.token(person);
        assertThat(plain(Map.of("subject_token", token, "client_id", App.CLIENT, "client_secret", App.SECRET))
                        .status())
                .isEqualTo("active");
        Answer json = app.send(HttpRequest.newBuilder(app.url(TOKEN))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString("{\"subject_token\":\"" + token + "\",\"client_id\":\"" + App.CLIENT
                        + "\",\"client_secret\":\"" + App.SECRET + "\"}")));
        assertThat(json.status()).as(json.toString()).isEqualTo("active");
        Answer basic = app.send(HttpRequest.newBuilder(app.url(TOKEN))
                .header("Content-Type", "application/json")
                .header("Authorization", App.basic(App.CLIENT))
                .POST(BodyPublishers.ofString("{\"subject_token\":\"" + token + "\"}")));
        assertThat(basic.status()).as(basic.toString()).isEqualTo("active");
    }

    @Test
    void a_client_that_needs_a_consent_nobody_gave() {
        ObjectNode person = app.member();
        app.changeClient(App.CLIENT, client -> client.put("consentRequired", true));
        try {
            closed.to(person, 400, "invalid_scope", "consent_missing");
        } finally {
            app.changeClient(App.CLIENT, client -> client.put("consentRequired", false));
        }
    }

    @Test
    void what_a_client_policy_forbids_one_grant_it_forbids_that_grant() {
        ObjectNode person = app.member();
        policy("reject-request", EXCHANGE);
        try {
            closed.to(() -> app.exchange(project.token(person)), 400, "invalid_request", "client_policy");
            closed.to(() -> app.grant(project.token(person)), 400, "invalid_request", "");
            assertThat(app.assertion(project.token(person)).status()).isEqualTo("active");
            policy("reject-request", BEARER);
            closed.to(() -> app.assertion(project.token(person)), 400, "invalid_request", "client_policy");
            assertThat(app.exchange(project.token(person)).status()).isEqualTo("active");
            assertThat(app.grant(project.token(person)).status()).isEqualTo("active");
        } finally {
            noPolicy();
        }
    }

    @Test
    void a_client_policy_that_leaves_an_assertion_its_own_scopes_leaves_none() {
        ObjectNode person = app.member();
        policy("downscope-assertion-grant-enforcer", BEARER);
        try {
            closed.to(() -> app.assertion(project.token(person)), 400, "invalid_scope", "client_policy");
        } finally {
            noPolicy();
        }
    }

    private void assertOpen(ObjectNode person) {
        for (Answer answer : app.everyWayIn(project.token(person))) {
            assertThat(answer.status()).as(answer.toString()).isEqualTo("active");
        }
    }

    private static void attributes(Map<String, String> values) {
        app.changeClient(App.CLIENT, client -> values.forEach(client.withObjectProperty("attributes")::put));
    }

    private List<String> scopes(String client) {
        JsonNode found = realm.admin()
                .get(realm.name() + "/clients?clientId=" + client)
                .get(0)
                .path("defaultClientScopes");
        return java.util.stream.StreamSupport.stream(found.spliterator(), false)
                .map(JsonNode::asText)
                .toList();
    }

    private void policy(String executor, String grant) {
        noPolicy();
        realm.admin().put(realm.name() + "/client-policies/profiles", json("""
                {"profiles":[{"name":"closed","executors":[{"executor":"%s","configuration":{}}]}]}""".formatted(executor)));
        realm.admin().put(realm.name() + "/client-policies/policies", json("""
                {"policies":[{"name":"closed","enabled":true,"profiles":["closed"],
                "conditions":[{"condition":"grant-type","configuration":{"grant_types":["%s"]}}]}]}""".formatted(grant)));
    }

    private void noPolicy() {
        realm.admin().put(realm.name() + "/client-policies/policies", json("{\"policies\":[]}"));
        realm.admin().put(realm.name() + "/client-policies/profiles", json("{\"profiles\":[]}"));
    }

    private static Answer plain(Map<String, String> form) {
        return app.send(HttpRequest.newBuilder(app.url(TOKEN))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(Http.encode(form.entrySet()))));
    }

    private static JsonNode json(String text) {
        try {
            return new ObjectMapper().readTree(text);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }
}
