package io.keygear.tests.verification;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.keygear.tests.actor.HttpBrowser;
import io.keygear.tests.actor.HttpForm;
import io.keygear.tests.actor.HttpPage;
import io.keygear.tests.server.FlowFixture;
import io.keygear.tests.server.KeycloakServer;
import io.keygear.tests.server.KeygearTest;
import io.keygear.tests.server.Probe;
import io.keygear.tests.server.RealmFixture;
import io.keygear.tests.server.RealmSetup;
import io.keygear.tests.server.ServerConfig;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Every step that ends with a code, answered on two nodes at the same moment. {@link TwoNodesIT} is about the login. */
@KeygearTest(server = ServerConfig.TwoNodes.class, realm = TwoNodesFlowsIT.Setup.class)
class TwoNodesFlowsIT extends CodeJourneys {

    private static final int CLAIMANTS = 50;
    private static final int TABS = 20;

    private static Mails mails;

    private final Probe database;

    TwoNodesFlowsIT(RealmFixture realm) {
        super(realm);
        this.database = new Probe(realm.url());
    }

    static final class Setup implements RealmSetup {
        @Override
        public void apply(ObjectNode realm, KeycloakServer server) {
            new ValuesFromElsewhereIT.Setup().apply(realm, server);
            People.fitForProduction(realm);
        }
    }

    @BeforeAll
    static void flows(RealmFixture realm) {
        mails = Mails.of(realm);
        List.of("login-or-register", "registration", "reset-password", "change-email-and-phone")
                .forEach(flow -> FlowFixture.use(realm, flow));
    }

    @AfterAll
    static void closeMails() {
        mails.close();
    }

    @BeforeEach
    void usualRules() {
        Map<String, String> rules = new HashMap<>(Identify.UNLIMITED);
        rules.put("resend-cooldown", "30,60,120,300");
        people.policy(rules);
    }

    @Test
    void of_fifty_resends_one_is_sent() {
        realm.newPerson("impatient", user -> {});
        List<HttpForm> forms = tabs(CLAIMANTS, Door.LOGIN, "impatient@example.com");
        mails.codeTo("impatient@example.com");
        database.update("update KG_CODE_GUARD set NEXT_SEND_AT = 0");

        List<HttpPage> answers = Together.each(forms, form -> form.submit("resend", "true"));

        assertThat(answers.stream().filter(page -> People.complaint(page).isEmpty()))
                .hasSize(1);
        mails.codeTo("impatient@example.com");
        assertThat(mails.sentTo("impatient@example.com")).isEqualTo(2);
    }

    @Test
    void a_first_login_makes_one_account() {
        List<HttpForm> forms = tabs(TABS, Door.LOGIN, "pioneer@example.com");
        String code = mails.codeTo("pioneer@example.com");

        List<HttpPage> ends =
                Together.each(forms, form -> form.set("code", code).submit());

        assertThat(ends).filteredOn(end -> end.status() == 302).hasSize(1);
        assertThat(ends).allSatisfy(end -> assertThat(end.status()).isIn(200, 302));
        assertThat(found("pioneer@example.com")).hasSize(1);
    }

    @Test
    void one_code_opens_one_registration_form() {
        List<HttpForm> forms = tabs(TABS, Door.REGISTRATION, "settler@example.com");
        String code = mails.codeTo("settler@example.com");

        List<HttpPage> ends =
                Together.each(forms, form -> form.set("code", code).submit());

        assertThat(ends).filteredOn(end -> end.has("kc-register-form")).hasSize(1);
        assertThat(ends).filteredOn(end -> end.has("kg-code-form")).hasSize(TABS - 1);
    }

    @Test
    void of_two_who_register_with_one_number_one_gets_it() {
        String number = People.newNumber();
        List<HttpForm> forms = new ArrayList<>();
        for (int turn = 0; turn < 2; turn++) {
            HttpPage page = Identify.as(Door.REGISTRATION.open(realm), number);
            page = People.answer(page, sms.codeTo(number));
            forms.add(on(turn, page, page.form("kc-register-form"))
                    .set("username", "rival-" + turn)
                    .set("email", "rival-" + turn + "@example.com")
                    .set("firstName", "Ri")
                    .set("lastName", "Val")
                    .set("password", "rival")
                    .set("password-confirm", "rival"));
        }

        List<HttpPage> ends = Together.each(forms, HttpForm::submit);

        assertThat(ends).filteredOn(end -> end.status() == 302).hasSize(1);
        assertThat(ends).filteredOn(end -> end.status() == 400).hasSize(1);
        int accounts = found("rival-0@example.com").size()
                + found("rival-1@example.com").size();
        assertThat(accounts).isEqualTo(1);
    }

    @Test
    void one_code_resets_once() {
        realm.newPerson("forgetful", user -> {});
        List<HttpForm> forms = tabs(TABS, Door.RESET, "forgetful@example.com");
        String code = mails.codeTo("forgetful@example.com");

        List<HttpPage> ends =
                Together.each(forms, form -> form.set("code", code).submit());

        assertThat(ends).filteredOn(end -> end.has("kc-passwd-update-form")).hasSize(1);
        assertThat(ends).filteredOn(end -> end.has("kg-code-form")).hasSize(TABS - 1);
    }

    @Test
    void of_ten_who_change_to_one_address_one_gets_it() {
        List<HttpForm> forms = new ArrayList<>();
        for (int turn = 0; turn < 10; turn++) {
            String name = "mover-" + turn;
            realm.newPerson(name, user -> {});
            HttpPage page = Identify.as(
                    new HttpBrowser()
                            .open(realm.demoApp()
                                    .login(Map.of("kc_action", "change-email"))
                                    .url()),
                    name + "@example.com");
            page = People.answer(page, mails.codeTo(name + "@example.com"));
            page = page.form("kg-email-form").set("email", "villa@example.com").submit();
            String code = mails.codeTo("villa@example.com");
            forms.add(on(turn, page, page.form("kg-code-form")).set("code", code));
        }

        List<HttpPage> ends = Together.each(forms, HttpForm::submit);

        assertThat(ends).filteredOn(end -> end.status() == 302).hasSize(1);
        assertThat(ends)
                .filteredOn(end -> end.status() != 302)
                .allSatisfy(end -> assertThat(end.text("kg-email-error").orElse(end.toString()))
                        .contains("cannot be used"));
        assertThat(found("villa@example.com")).hasSize(1);
    }

    /** Code pages of one person, every other on the second node. */
    private List<HttpForm> tabs(int count, Door door, String identifier) {
        return IntStream.range(0, count)
                .mapToObj(turn -> {
                    HttpPage page = Identify.as(door.open(realm), identifier);
                    return on(turn, page, page.form("kg-code-form"));
                })
                .toList();
    }

    private HttpForm on(int turn, HttpPage page, HttpForm form) {
        return form.in(page.browser().through(node(turn)));
    }

    private URI node(int turn) {
        return turn % 2 == 0
                ? realm.server().url()
                : realm.server().secondNode().url();
    }

    private JsonNode found(String email) {
        return realm.admin().get(realm.name() + "/users?exact=true&email=" + email.replace("@", "%40"));
    }
}
