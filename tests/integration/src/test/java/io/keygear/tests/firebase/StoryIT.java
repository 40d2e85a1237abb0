package io.keygear.tests.firebase;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
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

/** One person's whole way through the statuses. */
@KeygearTest
class StoryIT {

    private static FakeProject project;
    private static App app;

    private final RealmFixture realm;

    StoryIT(RealmFixture realm) {
        this.realm = realm;
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
    void from_the_first_sign_in_to_the_return_after_leaving() {
        ObjectNode person = project.newcomer();

        Answer first = app.exchange(project.token(person));
        assertThat(first.code()).as(first.toString()).isEqualTo(200);
        assertThat(first.status()).isEqualTo("unregistered");
        assertThat(first.body().path("scope").asText()).isEqualTo("onboard");
        assertThat(first.body().has("refresh_token")).isFalse();

        Answer onboarded = app.json(
                "/firebase/onboard",
                first.accessToken(),
                "{\"username\": \"fay\", \"firstName\": \"Fay\", \"lastName\": \"Base\"}");
        assertThat(onboarded.code()).as(onboarded.toString()).isEqualTo(200);

        Answer active = app.exchange(App.CLIENT, Map.of("subject_token", project.token(person), "scope", "openid"));
        assertThat(active.status()).as(active.toString()).isEqualTo("active");
        assertThat(app.get("/protocol/openid-connect/userinfo", active.accessToken())
                        .body()
                        .path("status")
                        .asText())
                .isEqualTo("active");
        assertThat(active.body().path("issued_token_type").asText())
                .isEqualTo("urn:ietf:params:oauth:token-type:access_token");
        JsonNode claims = active.claims();
        String id = claims.path("user_id").asText();
        assertThat(claims.path("role").asText()).isEqualTo("USER");
        assertThat(claims.path("status").asText()).isEqualTo("active");
        assertThat(claims.path("sub").asText()).isEqualTo(id);
        assertThat(claims.path("auth_time").asLong())
                .isEqualTo(person.path("auth_time").asLong());
        assertThat(claims.path("exp").asLong() - claims.path("iat").asLong()).isLessThanOrEqualTo(300);
        assertThat(app.introspect(active.accessToken()).body().path("active").asBoolean())
                .isTrue();

        JsonNode admin = realm.admin().get(realm.name() + "/roles/ADMIN");
        realm.admin().post(realm.name() + "/users/" + id + "/role-mappings/realm", List.of(admin));
        Answer refreshed = app.refresh(active);
        assertThat(refreshed.claims().path("role").asText()).isEqualTo("ADMIN");
        assertThat(app.introspect(active.accessToken()).body().path("role").asText())
                .isEqualTo("ADMIN");

        Answer left = app.json("/account-status/deactivate", refreshed.accessToken(), "");
        assertThat(left.code()).as(left.toString()).isEqualTo(200);
        assertThat(app.introspect(active.accessToken()).body().path("active").asBoolean())
                .isFalse();
        assertThat(app.introspect(refreshed.accessToken()).body().path("active").asBoolean())
                .isFalse();
        assertThat(app.refresh(refreshed).code()).isEqualTo(400);
        assertThat(app.get("/protocol/openid-connect/userinfo", refreshed.accessToken())
                        .code())
                .isEqualTo(401);

        Answer inactivated = app.exchange(project.token(person));
        assertThat(inactivated.status()).isEqualTo("inactivated");
        assertThat(inactivated.body().path("scope").asText()).isEqualTo("reactivate");
        assertThat(app.json("/firebase/onboard", inactivated.accessToken(), "{}")
                        .code())
                .isEqualTo(401);

        assertThat(app.json("/account-status/reactivate", inactivated.accessToken(), "")
                        .code())
                .isEqualTo(200);
        Answer back = app.exchange(project.token(person));
        assertThat(back.status()).as(back.toString()).isEqualTo("active");
        assertThat(back.claims().path("role").asText()).isEqualTo("ADMIN");
        assertThat(back.claims().path("user_id").asText()).isEqualTo(id);
        assertThat(app.introspect(back.accessToken()).body().path("active").asBoolean())
                .isTrue();
    }

    @Test
    void all_three_ways_in_lead_to_the_same_user() {
        ObjectNode person = project.newcomer();
        register(person, "sam");
        String id = app.exchange(project.token(person)).claims().path("user_id").asText();

        assertThat(app.grant(project.token(person)).claims().path("user_id").asText())
                .isEqualTo(id);
        assertThat(app.grant(App.CLIENT, project.token(person), Map.of("subject_issuer", "firebase"))
                        .claims()
                        .path("user_id")
                        .asText())
                .isEqualTo(id);
        Answer assertion = app.assertion(project.token(person));
        assertThat(assertion.claims().path("user_id").asText())
                .as(assertion.toString())
                .isEqualTo(id);
        assertThat(assertion.body().has("refresh_token")).isFalse();
    }

    @Test
    void an_administrator_closes_an_account_and_its_tokens_with_it() {
        ObjectNode person = project.newcomer();
        register(person, "ada");
        Answer active = app.exchange(project.token(person));
        String path = realm.name() + "/users/" + active.claims().path("user_id").asText();

        ObjectNode user = (ObjectNode) realm.admin().get(path);
        user.withObjectProperty("attributes").putArray("accountStatus").add("inactivated");
        realm.admin().put(path, user);

        assertThat(app.introspect(active.accessToken()).body().path("active").asBoolean())
                .isFalse();
        assertThat(app.refresh(active).code()).isEqualTo(400);
        assertThat(app.exchange(project.token(person)).status()).isEqualTo("inactivated");
    }

    @Test
    void what_onboarding_does_not_take_it_names() {
        Answer limited = app.exchange(project.token(project.newcomer()));
        for (String body : List.of(
                "{\"username\": \"eve\", \"firstName\": \"E\", \"lastName\": \"V\", \"accountStatus\": \"active\"}",
                "{\"username\": \"eve\", \"firstName\": \"E\", \"lastName\": \"V\", \"role\": \"ADMIN\"}",
                "{\"username\": \"alice\", \"firstName\": \"E\", \"lastName\": \"V\"}",
                "{\"username\": 1, \"firstName\": \"E\", \"lastName\": \"V\"}",
                "{\"username\": \"eve\", \"firstName\": \"E\"}",
                "[]",
                "{",
                "")) {
            Answer answer = app.json("/firebase/onboard", limited.accessToken(), body);
            assertThat(answer.code()).as(body + " " + answer).isEqualTo(400);
            assertThat(answer.body().path("type").asText()).isEqualTo("urn:keygear:problem:invalid_request");
        }
        assertThat(realm.admin().get(realm.name() + "/users?username=eve&exact=true"))
                .isEmpty();
    }

    @Test
    void an_unproven_address_that_somebody_has_is_asked_for_again_when_registering() {
        realm.newPerson("owner", user -> user.put("email", "taken@example.com"));
        ObjectNode person = project.claims("unproven", "taken@example.com", "password");
        String token = project.token(person.put("email_verified", false));
        Answer first = app.exchange(token);
        assertThat(first.status()).isEqualTo("unregistered");
        String profile = "{\"username\": \"unproven\", \"firstName\": \"U\", \"lastName\": \"P\"%s}";

        Answer taken = app.json("/firebase/onboard", first.accessToken(), profile.formatted(""));
        assertThat(taken.code()).isEqualTo(400);
        assertThat(taken.body().path("field").asText()).isEqualTo("email");
        Answer other = app.json(
                "/firebase/onboard", first.accessToken(), profile.formatted(", \"email\": \"mine@example.com\""));
        assertThat(other.code()).as(other.toString()).isEqualTo(200);
        assertThat(realm.admin()
                        .get(realm.name() + "/users/"
                                + other.body().path("user_id").asText())
                        .path("emailVerified")
                        .asBoolean())
                .isFalse();
    }

    @Test
    void what_is_rolled_back_has_not_happened() {
        ObjectNode person = project.newcomer();
        String profile = "{\"username\": \"rolf\", \"firstName\": \"Rolf\", \"lastName\": \"Back\"}";
        String limited = app.exchange(project.token(person)).accessToken();
        assertThat(rolledBack("/firebase/onboard", limited, profile)).isEqualTo(500);
        assertThat(app.exchange(project.token(person)).status()).isEqualTo("unregistered");
        assertThat(realm.admin().get(realm.name() + "/users?exact=true&username=rolf"))
                .isEmpty();
        assertThat(app.json("/firebase/onboard", limited, profile).code()).isEqualTo(200);

        Answer active = app.exchange(project.token(person));
        assertThat(rolledBack("/account-status/deactivate", active.accessToken(), ""))
                .isEqualTo(500);
        assertThat(app.exchange(project.token(person)).status()).isEqualTo("active");
        Answer refreshed = app.refresh(active);
        assertThat(refreshed.code()).as(refreshed.toString()).isEqualTo(200);

        assertThat(app.json("/account-status/deactivate", refreshed.accessToken(), "")
                        .code())
                .isEqualTo(200);
        String left = app.exchange(project.token(person)).accessToken();
        assertThat(rolledBack("/account-status/reactivate", left, "")).isEqualTo(500);
        assertThat(app.exchange(project.token(person)).status()).isEqualTo("inactivated");
        assertThat(app.json("/account-status/reactivate", left, "").code()).isEqualTo(200);
    }

    private static int rolledBack(String path, String bearer, String body) {
        return app.send(HttpRequest.newBuilder(app.url(path))
                        .header("Authorization", "Bearer " + bearer)
                        .header("Content-Type", "application/json")
                        .header("X-Test-Rollback", "true")
                        .POST(BodyPublishers.ofString(body)))
                .code();
    }

    private void register(ObjectNode person, String username) {
        Answer first = app.exchange(project.token(person));
        Answer answer = app.json(
                "/firebase/onboard",
                first.accessToken(),
                "{\"username\": \"" + username + "\", \"firstName\": \"F\", \"lastName\": \"B\"}");
        assertThat(answer.code()).as(answer.toString()).isEqualTo(200);
    }
}
