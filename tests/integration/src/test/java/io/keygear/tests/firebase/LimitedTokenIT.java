package io.keygear.tests.firebase;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.keygear.tests.actor.Http;
import io.keygear.tests.firebase.App.Answer;
import io.keygear.tests.server.KeygearTest;
import io.keygear.tests.server.RealmFixture;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * A token of somebody who has not registered, or has left, at every endpoint of a realm that takes tokens of any kind:
 * as a bearer, as a parameter, as a cookie. It opens the one endpoint that it is for.
 */
@KeygearTest
class LimitedTokenIT {

    private static final String GRANTS = "/protocol/openid-connect/token";
    private static final String TYPE = "urn:ietf:params:oauth:token-type:";
    private static final String PROFILE = "{\"username\": \"%s\", \"firstName\": \"L\", \"lastName\": \"M\"}";

    private static FakeProject project;
    private static App app;

    private final RealmFixture realm;

    LimitedTokenIT(RealmFixture realm) {
        this.realm = realm;
    }

    @BeforeAll
    static void install(RealmFixture realm) {
        project = new FakeProject(realm.server());
        app = App.install(realm, project);
        app.changeClient(
                App.CLIENT,
                client -> client.withObjectProperty("attributes")
                        .put("standard.token.exchange.enabled", "true")
                        .put("client.use.lightweight.access.token.enabled", "false"));
    }

    @AfterAll
    static void stop() {
        project.close();
    }

    @TestFactory
    Stream<DynamicTest> no_other_endpoint_takes_it() {
        String onboard = app.exchange(project.token(project.newcomer())).accessToken();
        String reactivate = inactivated("leaver");
        return Stream.concat(
                everywhere("onboard", onboard, "/account-status/reactivate"),
                everywhere("reactivate", reactivate, "/firebase/onboard"));
    }

    @Test
    void after_all_that_it_still_opens_its_own() {
        Answer first = app.exchange(project.token(project.newcomer()));
        everywhere("onboard", first.accessToken(), "/account-status/reactivate").forEach(LimitedTokenIT::run);
        assertThat(app.json("/firebase/onboard", first.accessToken(), PROFILE.formatted("lim"))
                        .code())
                .isEqualTo(200);
        String left = inactivated("left");
        everywhere("reactivate", left, "/firebase/onboard").forEach(LimitedTokenIT::run);
        assertThat(app.json("/account-status/reactivate", left, "").code()).isEqualTo(200);
    }

    @Test
    void it_works_once_and_not_for_an_account_that_was_closed_since() {
        Answer first = app.exchange(project.token(project.newcomer()));
        assertThat(app.json("/firebase/onboard", first.accessToken(), PROFILE.formatted("once"))
                        .code())
                .isEqualTo(200);
        assertThat(app.json("/firebase/onboard", first.accessToken(), PROFILE.formatted("twice"))
                        .code())
                .isEqualTo(409);

        Answer other = app.exchange(project.token(project.newcomer()));
        String path = realm.name() + "/users/" + other.claims().path("user_id").asText();
        realm.admin().put(path, ((ObjectNode) realm.admin().get(path)).put("enabled", false));
        assertThat(app.json("/firebase/onboard", other.accessToken(), PROFILE.formatted("closed"))
                        .code())
                .isEqualTo(401);
    }

    @Test
    void it_lives_five_minutes() {
        Answer first = app.exchange(project.token(project.newcomer()));
        assertThat(first.body().path("expires_in").asInt()).isEqualTo(300);
        realm.passTime(java.time.Duration.ofSeconds(301));
        assertThat(app.json("/firebase/onboard", first.accessToken(), PROFILE.formatted("late"))
                        .code())
                .isEqualTo(401);
    }

    private static Stream<DynamicTest> everywhere(String kind, String token, String otherEndpoint) {
        return Stream.of(bearers(token, otherEndpoint), parameters(token), elsewhere(token))
                .flatMap(requests -> requests.entrySet().stream())
                .map(request -> DynamicTest.dynamicTest(kind + ": " + request.getKey(), () -> {
                    Answer answer = app.send(request.getValue());
                    assertThat(answer.code()).as(answer.toString()).isIn(400, 401, 403);
                    if (answer.code() == 403) {
                        // Not "you may not", but "this is no token".
                        assertThat(answer.body().path("error").asText()).isEqualTo("invalid_bearer_token");
                    }
                    assertThat(answer.body().has("access_token")).isFalse();
                }));
    }

    /** As a bearer token. */
    private static Map<String, HttpRequest.Builder> bearers(String token, String otherEndpoint) {
        Map<String, HttpRequest.Builder> all = new LinkedHashMap<>();
        for (String path : List.of(
                "/protocol/openid-connect/userinfo",
                "/account",
                "/account/credentials",
                "/account/sessions",
                "/account/sessions/devices",
                "/account/applications",
                "/account/linked-accounts",
                "/account/groups",
                "/authz/protection/resource_set",
                "/authz/protection/uma-policy",
                "/broker/firebase/token",
                "/clients-registrations/default/shop",
                "/clients-registrations/openid-connect/shop",
                "/verification/status")) {
            all.put("GET " + path, bearer(app.url(path), token));
        }
        for (String path : List.of(
                "/protocol/openid-connect/userinfo",
                "/account",
                "/clients-registrations/default",
                "/clients-registrations/openid-connect",
                "/authz/protection/permission",
                "/verification/send",
                "/verification/check",
                "/account-status/deactivate",
                "/firebase/token",
                otherEndpoint)) {
            all.put("POST " + path, json(bearer(app.url(path), token)));
        }
        String name = app.url("").getPath().replace("/realms/", "");
        for (String path : List.of("", "/users", "/clients", "/events", "/webhooks", "/verification")) {
            all.put("GET /admin/realms/…" + path, bearer(app.url("").resolve("/admin/realms/" + name + path), token));
        }
        all.put("GET /admin/serverinfo", bearer(app.url("").resolve("/admin/serverinfo"), token));
        all.put(
                "UMA",
                form(
                        bearer(app.url(GRANTS), token),
                        Map.of("grant_type", "urn:ietf:params:oauth:grant-type:uma-ticket", "audience", App.CLIENT)));
        return all;
    }

    /** As a parameter of a grant, of an authenticated client. */
    private static Map<String, HttpRequest.Builder> parameters(String token) {
        Map<String, HttpRequest.Builder> all = new LinkedHashMap<>();
        all.put("refresh", grant(Map.of("grant_type", "refresh_token", "refresh_token", token)));
        for (String type : List.of("access_token", "id_token", "jwt", "refresh_token")) {
            all.put(
                    "exchange as " + type,
                    grant(Map.of(
                            "grant_type",
                            "urn:ietf:params:oauth:grant-type:token-exchange",
                            "subject_token",
                            token,
                            "subject_token_type",
                            TYPE + type)));
        }
        all.put(
                "exchange for us",
                grant(Map.of(
                        "grant_type",
                        "urn:ietf:params:oauth:grant-type:token-exchange",
                        "subject_token",
                        token,
                        "subject_token_type",
                        TYPE + "id_token",
                        "subject_issuer",
                        "firebase")));
        all.put(
                "assertion",
                grant(Map.of("grant_type", "urn:ietf:params:oauth:grant-type:jwt-bearer", "assertion", token)));
        all.put("code", grant(Map.of("grant_type", "authorization_code", "code", token, "redirect_uri", "http://x")));
        all.put(
                "device code",
                grant(Map.of("grant_type", "urn:ietf:params:oauth:grant-type:device_code", "device_code", token)));
        all.put("CIBA", grant(Map.of("grant_type", "urn:openid:params:grant-type:ciba", "auth_req_id", token)));
        all.put(
                "client assertion",
                form(
                        HttpRequest.newBuilder(app.url(GRANTS)),
                        Map.of(
                                "grant_type", "client_credentials",
                                "client_assertion_type", "urn:ietf:params:oauth:client-assertion-type:jwt-bearer",
                                "client_assertion", token)));
        all.put("our endpoint", form(authenticated("/firebase/token"), Map.of("subject_token", token)));
        all.put(
                "userinfo in the body",
                form(
                        HttpRequest.newBuilder(app.url("/protocol/openid-connect/userinfo")),
                        Map.of("access_token", token)));
        all.put("logout", form(authenticated("/protocol/openid-connect/logout"), Map.of("refresh_token", token)));
        all.put(
                "backchannel logout",
                form(
                        HttpRequest.newBuilder(app.url("/protocol/openid-connect/logout/backchannel-logout")),
                        Map.of("logout_token", token)));
        return all;
    }

    /** Where Keycloak takes other tokens that it signs with the same secret. */
    private static Map<String, HttpRequest.Builder> elsewhere(String token) {
        Map<String, HttpRequest.Builder> all = new LinkedHashMap<>();
        all.put("action token", HttpRequest.newBuilder(app.url("/login-actions/action-token?key=" + token)));
        all.put("registration", HttpRequest.newBuilder(app.url("/login-actions/registration?token=" + token)));
        all.put(
                "end of session",
                HttpRequest.newBuilder(app.url(
                        "/protocol/openid-connect/logout?post_logout_redirect_uri=http://x&id_token_hint=" + token)));
        return all;
    }

    @Test
    void introspection_finds_it_inactive_revocation_does_nothing_and_a_cookie_logs_nobody_in() {
        String token = app.exchange(project.token(project.newcomer())).accessToken();
        assertThat(app.introspect(token).body().path("active").asBoolean(true)).isFalse();

        app.post("/protocol/openid-connect/revoke", App.CLIENT, Map.of("token", token));

        URI login = realm.demoApp().login().url();
        for (String name : List.of("KEYCLOAK_IDENTITY", "KEYCLOAK_IDENTITY_LEGACY", "KC_RESTART")) {
            Answer page = app.send(HttpRequest.newBuilder(login).header("Cookie", name + "=" + token));
            assertThat(page.code()).isEqualTo(200);
            assertThat(page.response().body()).as(name).contains("kc-form-login");
        }
        assertThat(app.json("/firebase/onboard", token, PROFILE.formatted("kept"))
                        .code())
                .isEqualTo(200);
    }

    private String inactivated(String username) {
        ObjectNode person = app.member();
        Answer active = app.exchange(project.token(person));
        assertThat(app.json("/account-status/deactivate", active.accessToken(), "")
                        .code())
                .as(username)
                .isEqualTo(200);
        return app.exchange(project.token(person)).accessToken();
    }

    private static void run(DynamicTest test) {
        try {
            test.getExecutable().execute();
        } catch (RuntimeException | Error failed) {
            throw failed;
        } catch (Throwable failed) {
            throw new AssertionError(test.getDisplayName(), failed);
        }
    }

    private static HttpRequest.Builder grant(Map<String, String> form) {
        return form(authenticated(GRANTS), form);
    }

    private static HttpRequest.Builder authenticated(String path) {
        return HttpRequest.newBuilder(app.url(path)).header("Authorization", App.basic(App.CLIENT));
    }

    private static HttpRequest.Builder bearer(URI url, String token) {
        return HttpRequest.newBuilder(url)
                .header("Accept", "application/json")
                .header("Authorization", "Bearer " + token);
    }

    private static HttpRequest.Builder json(HttpRequest.Builder request) {
        return request.header("Content-Type", "application/json").POST(BodyPublishers.ofString("{}"));
    }

    private static HttpRequest.Builder form(HttpRequest.Builder request, Map<String, String> form) {
        return request.header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(Http.encode(form.entrySet())));
    }
}
