package io.keygear.tests.firebase;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.keygear.tests.firebase.App.Answer;
import io.keygear.tests.server.KeycloakServer;
import io.keygear.tests.server.KeygearTest;
import io.keygear.tests.server.Probe;
import io.keygear.tests.server.RealmFixture;
import io.keygear.tests.server.RealmSetup;
import io.keygear.tests.server.ServerConfig;
import io.keygear.tests.verification.Together;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Two nodes on PostgreSQL are one realm to those who come to both at once. */
@KeygearTest(server = ServerConfig.TwoNodes.class, realm = TwoNodesIT.Setup.class)
class TwoNodesIT {

    /** A production server refuses what is for development. */
    static final class Setup implements RealmSetup {
        @Override
        public void apply(ObjectNode realm, KeycloakServer server) {
            realm.remove("components");
            realm.put("sslRequired", "none");
        }
    }

    @Test
    void a_hundred_first_exchanges_at_both_make_one_user(RealmFixture realm) {
        try (FakeProject project = FakeProject.secure(realm.server())) {
            App first = App.install(realm, project);
            App second = first.at(realm.server().secondNode().url());
            ObjectNode person = project.newcomer();

            List<Answer> answers = Together.each(
                    IntStream.range(0, 100).boxed().toList(),
                    turn -> (turn % 2 == 0 ? first : second)
                            .exchange(project.token(person, claims -> claims.put("turn", turn))));

            assertThat(answers)
                    .allSatisfy(answer ->
                            assertThat(answer.code()).as(answer.toString()).isEqualTo(200));
            assertThat(answers.stream()
                            .map(answer -> answer.claims().path("user_id").asText())
                            .distinct())
                    .hasSize(1);
            Probe database = new Probe(realm.url());
            assertThat(database.number("select count(*) from FEDERATED_IDENTITY where FEDERATED_USERNAME = '"
                            + person.path("sub").asText() + "'"))
                    .isEqualTo(1);
            assertThat(database.number("select count(*) from USER_ENTITY where EMAIL = '"
                            + person.path("email").asText() + "'"))
                    .isEqualTo(1);
        }
    }

    @Test
    void one_token_at_both_is_one_session_and_a_token_for_once_is_used_up_for_both(RealmFixture realm) {
        try (FakeProject project = FakeProject.secure(realm.server())) {
            App first = App.install(realm, project);
            App second = first.at(realm.server().secondNode().url());
            ObjectNode known = project.newcomer();
            realm.newPerson(
                    "both",
                    user -> user.put("email", known.path("email").asText()).put("emailVerified", true));
            String token = project.token(known);

            List<Answer> answers = Together.each(
                    IntStream.range(0, 40).boxed().toList(), turn -> (turn % 2 == 0 ? first : second).exchange(token));
            assertThat(answers)
                    .allSatisfy(answer ->
                            assertThat(answer.status()).as(answer.toString()).isEqualTo("active"));
            assertThat(answers.stream()
                            .map(answer -> answer.claims().path("sid").asText())
                            .distinct())
                    .hasSize(1);

            first.provider("firebase", config -> config.put("replay", "once"));
            String once = project.token(known);
            List<Answer> used = Together.each(
                    IntStream.range(0, 40).boxed().toList(), turn -> (turn % 2 == 0 ? first : second).exchange(once));
            assertThat(used.stream().filter(answer -> answer.code() == 200)).hasSize(1);
        }
    }

    /** This server is one for production. Its database may be one that a server for developers has filled. */
    @Test
    void in_production_nobody_believes_an_emulator(RealmFixture realm) {
        String providers = realm.name() + "/identity-provider/instances";
        Map<String, String> config = Map.of("projectId", FakeProject.ID, "emulator", "true");
        Map<String, ?> refused = Map.of("alias", "emulated", "providerId", "firebase", "config", config);
        assertThat(realm.admin().send("POST", providers, refused).statusCode()).isEqualTo(400);
        try (FakeProject project = FakeProject.secure(realm.server())) {
            App app = App.install(realm, project);
            app.provider("emulated", all -> all.put("projectId", FakeProject.ID));
            assertThat(new Probe(realm.url())
                            .update("insert into IDENTITY_PROVIDER_CONFIG (IDENTITY_PROVIDER_ID, NAME, VALUE)"
                                    + " select INTERNAL_ID, 'emulator', 'true' from IDENTITY_PROVIDER"
                                    + " where PROVIDER_ALIAS = 'emulated'"))
                    .isEqualTo(1);
            realm.admin().call("POST", realm.name() + "/clear-realm-cache", null);

            String unsigned = FakeProject.encode("{\"alg\":\"none\",\"typ\":\"JWT\"}") + "."
                    + FakeProject.encode(project.newcomer().toString()) + ".";
            assertThat(app.exchange(App.CLIENT, Map.of("subject_token", unsigned, "subject_issuer", "emulated"))
                            .reason())
                    .isEqualTo("provider_misconfigured");
        } finally {
            realm.admin().send("DELETE", providers + "/emulated", null);
        }
    }
}
