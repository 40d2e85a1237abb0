package io.keygear.tests.verification;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.keygear.tests.actor.HttpBrowser;
import io.keygear.tests.actor.HttpPage;
import io.keygear.tests.actor.OidcClient;
import io.keygear.tests.actor.Tokens;
import io.keygear.tests.server.FlowFixture;
import io.keygear.tests.server.KeygearTest;
import io.keygear.tests.server.Person;
import io.keygear.tests.server.RealmFixture;
import io.keygear.tests.verification.People.Owner;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The flows that combine codes with something of Keycloak's: levels, conditions, login names. */
@KeygearTest
class FlowsIT extends CodeJourneys {

    private static Mails mails;

    FlowsIT(RealmFixture realm) {
        super(realm);
    }

    @BeforeAll
    static void flows(RealmFixture realm) {
        mails = Mails.of(realm);
        realm.changeComponent(People.POLICY, "code-policy", Identify.UNLIMITED);
        for (String flow : new String[] {"sms-second-factor", "step-up", "conditions", "login-name"}) {
            FlowFixture.use(realm, flow);
        }
    }

    @AfterAll
    static void closeMails() {
        mails.close();
    }

    @Test
    void a_code_by_text_message_follows_the_password() {
        bind("keygear sms second factor");
        Owner owner = people.withPhone("usual");

        HttpPage page = people.afterPassword(owner.person());

        assertThat(People.answer(page, sms.codeTo(owner.number())).status()).isEqualTo(302);
        assertThat(realm.credentials(owner.person()))
                .anySatisfy(credential ->
                        assertThat(credential.path("credentialData").asText()).contains("lastUsed"));
    }

    @Test
    void a_higher_level_asks_for_a_code_and_the_lower_one_does_not() {
        bind("keygear step-up");
        Owner owner = people.withPhone("climber");
        HttpBrowser browser = new HttpBrowser();
        OidcClient app = realm.demoApp();
        OidcClient.Login first = app.login();
        HttpPage end = People.afterPassword(browser, owner.person(), first);
        assertThat(app.redeem(first, end.url()).access().path("acr").asText()).isEqualTo("1");
        assertThat(sms.sentTo(owner.number())).isZero();

        OidcClient.Login second = app.login(Map.of("acr_values", "2"));
        HttpPage page = browser.open(second.url());
        end = People.answer(page, sms.codeTo(owner.number()));

        Tokens tokens = app.redeem(second, end.url());
        assertThat(tokens.access().path("acr").asText()).isEqualTo("2");
    }

    @Test
    void conditions_choose_between_phone_and_mail() {
        bind("keygear conditions");
        Owner owner = people.withPhone("withphone");
        Person mailed = realm.newPerson("withmail", user -> {});
        Person unproven = realm.newPerson("withnothing", user -> user.put("emailVerified", false));

        HttpPage phone = people.afterPassword(owner.person());
        assertThat(People.answer(phone, sms.codeTo(owner.number())).status()).isEqualTo(302);
        HttpPage mail = people.afterPassword(mailed);
        assertThat(People.answer(mail, mails.codeTo("withmail@example.com")).status())
                .isEqualTo(302);
        assertThat(people.afterPassword(unproven).status()).isEqualTo(302);
    }

    @Test
    void who_comes_from_inside_is_asked_for_nothing() {
        bind("keygear conditions");
        Owner owner = people.withPhone("insider");
        JsonNode executions = realm.admin().get(realm.name() + "/authentication/flows/keygear%20conditions/executions");
        String config = "";
        for (JsonNode execution : executions) {
            if ("condition-ip-range".equals(execution.path("providerId").asText())) {
                config = execution.path("authenticationConfig").asText();
            }
        }
        String path = realm.name() + "/authentication/config/" + config;
        ObjectNode settings = (ObjectNode) realm.admin().get(path);
        settings.withObjectProperty("config").put("ranges", "127.0.0.0/8 ::1/128, 172.16.0.0/12");
        realm.admin().put(path, settings);
        try {
            assertThat(people.afterPassword(owner.person()).status()).isEqualTo(302);
            HttpBrowser liar = new HttpBrowser().with("X-Forwarded-For", "203.0.113.9");
            assertThat(People.afterPassword(
                                    liar, owner.person(), realm.demoApp().login())
                            .status())
                    .isEqualTo(302);
        } finally {
            settings.withObjectProperty("config").put("ranges", "10.0.0.0/8");
            realm.admin().put(path, settings);
        }
    }

    @Test
    void a_wrong_password_shows_no_number_where_the_username_is_one() {
        bind("keygear login name");
        String number = People.newNumber();
        Person person = realm.newPerson(number, user -> {
            People.addMainPhone(user, number);
            user.put("email", "named-by-number@example.com");
        });
        realm.clearEvents();

        HttpPage page = new HttpBrowser().open(realm.demoApp().login().url()).login(number, "wrong");

        assertThat(page.status()).isEqualTo(200);
        assertThat(realm.events(person)).singleElement().satisfies(event -> {
            assertThat(event.type()).isEqualTo("LOGIN_ERROR");
            assertThat(event.details().toString()).doesNotContain(number).contains("•••••");
        });
        assertThat(realm.server().log()).doesNotContain("username=\"" + number);
    }

    @Test
    void a_number_will_do_as_the_login_name_and_tells_nothing_when_the_password_is_wrong() {
        bind("keygear login name");
        Owner owner = people.withMainPhone("numbered");
        String national = "0" + owner.number().substring(3);

        HttpPage right = login(national, owner.person().password());
        assertThat(People.answer(right, sms.codeTo(owner.number())).status()).isEqualTo(302);

        HttpPage wrong = login(national, "wrong");
        HttpPage nobody = login("07700900198", "wrong");
        assertThat(wrong.document().text()).doesNotContain("numbered");
        Pages.look(wrong, national).assertLike(Pages.look(nobody, "07700900198"));
        BruteForce.awaitFailures(realm, owner.person(), 1);
    }

    private HttpPage login(String name, String password) {
        return new HttpBrowser().open(realm.demoApp().login().url()).login(name, password);
    }

    private void bind(String flow) {
        realm.change(settings -> settings.put("browserFlow", flow));
    }
}
