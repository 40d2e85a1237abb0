package io.keygear.tests.verification;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.keygear.tests.actor.HttpBrowser;
import io.keygear.tests.actor.HttpPage;
import io.keygear.tests.actor.OidcClient;
import io.keygear.tests.server.KeygearTest;
import io.keygear.tests.server.Person;
import io.keygear.tests.server.RealmFixture;
import io.keygear.tests.verification.People.Owner;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The step {@code sms-code} in several flows of one realm, each configured in its own way. */
@KeygearTest(realm = People.Undisturbed.class)
class StepConfigurationIT extends CodeJourneys {

    StepConfigurationIT(RealmFixture realm) {
        super(realm);
    }

    @BeforeAll
    static void flows(RealmFixture realm) {
        addFlow(realm, "strict", Map.of("code-format", "complex", "code-length", "10"), "strict-app");
        addFlow(realm, "broken", Map.of("code-length", "three"), "broken-app");
    }

    @Test
    void each_flow_makes_codes_of_its_own_kind() {
        Owner owner = people.withPhone("twofold");
        HttpPage usual = people.afterPassword(owner.person());
        assertThat(People.answer(usual, sms.codeTo(owner.number())).status()).isEqualTo(302);

        HttpPage strict = at("strict-app", owner.person());
        String text = sms.textTo(owner.number());
        String code = text.substring(text.indexOf('#') + 1);

        assertThat(code).matches("[0-9A-HJKMNP-TV-Z]{10}");
        assertThat(strict.document().getElementById("kg-code").hasAttr("inputmode"))
                .isFalse();
        assertThat(People.answer(strict, code.toLowerCase(Locale.ROOT)).status())
                .isEqualTo(302);
    }

    @Test
    void a_step_that_is_configured_wrongly_follows_the_realm() {
        Owner owner = people.withPhone("unbroken");

        HttpPage page = at("broken-app", owner.person());

        assertThat(People.answer(page, sms.codeTo(owner.number())).status()).isEqualTo(302);
        assertThat(realm.server().log()).contains("Option \"code-length\" is \"three\"");
    }

    @Test
    void where_the_step_is_required_a_person_without_a_phone_enrols_one() {
        addFlow(realm, "demanding", Map.of(), "demanding-app");
        require("demanding");
        Person person = realm.newPerson("phoneless", user -> {});
        String number = People.newNumber();

        HttpPage page = at("demanding-app", person);
        page = page.form("kg-phone-form").set("phone", number).submit();

        assertThat(People.answer(page, sms.codeTo(number)).status()).isEqualTo(302);
    }

    private HttpPage at(String client, Person person) {
        return People.afterPassword(new HttpBrowser(), person, new OidcClient(realm.url(), client).login());
    }

    private static void addFlow(RealmFixture realm, String name, Map<String, String> config, String clientId) {
        ObjectNode copy = realm.admin().get(realm.name()).deepCopy();
        copy.removeAll();
        realm.admin().post(realm.name() + "/authentication/flows/keygear%20browser/copy", copy.put("newName", name));
        if (!config.isEmpty()) {
            JsonNode step = execution(realm, name, "sms-code");
            ObjectNode settings = copy.removeAll().put("alias", name);
            config.forEach(settings.putObject("config")::put);
            realm.admin()
                    .post(
                            realm.name() + "/authentication/executions/"
                                    + step.path("id").asText() + "/config",
                            settings);
        }
        ObjectNode client = copy.removeAll()
                .put("clientId", clientId)
                .put("publicClient", true)
                .put("standardFlowEnabled", true);
        client.putArray("redirectUris").add("http://localhost:*");
        client.putObject("authenticationFlowBindingOverrides").put("browser", flowId(realm, name));
        realm.admin().post(realm.name() + "/clients", client);
    }

    /** Makes the step, and the group it stands in, required. */
    private void require(String flow) {
        for (JsonNode execution : realm.admin().get(executions(realm, flow))) {
            String provider = execution.path("providerId").asText();
            String name = execution.path("displayName").asText();
            String wanted = "sms-code".equals(provider) || name.contains("second factor")
                    ? "REQUIRED"
                    : execution.path("level").asInt() == 2 ? "DISABLED" : "";
            if (!wanted.isEmpty()) {
                realm.admin().put(executions(realm, flow), ((ObjectNode) execution).put("requirement", wanted));
            }
        }
    }

    private static JsonNode execution(RealmFixture realm, String flow, String provider) {
        for (JsonNode execution : realm.admin().get(executions(realm, flow))) {
            if (provider.equals(execution.path("providerId").asText())) {
                return execution;
            }
        }
        throw new AssertionError("No " + provider + " in " + flow);
    }

    private static String flowId(RealmFixture realm, String alias) {
        for (JsonNode flow : realm.admin().get(realm.name() + "/authentication/flows")) {
            if (alias.equals(flow.path("alias").asText())) {
                return flow.path("id").asText();
            }
        }
        throw new AssertionError("No flow " + alias);
    }

    private static String executions(RealmFixture realm, String flow) {
        return realm.name() + "/authentication/flows/" + flow + "/executions";
    }
}
