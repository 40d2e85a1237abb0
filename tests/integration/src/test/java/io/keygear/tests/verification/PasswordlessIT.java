package io.keygear.tests.verification;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.keygear.tests.actor.HttpBrowser;
import io.keygear.tests.actor.HttpPage;
import io.keygear.tests.actor.OidcClient;
import io.keygear.tests.server.FlowFixture;
import io.keygear.tests.server.KeygearTest;
import io.keygear.tests.server.Person;
import io.keygear.tests.server.Probe;
import io.keygear.tests.server.RealmFixture;
import io.keygear.tests.verification.People.Owner;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A code instead of a password, in the flow {@code passwordless}. */
@KeygearTest
class PasswordlessIT extends CodeJourneys {

    private static Mails mails;

    PasswordlessIT(RealmFixture realm) {
        super(realm);
    }

    @BeforeAll
    static void flow(RealmFixture realm) {
        mails = Mails.of(realm);
        FlowFixture.use(realm, "passwordless");
        realm.changeComponent(People.POLICY, "code-policy", Identify.UNLIMITED);
    }

    @AfterAll
    static void closeMails() {
        mails.close();
    }

    @Test
    void an_address_and_a_code_are_a_login() {
        Person person = realm.newPerson("by-mail", user -> {});
        OidcClient.Login login = realm.demoApp().login();
        HttpPage page = Identify.as(new HttpBrowser().open(login.url()), "By-Mail@Example.com ");

        assertThat(page.text("kg-delivery").orElse(""))
                .isEqualTo("If by-mail@example.com belongs to an account, we sent a code there. It may take a minute.");
        HttpPage end = People.answer(page, mails.codeTo("by-mail@example.com"));

        assertThat(realm.demoApp().redeem(login, end.url()).access().path("sub").asText())
                .isEqualTo(person.id());
        assertThat(BruteForce.failures(realm, person)).isZero();
    }

    @Test
    void a_number_in_any_spelling_and_a_code_are_a_login_and_no_second_text_message_is_asked_for() {
        Owner owner = people.withMainPhone("by-phone");
        String national = "0" + owner.number().substring(3);

        HttpPage page = Identify.at(realm, national);
        HttpPage end = People.answer(page, sms.codeTo(owner.number()));

        assertThat(end.status()).as("%s", end).isEqualTo(302);
        assertThat(sms.sentTo(owner.number())).isEqualTo(1);
    }

    @Test
    void who_came_by_mail_and_has_a_phone_is_asked_for_that_as_well() {
        Owner owner = people.withPhone("two-steps");

        HttpPage page = Identify.at(realm, "two-steps@example.com");
        page = People.answer(page, mails.codeTo("two-steps@example.com"));

        assertThat(page.status()).isEqualTo(200);
        assertThat(People.answer(page, sms.codeTo(owner.number())).status()).isEqualTo(302);
    }

    @Test
    void where_the_step_spares_second_factors_a_number_alone_is_no_login() {
        Owner owner = people.withMainPhone("spared");
        JsonNode step = codeLogin();
        realm.admin()
                .put(realm.name() + "/authentication/config/" + step.path("id").asText(), with(step, "true"));
        try {
            HttpPage page = Identify.at(realm, owner.number());
            page = People.answer(page, mails.codeTo("spared@example.com"));

            assertThat(page.has("kg-code-form")).isTrue();
            assertThat(People.answer(page, sms.codeTo(owner.number())).status()).isEqualTo(302);
            assertThat(sms.sentTo(owner.number())).isEqualTo(1);
        } finally {
            realm.admin()
                    .put(
                            realm.name() + "/authentication/config/"
                                    + step.path("id").asText(),
                            with(step, "false"));
        }
    }

    @Test
    void an_address_that_an_administrator_wrote_over_a_verified_one_gets_no_code() {
        Person person = realm.newPerson("rewritten", user -> {});
        realm.changeUser(person, user -> user.put("email", "other-rewritten@example.com"));

        Identify.at(realm, "other-rewritten@example.com");

        assertThat(realm.user(person).path("emailVerified").asBoolean()).isFalse();
        new Challenges(realm).settle();
        assertThat(mails.sentTo("other-rewritten@example.com")).isZero();
    }

    private JsonNode codeLogin() {
        for (JsonNode step :
                realm.admin().get(realm.name() + "/authentication/flows/keygear%20passwordless/executions")) {
            if ("code-login".equals(step.path("providerId").asText())) {
                return realm.admin()
                        .get(realm.name() + "/authentication/config/"
                                + step.path("authenticationConfig").asText());
            }
        }
        throw new AssertionError("the flow has no code-login");
    }

    private static JsonNode with(JsonNode step, String sparing) {
        ObjectNode changed = step.deepCopy();
        changed.withObjectProperty("config").put("spare-second-factor", sparing);
        return changed;
    }

    @Test
    void a_username_leads_to_the_preferred_channel() {
        realm.newPerson("just-a-name", user -> {});

        HttpPage page = Identify.at(realm, "just-a-name");

        assertThat(page.text("kg-delivery").orElse("")).contains("just-a-name").doesNotContain("@");
        assertThat(People.answer(page, mails.codeTo("just-a-name@example.com")).status())
                .isEqualTo(302);
    }

    @Test
    void wrong_codes_never_count_for_the_brute_force_detection_and_only_slow_down() {
        Person person = realm.newPerson("teased", user -> {});
        HttpPage page = Identify.at(realm, "teased@example.com");
        String code = mails.codeTo("teased@example.com");

        for (int turn = 0; turn < 5; turn++) {
            page = People.answer(page, Sms.wrong(code, turn));
        }
        page = People.answer(page, code);

        assertThat(People.complaint(page)).contains("Too many wrong codes");
        assertThat(BruteForce.failures(realm, person)).isZero();
        realm.passTime(Duration.ofSeconds(61));
        HttpPage again = Identify.at(realm, "teased@example.com");
        assertThat(People.answer(again, mails.codeTo("teased@example.com")).status())
                .isEqualTo(302);
    }

    @Test
    void a_hundred_failures_close_nothing_for_who_is_not_signed_in() {
        realm.newPerson("besieged", user -> {});
        HttpPage page = Identify.at(realm, "besieged@example.com");
        String code = mails.codeTo("besieged@example.com");
        new Probe(realm.url()).update("update KG_CODE_GUARD set FAILURES = 100 where PURPOSE = 'login'");

        assertThat(People.answer(page, code).status()).isEqualTo(302);
    }

    @Test
    void going_back_to_another_identifier_starts_anew() {
        realm.newPerson("mistyped", user -> {});
        HttpPage page = Identify.at(realm, "mystyped@example.com");

        page = page.form("kg-code-form").submit("change", "true");
        page = Identify.as(page, "mistyped@example.com");

        assertThat(People.answer(page, mails.codeTo("mistyped@example.com")).status())
                .isEqualTo(302);
        new Challenges(realm).settle();
        assertThat(mails.sentTo("mystyped@example.com")).isZero();
    }

    @Test
    void reloading_and_sending_the_form_again_sends_nothing_more() {
        realm.newPerson("impatient", user -> {});
        HttpPage start = new HttpBrowser().open(realm.demoApp().login().url());
        HttpPage page = Identify.as(start, "impatient@example.com");
        Identify.as(start, "impatient@example.com");
        page.reload();
        page = Identify.at(realm, "impatient@example.com");
        String code = mails.codeTo("impatient@example.com");

        assertThat(mails.sentTo("impatient@example.com")).isEqualTo(1);
        assertThat(People.answer(page, code).status()).isEqualTo(302);
    }

    @Test
    void codes_that_are_empty_used_or_of_another_do_not_let_in() {
        realm.newPerson("first-come", user -> {});
        realm.newPerson("second-come", user -> {});
        HttpPage first = Identify.at(realm, "first-come@example.com");
        HttpPage second = Identify.at(realm, "second-come@example.com");
        String code = mails.codeTo("first-come@example.com");
        String other = mails.codeTo("second-come@example.com");

        first = People.answer(first, "  ");
        assertThat(People.complaint(first)).contains("Enter the code");
        first = People.answer(first, other);
        assertThat(People.complaint(first)).contains("4 tries left");
        HttpPage twin = Identify.at(realm, "first-come@example.com");
        assertThat(People.answer(first, code).status()).isEqualTo(302);
        assertThat(People.complaint(People.answer(twin, code))).contains("no longer valid");
        assertThat(People.answer(second, other).status()).isEqualTo(302);
    }

    @Test
    void a_code_that_was_replaced_or_is_too_old_does_not_let_in() {
        realm.newPerson("late", user -> {});
        HttpPage page = Identify.at(realm, "late@example.com");
        String replaced = mails.codeTo("late@example.com");
        realm.passTime(Duration.ofSeconds(31));
        page = page.form("kg-code-form").submit("resend", "true");
        String current = mails.codeTo("late@example.com");

        page = People.answer(page, replaced);
        assertThat(People.complaint(page)).contains("not right");
        realm.passTime(Duration.ofSeconds(301));
        assertThat(People.complaint(People.answer(page, current))).contains("no longer valid");
    }

    @Test
    void who_is_disabled_while_the_code_is_on_its_way_stays_out() {
        Person person = realm.newPerson("suspended", user -> {});
        HttpPage page = Identify.at(realm, "suspended@example.com");
        String code = mails.codeTo("suspended@example.com");
        realm.changeUser(person, user -> user.put("enabled", false));

        assertThat(People.complaint(People.answer(page, code))).contains("no longer valid");
    }

    @Test
    void nonsense_is_no_identifier() {
        HttpPage page = Identify.at(realm, "");
        assertThat(page.text("kg-identifier-error").orElse("")).contains("Enter your");
        assertThat(Identify.as(page, "x".repeat(300))
                        .text("kg-identifier-error")
                        .orElse(""))
                .contains("neither");
    }

    @Test
    void without_any_channel_the_page_says_so_to_everybody() {
        realm.change(settings -> settings.putObject("smtpServer"));
        realm.removeComponent(Sms.SENDER, "twilio");
        try {
            for (String anybody : new String[] {"alice", "nobody", "alice@example.com", "nobody@example.com"}) {
                assertThat(Identify.at(realm, anybody)
                                .text("kg-identifier-error")
                                .orElse(""))
                        .contains("not set up");
            }
        } finally {
            mails.close();
            mails = Mails.of(realm);
            sms.reconnect(realm);
        }
    }
}
