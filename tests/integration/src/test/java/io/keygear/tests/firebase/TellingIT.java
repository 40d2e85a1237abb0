package io.keygear.tests.firebase;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.keygear.tests.actor.Http;
import io.keygear.tests.firebase.App.Answer;
import io.keygear.tests.server.KeygearTest;
import io.keygear.tests.server.LoginEvent;
import io.keygear.tests.server.RealmFixture;
import java.net.http.HttpRequest;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is told of exchanges: events for people who look into a case, a meter for those who watch the whole. */
@KeygearTest
class TellingIT {

    private static final String PROFILE = "{\"username\": \"told\", \"firstName\": \"Tess\", \"lastName\": \"Told\"}";

    private static FakeProject project;
    private static App app;

    private final RealmFixture realm;

    TellingIT(RealmFixture realm) {
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

    @BeforeEach
    void forget() {
        realm.clearEvents();
    }

    @Test
    void events_tell_a_persons_way() {
        ObjectNode person = project.newcomer();
        String uid = person.path("sub").asText();
        Answer first = app.exchange(project.token(person));
        String id = first.claims().path("user_id").asText();
        app.json("/firebase/onboard", first.accessToken(), PROFILE);
        Answer active = app.grant(project.token(person));
        app.json("/account-status/deactivate", active.accessToken(), "");
        Answer gone = app.assertion(project.token(person));
        app.json("/account-status/reactivate", gone.accessToken(), "");

        List<LoginEvent> events = realm.events();

        assertThat(events).allSatisfy(event -> {
            assertThat(event.userId()).isEqualTo(id);
            assertThat(event.clientId()).isEqualTo(App.CLIENT);
            assertThat(event.error()).isNull();
        });
        assertThat(events.stream()
                        .map(event -> event.type() + " " + event.details().get("account_status")))
                .containsExactlyInAnyOrder(
                        "REGISTER null",
                        "TOKEN_EXCHANGE unregistered",
                        "UPDATE_PROFILE active",
                        "TOKEN_EXCHANGE active",
                        "UPDATE_PROFILE inactivated",
                        "JWT_AUTHORIZATION_GRANT inactivated",
                        "UPDATE_PROFILE active");
        assertThat(events.stream().filter(event -> !event.type().equals("UPDATE_PROFILE")))
                .allSatisfy(event -> assertThat(event.details())
                        .containsEntry("identity_provider", "firebase")
                        .containsEntry("identity_provider_identity", uid));
        assertThat(events.toString())
                .doesNotContain(person.path("email").asText())
                .doesNotContain(first.accessToken())
                .doesNotContain(active.accessToken());
    }

    @Test
    void a_link_is_told_beside_the_exchange_that_made_it() {
        ObjectNode person = project.newcomer();
        realm.newPerson(
                "toldlink",
                user -> user.put("email", person.path("email").asText()).put("emailVerified", true));
        app.exchange(project.token(person));

        assertThat(realm.events().stream().map(LoginEvent::type))
                .containsExactlyInAnyOrder("FEDERATED_IDENTITY_LINK", "TOKEN_EXCHANGE");
    }

    @Test
    void a_refusal_is_told_with_its_reason_and_without_the_token() {
        String token = project.token(project.newcomer());
        String forged = token.substring(0, token.lastIndexOf('.') + 1) + "AAAA";
        for (Answer answer : app.everyWayIn(forged)) {
            assertThat(answer.reason()).isEqualTo("signature_wrong");
        }

        List<LoginEvent> events = realm.events();

        assertThat(events.stream().map(LoginEvent::type))
                .containsExactlyInAnyOrder(
                        "TOKEN_EXCHANGE_ERROR", "TOKEN_EXCHANGE_ERROR", "JWT_AUTHORIZATION_GRANT_ERROR");
        assertThat(events).allSatisfy(event -> {
            assertThat(event.error()).isEqualTo("invalid_token");
            assertThat(event.clientId()).isEqualTo(App.CLIENT);
            assertThat(event.userId()).isNull();
            assertThat(event.details())
                    .containsEntry("reason", "signature_wrong")
                    .containsEntry("identity_provider", "firebase")
                    .doesNotContainKeys("identity_provider_identity", "username");
        });
        assertThat(events.toString()).doesNotContain(token.substring(40, 120));
    }

    @Test
    void a_meter_counts_by_realm_and_outcome_and_knows_nobody() {
        ObjectNode person = project.newcomer();
        app.exchange(project.token(person));
        app.exchange(project.token(person));
        app.grant("not.a.token");
        app.exchange("not.a.token");

        assertThat(metrics())
                .contains(meter("unregistered") + "2.0", meter("token_malformed") + "1.0")
                .allSatisfy(line -> assertThat(line)
                        .matches("keygear_firebase_exchanges_total\\{outcome=\"[a-z_]+\",realm=\"[^\"]+\"} [0-9.]+"));
    }

    private String meter(String outcome) {
        return "keygear_firebase_exchanges_total{outcome=\"" + outcome + "\",realm=\"" + realm.name() + "\"} ";
    }

    private List<String> metrics() {
        return Http.send(HttpRequest.newBuilder(realm.server().managementUrl().resolve("/metrics"))
                        .GET())
                .body()
                .lines()
                .filter(line -> line.startsWith("keygear_firebase_"))
                .toList();
    }
}
