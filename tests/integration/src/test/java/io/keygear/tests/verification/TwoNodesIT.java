package io.keygear.tests.verification;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.keygear.tests.actor.HttpForm;
import io.keygear.tests.actor.HttpPage;
import io.keygear.tests.server.KeycloakServer;
import io.keygear.tests.server.KeygearTest;
import io.keygear.tests.server.Probe;
import io.keygear.tests.server.RealmFixture;
import io.keygear.tests.server.RealmSetup;
import io.keygear.tests.server.ServerConfig;
import io.keygear.tests.verification.People.Owner;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Two nodes on one PostgreSQL count as one. */
@KeygearTest(server = ServerConfig.TwoNodes.class, realm = TwoNodesIT.Setup.class)
class TwoNodesIT extends CodeJourneys {

    private final Probe database;

    TwoNodesIT(RealmFixture realm) {
        super(realm);
        this.database = new Probe(realm.url());
    }

    /** A production server refuses the sender for development, and test numbers without an end. */
    static final class Setup implements RealmSetup {
        @Override
        public void apply(ObjectNode realm, KeycloakServer server) {
            new People.Undisturbed().apply(realm, server);
            People.fitForProduction(realm);
        }
    }

    @Test
    void of_200_parallel_wrong_codes_five_are_compared() {
        Owner owner = people.withPhone("guessed");
        List<HttpForm> forms = codeForms(owner, 200);
        String code = sms.codeTo(owner.number());

        List<HttpPage> answers = Together.each(
                IntStream.range(0, 200).boxed().toList(),
                turn -> forms.get(turn).set("code", Sms.wrong(code, turn)).submit());

        assertThat(answers).allSatisfy(page -> assertThat(page.status()).isEqualTo(200));
        assertThat(database.number("select FAILURES from KG_CODE_GUARD where SUBJECT = '"
                        + owner.person().id() + "'"))
                .isEqualTo(5);
        assertThat(database.number("select sum(ATTEMPTS) from KG_CODE_CHALLENGE where SUBJECT = '"
                        + owner.person().id() + "'"))
                .isEqualTo(5);
        assertThat(sms.sentTo(owner.number())).isEqualTo(1);
    }

    @Test
    void of_100_parallel_right_codes_one_succeeds() {
        Owner owner = people.withPhone("redeemed");
        List<HttpForm> forms = codeForms(owner, 100);
        String code = sms.codeTo(owner.number());

        List<HttpPage> answers =
                Together.each(forms, form -> form.set("code", code).submit());

        assertThat(answers.stream().filter(page -> page.status() == 302)).hasSize(1);
        assertThat(database.number(
                        "select count(*) from KG_CODE_CHALLENGE where CONSUMED_AT is not null and SUBJECT = '"
                                + owner.person().id() + "'"))
                .isEqualTo(1);
    }

    /** In production Keycloak keeps themes in a cache, and we their texts with them. */
    @Test
    void a_text_of_the_realms_own_is_in_the_next_message_and_goes_with_it() {
        String texts = realm.name() + "/localization/en";
        assertThat(textTo("unworded")).contains("is your code");
        realm.admin()
                .post(texts, JsonNodeFactory.instance.objectNode().put("kgSmsCode", "{0} opens {1} for {2} minutes."));
        try {
            assertThat(textTo("worded")).contains(" opens ");
        } finally {
            realm.admin().delete(texts);
        }
        assertThat(textTo("reworded")).contains("is your code");
    }

    @Test
    void a_limit_is_one_for_both() {
        people.policy(Map.of("resend-cooldown", "0", "max-resends", "10", "sends-per-target-hour", "5"));
        Owner owner = people.withPhone("pumped");
        List<HttpForm> forms = codeForms(owner, 40);
        sms.codeTo(owner.number());

        Together.each(forms, form -> form.submit("resend", "true"));

        assertThat(database.number("select USED from KG_CODE_LIMIT where KIND = 'user-day' and LIMIT_KEY = '"
                        + owner.person().id() + "'"))
                .isEqualTo(5);
        for (int more = 1; more < 5; more++) {
            sms.codeTo(owner.number());
        }
        assertThat(sms.sentTo(owner.number())).isEqualTo(5);
        people.policy(Map.of("resend-cooldown", "30,60,120,300"));
    }

    @Test
    void a_budget_for_unproven_numbers_is_one_for_both() {
        people.policy(Map.of("unproven-budgets", "enforce", "unproven-sends-per-country-hour", "5"));
        URI second = second();
        List<HttpForm> forms = IntStream.range(0, 30)
                .mapToObj(turn -> {
                    HttpPage page = people.afterPassword(realm.newPerson(
                            "stranger" + turn,
                            user -> user.putArray("requiredActions").add("verify-phone-number")));
                    HttpForm form = page.form("kg-phone-form").set("phone", People.newNumber());
                    return turn % 2 == 0 ? form : form.in(page.browser().through(second));
                })
                .toList();

        List<HttpPage> answers = Together.each(forms, HttpForm::submit);

        assertThat(answers.stream().filter(page -> page.has("kg-code-form"))).hasSize(5);
        assertThat(database.number("select sum(USED) from KG_CODE_LIMIT where KIND = 'unproven-country-hour'"))
                .isEqualTo(5);
        people.policy(Map.of("unproven-budgets", "record"));
    }

    @Test
    void a_code_asked_for_on_one_node_is_taken_by_the_other() {
        Owner owner = people.withPhone("travelling");
        HttpPage page = people.afterPassword(owner.person());
        String code = sms.codeTo(owner.number());

        HttpForm form = page.form("kg-code-form").in(page.browser().through(second()));

        assertThat(form.set("code", code).submit().status()).isEqualTo(302);
    }

    /** Every other form will be sent to the second node. */
    private List<HttpForm> codeForms(Owner owner, int count) {
        URI second = second();
        return IntStream.range(0, count)
                .mapToObj(turn -> {
                    HttpPage page = people.afterPassword(owner.person());
                    HttpForm form = page.form("kg-code-form");
                    return turn % 2 == 0 ? form : form.in(page.browser().through(second));
                })
                .toList();
    }

    private URI second() {
        return realm.server().secondNode().url();
    }

    private String textTo(String username) {
        Owner owner = people.withPhone(username);
        people.afterPassword(owner.person());
        return sms.textTo(owner.number());
    }
}
