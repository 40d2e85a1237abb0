package io.keygear.tests.firebase;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.keygear.tests.firebase.App.Answer;
import io.keygear.tests.server.KeygearTest;
import io.keygear.tests.server.Probe;
import io.keygear.tests.server.RealmFixture;
import io.keygear.tests.verification.Together;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A hundred things at the same moment come out as one. */
@KeygearTest
class ParallelIT {

    private static FakeProject project;
    private static App app;

    private final RealmFixture realm;
    private final Probe database;

    ParallelIT(RealmFixture realm) {
        this.realm = realm;
        this.database = new Probe(realm.url());
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
    void a_hundred_first_exchanges_of_one_person_make_one_user() {
        ObjectNode person = project.newcomer();

        List<Answer> answers = Together.each(
                IntStream.range(0, 100).boxed().toList(),
                turn -> app.exchange(project.token(person, claims -> claims.put("turn", turn))));

        assertThat(answers)
                .allSatisfy(answer ->
                        assertThat(answer.code()).as(answer.toString()).isEqualTo(200));
        assertThat(answers.stream()
                        .map(answer -> answer.claims().path("user_id").asText())
                        .distinct())
                .hasSize(1);
        assertOneUser(person);
    }

    @Test
    void a_hundred_first_exchanges_of_one_token_make_one_user_and_link_one() {
        ObjectNode known = project.newcomer();
        realm.newPerson(
                "linked",
                user -> user.put("email", known.path("email").asText()).put("emailVerified", true));
        String token = project.token(known);

        List<Answer> answers = Together.each(IntStream.range(0, 100).boxed().toList(), turn -> app.exchange(token));

        assertThat(answers)
                .allSatisfy(answer ->
                        assertThat(answer.status()).as(answer.toString()).isEqualTo("active"));
        assertThat(answers.stream()
                        .map(answer -> answer.claims().path("sid").asText())
                        .distinct())
                .as("the same token and client come back to the same session")
                .hasSize(1);
        assertOneUser(known);
    }

    @Test
    void of_a_hundred_exchanges_of_a_token_for_once_one_succeeds() {
        app.provider("firebase", config -> config.put("replay", "once"));
        try {
            String token = project.token(project.newcomer());

            List<Answer> answers = Together.each(IntStream.range(0, 100).boxed().toList(), turn -> app.exchange(token));

            assertThat(answers.stream().filter(answer -> answer.code() == 200)).hasSize(1);
            assertThat(answers.stream().filter(answer -> answer.code() != 200))
                    .allSatisfy(answer -> assertThat(answer.reason()).isEqualTo("token_used"));
        } finally {
            app.provider("firebase", config -> config.put("replay", "idempotent"));
        }
    }

    @Test
    void a_bad_signature_uses_no_token_up() {
        app.provider("firebase", config -> config.put("replay", "once"));
        try {
            String token = project.token(project.newcomer());
            String forged = token.substring(0, token.lastIndexOf('.') + 1)
                    + token.substring(token.lastIndexOf('.') + 1).replaceFirst("^.", token.contains(".A") ? "B" : "A");

            assertThat(app.exchange(App.CLIENT, Map.of("subject_token", forged)).code())
                    .isEqualTo(400);
            assertThat(app.exchange(token).code()).isEqualTo(200);
        } finally {
            app.provider("firebase", config -> config.put("replay", "idempotent"));
        }
    }

    @Test
    void without_a_rule_each_exchange_begins_a_session() {
        ObjectNode known = project.newcomer();
        realm.newPerson(
                "many", user -> user.put("email", known.path("email").asText()).put("emailVerified", true));
        app.provider("firebase", config -> config.put("replay", "off"));
        try {
            String token = project.token(known);
            assertThat(app.exchange(token).claims().path("sid"))
                    .isNotEqualTo(app.exchange(token).claims().path("sid"));
        } finally {
            app.provider("firebase", config -> config.put("replay", "idempotent"));
        }
    }

    private void assertOneUser(ObjectNode person) {
        String uid = person.path("sub").asText();
        String email = person.path("email").asText();
        assertThat(database.number("select count(*) from FEDERATED_IDENTITY where FEDERATED_USERNAME = '" + uid + "'"))
                .isEqualTo(1);
        assertThat(database.number("select count(*) from USER_ENTITY where EMAIL = '" + email + "'"))
                .isEqualTo(1);
    }
}
