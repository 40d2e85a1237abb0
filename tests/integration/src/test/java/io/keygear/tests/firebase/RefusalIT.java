package io.keygear.tests.firebase;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.keygear.tests.firebase.App.Answer;
import io.keygear.tests.server.KeygearTest;
import io.keygear.tests.server.Probe;
import io.keygear.tests.server.RealmFixture;
import io.keygear.tests.verification.Together;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Whatever is closed stays closed to an exchange, at all three endpoints, and nothing makes the server fail. */
@KeygearTest
class RefusalIT {

    private static final String TOKEN = "/firebase/token";
    private static final String GRANTS = "/protocol/openid-connect/token";
    private static final String FORM = "application/x-www-form-urlencoded";

    private static FakeProject project;
    private static App app;
    private static int people;

    private final RealmFixture realm;
    private final Closed closed;

    RefusalIT(RealmFixture realm) {
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
    void a_disabled_realm() {
        ObjectNode person = app.member();
        realm.change(all -> all.put("enabled", false));
        try {
            closed.to(() -> app.exchange(project.token(person)), 403, "access_denied", "realm_disabled");
            closed.to(() -> app.grant(project.token(person)), 403, "access_denied", "");
            closed.to(() -> app.assertion(project.token(person)), 403, "access_denied", "");
        } finally {
            realm.change(all -> all.put("enabled", true));
        }
    }

    @Test
    void a_disabled_provider() {
        ObjectNode person = app.member();
        app.provider("firebase", provider -> provider.put("enabled", false), config -> {});
        try {
            closed.toEverybody(person, 400, "invalid_request", "provider_disabled");
        } finally {
            app.provider("firebase", provider -> provider.put("enabled", true), config -> {});
        }
    }

    @Test
    void a_disabled_user_and_a_locked_one() {
        ObjectNode person = app.member();
        String id = app.exchange(project.token(person)).claims().path("user_id").asText();
        String path = realm.name() + "/users/" + id;
        ObjectNode user = (ObjectNode) realm.admin().get(path);
        realm.admin().put(path, user.put("enabled", false));
        closed.to(person, 400, "invalid_request", "user_disabled");
        realm.admin().put(path, user.put("enabled", true));

        realm.change(all -> all.put("failureFactor", 1).put("waitIncrementSeconds", 600));
        try {
            realm.admin()
                    .put(path + "/reset-password", Map.of("type", "password", "value", "right", "temporary", false));
            app.changeClient(App.CLIENT, client -> client.put("directAccessGrantsEnabled", true));
            for (int wrong = 0; wrong < 3; wrong++) {
                app.post(
                        GRANTS,
                        App.CLIENT,
                        Map.of(
                                "grant_type",
                                "password",
                                "username",
                                user.path("username").asText(),
                                "password",
                                "wrong"));
            }
            closed.to(person, 400, "invalid_request", "user_locked");
        } finally {
            realm.change(all -> all.put("failureFactor", 30));
            realm.admin().delete(realm.name() + "/attack-detection/brute-force/users");
        }
    }

    @Test
    void parameters_that_are_doubled_empty_unknown_or_of_another_kind() {
        String token = project.token(project.newcomer());
        for (String body : List.of(
                "",
                "subject_token=",
                "subject_token=" + token + "&subject_token=" + token,
                "subject_token=" + token + "&role=ADMIN",
                "subject_token=" + token + "&user_id=1",
                "subject_token=" + token + "&status=active",
                "role=ADMIN",
                "subject_token=" + token + "&scope=nothing-like-that",
                "subject_token=" + token + "&scope=offline_access",
                "subject_token=" + token + "&subject_issuer=nobody",
                "subject_token=" + token + "&subject_token_type=urn:ietf:params:oauth:token-type:access_token")) {
            Answer answer = form(TOKEN, body);
            assertThat(answer.code()).as(body + " " + answer).isEqualTo(400);
            assertThat(answer.body().path("error").asText()).isNotEmpty();
            assertThat(answer.body().path("error_description").asText()).isNotEmpty();
            assertThat(answer.reason()).isNotEmpty();
        }
        for (Map<String, String> more : List.of(
                Map.of("subject_token", ""),
                Map.of("subject_token_type", "urn:ietf:params:oauth:token-type:access_token"),
                Map.of("subject_token_type", ""),
                Map.of("requested_token_type", "urn:ietf:params:oauth:token-type:saml2"),
                Map.of("requested_token_type", "urn:ietf:params:oauth:token-type:id_token"),
                Map.of("actor_token", token),
                Map.of("audience", "nobody"),
                Map.of("subject_issuer", "nobody"),
                Map.of("subject_issuer", "https://securetoken.google.com/other", "subject_token", "x.y.z"))) {
            Answer answer = app.grant(App.CLIENT, token, more);
            assertThat(answer.code()).as(more + " " + answer).isEqualTo(400);
        }
        assertThat(app.exchange(token).status()).as("the token itself was good").isEqualTo("unregistered");
    }

    @Test
    void parameters_of_the_token_endpoint_that_are_doubled_or_empty() {
        String token = project.token(project.newcomer());
        String exchange = "grant_type=urn:ietf:params:oauth:grant-type:token-exchange"
                + "&subject_token_type=urn:ietf:params:oauth:token-type:id_token";
        String bearer = "grant_type=urn:ietf:params:oauth:grant-type:jwt-bearer";
        for (String body : List.of(
                exchange + "&subject_token=" + token + "&subject_token=" + token,
                exchange + "&subject_token=" + token + "&subject_issuer=firebase&subject_issuer=firebase",
                exchange + "&subject_token=" + token + "&scope=openid&scope=email",
                exchange + "&subject_token=" + token + "&audience=nobody&audience=nobody",
                exchange + "&subject_token=",
                exchange + "&subject_token=&subject_issuer=firebase",
                exchange + "&subject_issuer=firebase",
                exchange,
                bearer + "&assertion=" + token + "&assertion=" + token,
                bearer + "&assertion=" + token + "&scope=openid&scope=email",
                bearer + "&assertion=" + token + "&scope=nothing-like-that",
                bearer + "&assertion=" + token + "&scope=offline_access",
                bearer + "&assertion=",
                bearer + "&assertion=%20",
                bearer)) {
            Answer answer = form(GRANTS, body);
            assertThat(answer.code()).as(body + " " + answer).isEqualTo(400);
            assertThat(answer.body().path("error").asText()).isNotEmpty();
            assertThat(answer.body().has("access_token")).isFalse();
        }
        assertThat(app.assertion(token).status())
                .as("the token itself was good")
                .isEqualTo("unregistered");
    }

    @Test
    void what_a_token_or_a_parameter_says_of_role_status_or_id_counts_for_nothing() {
        ObjectNode person = app.member();
        String id = app.exchange(project.token(person)).claims().path("user_id").asText();
        String boasting = project.token(person, claims -> {
            claims.put("role", "ADMIN").put("status", "active").put("accountStatus", "active");
            claims.putObject("realm_access").putArray("roles").add("ADMIN");
        });
        Map<String, String> wishes = Map.of("role", "ADMIN", "user_id", "1", "status", "inactivated");
        for (Answer answer :
                List.of(app.exchange(boasting), app.grant(App.CLIENT, boasting, wishes), app.assertion(boasting))) {
            assertThat(answer.status()).as(answer.toString()).isEqualTo("active");
            assertThat(answer.claims().path("user_id").asText()).isEqualTo(id);
            assertThat(answer.claims().path("role").asText()).isNotEqualTo("ADMIN");
            assertThat(answer.claims().path("realm_access").toString()).doesNotContain("ADMIN");
        }
    }

    @Test
    void a_token_for_another_kind_of_provider_is_judged_by_that_provider() {
        realm.admin()
                .post(
                        realm.name() + "/identity-provider/instances",
                        Map.of(
                                "alias",
                                "elsewhere",
                                "providerId",
                                "oidc",
                                "config",
                                Map.of(
                                        "clientId", "x",
                                        "clientSecret", "x",
                                        "authorizationUrl", "https://idp.example/auth",
                                        "tokenUrl", "https://idp.example/token",
                                        "issuer", "https://idp.example")));
        String token = project.token(app.member());
        closed.to(
                () -> app.exchange(App.CLIENT, Map.of("subject_token", token, "subject_issuer", "elsewhere")),
                400,
                "invalid_request",
                "issuer_unknown");
        Answer grant = app.grant(App.CLIENT, token, Map.of("subject_issuer", "elsewhere"));
        assertThat(grant.code()).as(grant.toString()).isEqualTo(400);
        assertThat(grant.body().has("reason")).as("Keycloak's own answer").isFalse();
        assertThat(grant.body().has("access_token")).isFalse();
    }

    @Test
    void a_forged_token_falls_through_to_no_other_provider() {
        String token = project.token(project.newcomer());
        String forged = token.substring(0, token.length() - 4) + "AAAA";
        for (Map<String, String> more : List.of(
                Map.of("subject_issuer", "firebase"),
                Map.<String, String>of(),
                Map.of("subject_token_type", "urn:ietf:params:oauth:token-type:jwt"),
                Map.of("subject_token_type", "urn:ietf:params:oauth:token-type:access_token"))) {
            Answer answer = app.grant(App.CLIENT, forged, more);
            assertThat(answer.code()).isEqualTo(400);
            assertThat(answer.reason()).as(answer.toString()).isIn("signature_wrong", "subject_token_type_unsupported");
        }
        assertThat(app.assertion(forged).reason()).isEqualTo("signature_wrong");
    }

    @Test
    void other_grants_and_their_tokens_go_on_as_before() {
        ObjectNode person = app.member();
        String own = app.exchange(project.token(person)).accessToken();
        app.changeClient(
                App.CLIENT,
                client -> client.withObjectProperty("attributes").put("standard.token.exchange.enabled", "true"));
        Answer exchanged = app.grant(
                App.CLIENT, own, Map.of("subject_token_type", "urn:ietf:params:oauth:token-type:access_token"));
        assertThat(exchanged.code()).as(exchanged.toString()).isEqualTo(200);
        Answer assertion = app.assertion(own);
        assertThat(assertion.code()).as(assertion.toString()).isEqualTo(400);
        assertThat(assertion.body().has("reason")).isFalse();
    }

    @Test
    void a_sign_in_that_is_too_old() {
        ObjectNode person = app.member();
        app.provider("firebase", config -> config.put("sessionLimit", "600"));
        try {
            ObjectNode old =
                    person.deepCopy().put("auth_time", person.path("auth_time").asLong() - 601);
            assertThat(app.exchange(project.token(old)).reason()).isEqualTo("sign_in_too_old");
            Answer active = app.exchange(project.token(person, claims -> claims.put("fresh", true)));
            assertThat(active.body().path("refresh_expires_in").asLong()).isLessThanOrEqualTo(600);
            realm.passTime(java.time.Duration.ofSeconds(601));
            assertThat(app.refresh(active).code()).isEqualTo(400);
        } finally {
            app.provider("firebase", config -> config.put("sessionLimit", "7776000"));
        }
    }

    @Test
    void an_address_that_presents_too_many_invalid_tokens_and_valid_ones_still_pass() {
        app.provider("firebase", config -> config.put("invalidTokensPerAddress", "10"));
        try {
            List<Integer> codes = new ArrayList<>();
            for (int turn = 0; turn < 12; turn++) {
                codes.add(app.exchange("a.b.c").code());
            }
            assertThat(codes).contains(429).doesNotContain(500);
            Answer late = app.exchange("a.b.c");
            assertThat(late.code()).isEqualTo(429);
            assertThat(late.response().headers().firstValueAsLong("Retry-After").orElse(0))
                    .isBetween(1L, 600L);
            assertThat(app.exchange(project.token(project.newcomer())).code()).isEqualTo(200);
        } finally {
            app.provider("firebase", config -> config.put("invalidTokensPerAddress", "1000000"));
        }
    }

    @Test
    void a_provider_that_cannot_be_is_not_saved() {
        for (Map<String, String> wrong : List.of(
                Map.of("projectId", ""),
                Map.of("projectId", "../x"),
                Map.of("projectId", "real-project", "emulator", "true"),
                Map.of("projectId", "demo-x", "linking", "always"),
                Map.of("projectId", "demo-x", "replay", "twice"),
                Map.of("projectId", "demo-x", "provisioning", "yes"),
                Map.of("projectId", "demo-x", "jwksUrl", "http://keys.example/jwks"),
                Map.of("projectId", "demo-x", "jwksUrl", "ftp://keys.example/jwks"),
                Map.of("projectId", "demo-x", "tenantId", "a/b"))) {
            int code = realm.admin()
                    .send(
                            "POST",
                            realm.name() + "/identity-provider/instances",
                            Map.of("alias", "wrong" + ++people, "providerId", "firebase", "config", wrong))
                    .statusCode();
            assertThat(code).as(wrong.toString()).isEqualTo(400);
        }
    }

    @Test
    void ten_thousand_malformed_requests_without_a_failure_of_the_server() {
        String genuine = project.token(app.member());
        long users = new Probe(realm.url()).number("select count(*) from USER_ENTITY");
        List<List<Integer>> codes = Together.each(
                IntStream.range(0, 8).boxed().toList(), worker -> new Fuzz(app, genuine, worker).send(1_250));
        assertThat(codes.stream().flatMap(List::stream)).hasSize(10_000).allMatch(code -> code < 500);
        assertThat(new Probe(realm.url()).number("select count(*) from USER_ENTITY"))
                .isEqualTo(users);
    }

    private static Answer form(String path, String body) {
        return app.send(HttpRequest.newBuilder(app.url(path))
                .header("Authorization", App.basic(App.CLIENT))
                .header("Content-Type", FORM)
                .POST(BodyPublishers.ofString(body)));
    }
}
