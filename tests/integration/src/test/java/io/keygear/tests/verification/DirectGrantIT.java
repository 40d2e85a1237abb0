package io.keygear.tests.verification;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.keygear.tests.actor.Http;
import io.keygear.tests.server.FlowFixture;
import io.keygear.tests.server.KeygearTest;
import io.keygear.tests.server.Person;
import io.keygear.tests.server.RealmFixture;
import io.keygear.tests.verification.People.Owner;
import java.net.URI;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Codes at the token endpoint, in the flows {@code direct-grant} and {@code direct-grant-passwordless}. */
@KeygearTest
class DirectGrantIT extends CodeJourneys {

    private static Mails mails;

    DirectGrantIT(RealmFixture realm) {
        super(realm);
    }

    @BeforeAll
    static void flows(RealmFixture realm) {
        mails = Mails.of(realm);
        realm.changeComponent(People.POLICY, "code-policy", Identify.UNLIMITED);
        for (String flow : new String[] {"direct-grant", "direct-grant-passwordless"}) {
            FlowFixture.use(realm, flow);
            String alias =
                    FlowFixture.read(flow).at("/bindings/directGrantFlow").asText();
            var client = JsonNodeFactory.instance
                    .objectNode()
                    .put("clientId", flow)
                    .put("publicClient", true)
                    .put("directAccessGrantsEnabled", true);
            client.putObject("authenticationFlowBindingOverrides").put("direct_grant", flowId(realm, alias));
            realm.admin().post(realm.name() + "/clients", client);
        }
    }

    @AfterAll
    static void closeMails() {
        mails.close();
    }

    @Test
    void behind_a_password_the_first_call_sends_and_the_second_brings_the_code() throws JsonProcessingException {
        Owner owner = people.withPhone("scripted");
        Map<String, String> login = Map.of("username", "scripted", "password", "scripted");

        JsonNode refused = grant("direct-grant", login, 400);
        assertThat(refused.path("error").asText()).isEqualTo("invalid_grant");
        assertThat(refused.path("reason").asText()).isEqualTo("code_required");
        JsonNode again = grant("direct-grant", login, 400);
        assertThat(again).isEqualTo(refused);
        String code = sms.codeTo(owner.number());
        JsonNode wrong = grant("direct-grant", with(login, Sms.wrong(code, 0)), 400);

        assertThat(wrong.path("reason").asText()).isEqualTo("wrong");
        BruteForce.awaitFailures(realm, owner.person(), 1);
        assertThat(grant("direct-grant", with(login, code), 200)
                        .path("access_token")
                        .asText())
                .isNotEmpty();
        assertThat(sms.sentTo(owner.number())).isEqualTo(1);
    }

    @Test
    void a_right_code_behind_a_password_forgets_wrong_ones() throws JsonProcessingException {
        Owner owner = people.withPhone("forgiven");
        Map<String, String> login = Map.of("username", "forgiven", "password", "forgiven");
        grant("direct-grant", login, 400);
        String code = sms.codeTo(owner.number());
        grant("direct-grant", with(login, Sms.wrong(code, 0)), 400);
        grant("direct-grant", with(login, Sms.wrong(code, 1)), 400);
        awaitSecondFactorFailures(owner, 2);

        grant("direct-grant", with(login, code), 200);

        awaitSecondFactorFailures(owner, 0);
    }

    /** Keycloak counts on a thread of its own. */
    private void awaitSecondFactorFailures(Owner owner, int expected) {
        Eventually.get(
                Duration.ofSeconds(5),
                () -> Optional.of(BruteForce.secondFactorFailures(realm, owner.person()))
                        .filter(failures -> failures == expected));
    }

    @Test
    void a_wrong_password_sends_nothing() throws JsonProcessingException {
        Owner owner = people.withPhone("guesser");

        JsonNode refused = grant("direct-grant", Map.of("username", "guesser", "password", "x"), 400);

        assertThat(refused.path("error").asText()).isEqualTo("invalid_grant");
        new Challenges(realm).settle();
        assertThat(sms.sentTo(owner.number())).isZero();
    }

    @Test
    void without_a_password_everybody_is_answered_the_same() throws JsonProcessingException {
        Person person = realm.newPerson("headless", user -> {});
        realm.newPerson("headless-locked", user -> user.put("enabled", false));
        Map<String, String> known = Map.of("username", "headless@example.com");

        HttpResponse<String> answer = send("direct-grant-passwordless", known);
        for (String other :
                new String[] {"nobody@example.com", "headless-locked@example.com", "+447700900199", "nobody"}) {
            HttpResponse<String> same = send("direct-grant-passwordless", Map.of("username", other));
            assertThat(same.statusCode()).isEqualTo(answer.statusCode());
            assertThat(same.body()).isEqualTo(answer.body());
        }
        assertThat(answer.statusCode()).isEqualTo(400);
        String code = mails.codeTo("headless@example.com");
        String wrongForKnown = send("direct-grant-passwordless", with(known, Sms.wrong(code, 0)))
                .body();
        String wrongForNobody = send(
                        "direct-grant-passwordless", with(Map.of("username", "nobody@example.com"), "000000"))
                .body();

        assertThat(wrongForKnown).isEqualTo(wrongForNobody);
        assertThat(BruteForce.failures(realm, person)).isZero();
        assertThat(grant("direct-grant-passwordless", with(known, code), 200)
                        .path("access_token")
                        .asText())
                .isNotEmpty();
        assertThat(grant("direct-grant-passwordless", with(known, code), 400)
                        .path("error")
                        .asText())
                .isEqualTo("invalid_grant");
    }

    private JsonNode grant(String client, Map<String, String> parameters, int status) throws JsonProcessingException {
        HttpResponse<String> answer = send(client, parameters);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        return new ObjectMapper().readTree(answer.body());
    }

    private HttpResponse<String> send(String client, Map<String, String> parameters) {
        Map<String, String> form = new HashMap<>(parameters);
        form.put("grant_type", "password");
        form.put("client_id", client);
        return Http.post(URI.create(realm.url() + "/protocol/openid-connect/token"), form);
    }

    private static Map<String, String> with(Map<String, String> login, String code) {
        Map<String, String> form = new HashMap<>(login);
        form.put("code", code);
        return form;
    }

    private static String flowId(RealmFixture realm, String alias) {
        for (JsonNode flow : realm.admin().get(realm.name() + "/authentication/flows")) {
            if (alias.equals(flow.path("alias").asText())) {
                return flow.path("id").asText();
            }
        }
        throw new AssertionError("No flow " + alias);
    }
}
