package io.keygear.tests.firebase;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.keygear.tests.actor.HttpBrowser;
import io.keygear.tests.actor.HttpPage;
import io.keygear.tests.actor.OidcClient;
import io.keygear.tests.firebase.App.Answer;
import io.keygear.tests.server.KeygearTest;
import io.keygear.tests.server.Person;
import io.keygear.tests.server.RealmFixture;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * When a Firebase identity becomes an existing user, in every combination: whether the token's address is verified,
 * whether it stands among the identities, which sign-in provider says so, whether the user's is verified, whether the
 * user is linked already.
 */
@KeygearTest
class LinkingIT {

    private static FakeProject project;
    private static App app;
    private static int people;

    private final RealmFixture realm;

    LinkingIT(RealmFixture realm) {
        this.realm = realm;
    }

    /** One row of the table. */
    private record Case(boolean tokenVerified, boolean listed, String provider, boolean localVerified, boolean linked) {

        String expected() {
            if (!tokenVerified || !listed) {
                return "unregistered";
            }
            return localVerified && !linked && provider.equals("google.com") ? "linked" : "link_required";
        }

        @Override
        public String toString() {
            return (tokenVerified ? "verified" : "unverified") + (listed ? " " : " unlisted ") + "token of " + provider
                    + ", " + (localVerified ? "verified" : "unverified") + (linked ? ", linked user" : " user") + ": "
                    + expected();
        }
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

    @TestFactory
    List<DynamicTest> every_cell_of_the_table() {
        List<DynamicTest> tests = new ArrayList<>();
        for (boolean tokenVerified : new boolean[] {true, false}) {
            for (boolean listed : new boolean[] {true, false}) {
                for (String provider : List.of("google.com", "password", "facebook.com")) {
                    for (boolean localVerified : new boolean[] {true, false}) {
                        for (boolean linked : new boolean[] {false, true}) {
                            Case row = new Case(tokenVerified, listed, provider, localVerified, linked);
                            tests.add(DynamicTest.dynamicTest(row.toString(), () -> check(row)));
                        }
                    }
                }
            }
        }
        return tests;
    }

    private void check(Case row) {
        String email = "cell" + ++people + "@example.com";
        Person local = local(email, row.localVerified());
        if (row.linked()) {
            realm.admin()
                    .post(
                            realm.name() + "/users/" + local.id() + "/federated-identity/firebase",
                            Map.of("userId", "other@" + FakeProject.ID + people, "userName", "other"));
        }
        JsonNode before = realm.user(local);

        Answer answer = app.exchange(project.token(claims(row, email)));

        String unknownEmail = "unknown" + people + "@example.com";
        Answer unknown = app.exchange(project.token(claims(row, unknownEmail)));
        switch (row.expected()) {
            case "linked" -> {
                assertThat(answer.status()).as(answer.toString()).isEqualTo("active");
                assertThat(answer.claims().path("user_id").asText()).isEqualTo(local.id());
            }
            case "link_required" -> {
                assertThat(answer.code()).isEqualTo(400);
                assertThat(answer.reason()).isEqualTo("link_required");
            }
            default -> {
                assertThat(answer.status()).as(answer.toString()).isEqualTo("unregistered");
                assertThat(answer.claims().path("user_id").asText()).isNotEqualTo(local.id());
                assertThat(names(answer)).as("known and unknown look the same").isEqualTo(names(unknown));
                assertThat(answer.body().path("scope")).isEqualTo(unknown.body().path("scope"));
            }
        }
        JsonNode after = realm.user(local);
        assertThat(after.path("email")).isEqualTo(before.path("email"));
        assertThat(after.path("emailVerified")).isEqualTo(before.path("emailVerified"));
    }

    private static List<String> names(Answer answer) {
        List<String> names = new ArrayList<>();
        answer.body().fieldNames().forEachRemaining(names::add);
        answer.claims().fieldNames().forEachRemaining(names::add);
        names.sort(null);
        return names;
    }

    private static ObjectNode claims(Case row, String email) {
        ObjectNode claims = project.claims("cellUid" + people + email.charAt(0), email, row.provider());
        claims.put("email_verified", row.tokenVerified());
        if (!row.listed()) {
            ((ObjectNode) claims.path("firebase").path("identities")).remove("email");
        }
        return claims;
    }

    @Test
    void an_address_that_two_users_have_links_nobody() {
        realm.change(all -> all.put("loginWithEmailAllowed", false).put("duplicateEmailsAllowed", true));
        try {
            local("twice@example.com", true);
            local("twice@example.com", true);

            Answer answer = app.exchange(project.token(project.claims("twiceUid", "twice@example.com", "google.com")));

            assertThat(answer.reason()).as(answer.toString()).isEqualTo("link_required");
        } finally {
            realm.change(all -> all.put("duplicateEmailsAllowed", false).put("loginWithEmailAllowed", true));
        }
    }

    @Test
    void linking_may_be_left_to_the_user_alone() {
        local("own@example.com", true);
        app.provider("firebase", config -> config.put("linking", "never"));
        try {
            assertThat(app.exchange(project.token(project.claims("ownUid", "own@example.com", "google.com")))
                            .reason())
                    .isEqualTo("link_required");
        } finally {
            app.provider("firebase", config -> config.put("linking", "verified-email"));
        }
    }

    @Test
    void without_provisioning_strangers_stay_unknown() {
        app.provider("firebase", config -> config.put("provisioning", "false"));
        try {
            ObjectNode stranger = project.newcomer();
            for (Answer answer : List.of(
                    app.exchange(project.token(stranger)),
                    app.grant(project.token(stranger)),
                    app.assertion(project.token(stranger)))) {
                assertThat(answer.code()).isEqualTo(400);
                assertThat(answer.body().path("error").asText()).isEqualTo("invalid_request");
                assertThat(answer.reason()).isEqualTo("user_unknown");
            }
            assertThat(realm.admin()
                            .get(realm.name() + "/users?email="
                                    + stranger.path("email").asText()))
                    .isEmpty();
        } finally {
            app.provider("firebase", config -> config.put("provisioning", "true"));
        }
    }

    @Test
    void the_project_is_part_of_who_somebody_is() {
        ObjectNode person = project.newcomer();
        String id = app.exchange(project.token(person)).claims().path("user_id").asText();
        app.provider("firebase", config -> config.put("projectId", "demo-other"));
        try {
            ObjectNode twin = person.deepCopy();
            twin.put("aud", "demo-other").put("iss", "https://securetoken.google.com/demo-other");
            twin.put("email_verified", false);
            assertThat(app.exchange(project.token(twin))
                            .claims()
                            .path("user_id")
                            .asText())
                    .isNotEmpty()
                    .isNotEqualTo(id);
        } finally {
            app.provider("firebase", config -> config.put("projectId", FakeProject.ID));
        }
    }

    @Test
    void capitals_in_a_user_id_count() {
        ObjectNode lower = project.claims("abcdef", "lower@example.com", "google.com");
        ObjectNode upper = project.claims("ABCDEF", "upper@example.com", "google.com");

        assertThat(app.exchange(project.token(lower)).claims().path("user_id"))
                .isNotEqualTo(app.exchange(project.token(upper)).claims().path("user_id"));
    }

    @Test
    void a_user_links_the_identity_in_the_browser_and_nobody_else_can() {
        Person owner = local("mine@example.com", false);
        Person stranger = local("stranger@example.com", true);
        ObjectNode person = project.claims("mineUid", "mine@example.com", "google.com");
        Answer refused = app.exchange(project.token(person));
        String ticket = refused.body().path("link_token").asText();
        assertThat(ticket).isNotEmpty();

        HttpPage foreign = loginForLink(stranger, ticket);
        assertThat(foreign.query().get("kc_action_status"))
                .as(foreign.toString())
                .isEqualTo("error");
        assertThat(app.exchange(project.token(person)).reason()).isEqualTo("link_required");

        HttpPage page = loginForLink(owner, ticket);
        assertThat(page.has("kg-link-form")).as(page.toString()).isTrue();
        HttpPage done = page.form("kg-link-form").submit();
        assertThat(done.query()).as(done.toString()).containsEntry("kc_action_status", "success");

        Answer linked = app.exchange(project.token(person));
        assertThat(linked.claims().path("user_id").asText()).isEqualTo(owner.id());
        assertThat(linked.status()).isEqualTo("active");
    }

    private HttpPage loginForLink(Person person, String ticket) {
        OidcClient demo = realm.demoApp();
        HttpBrowser browser = new HttpBrowser();
        return browser.open(demo.login(Map.of("kc_action", "firebase-link:" + ticket))
                        .url())
                .login(person.username(), person.password());
    }

    private Person local(String email, boolean verified) {
        return realm.newPerson(
                "local" + ++people,
                user -> user.put("email", email)
                        .put("emailVerified", verified)
                        .put("firstName", "L")
                        .put("lastName", "O"));
    }
}
