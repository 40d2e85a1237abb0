package io.keygear.tests.verification;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.keygear.tests.actor.HttpBrowser;
import io.keygear.tests.actor.HttpPage;
import io.keygear.tests.inbox.Mail;
import io.keygear.tests.server.FlowFixture;
import io.keygear.tests.server.KeygearTest;
import io.keygear.tests.server.Person;
import io.keygear.tests.server.RealmFixture;
import io.keygear.tests.verification.People.Owner;
import java.net.URI;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A forgotten password, in the flow {@code reset-password}. */
@KeygearTest
class ResetPasswordIT extends CodeJourneys {

    private static Mails mails;

    ResetPasswordIT(RealmFixture realm) {
        super(realm);
    }

    @BeforeAll
    static void flow(RealmFixture realm) {
        mails = Mails.of(realm);
        FlowFixture.use(realm, "reset-password");
        realm.changeComponent(People.POLICY, "code-policy", Identify.UNLIMITED);
    }

    @AfterAll
    static void closeMails() {
        mails.close();
    }

    @Test
    void a_code_leads_to_a_new_password_and_a_notice_but_not_into_the_account() {
        Person person = realm.newPerson("forgetful", user -> {});
        HttpPage page = Identify.as(forgotten(), "forgetful@example.com");

        page = People.answer(page, mails.codeTo("forgetful@example.com"));
        assertThat(page.has("logout-sessions")).as("others can be signed out").isTrue();
        page = page.form("kc-passwd-update-form")
                .set("password-new", "remembered")
                .set("password-confirm", "remembered")
                .submit();

        assertThat(page.status()).as("%s", page).isEqualTo(200);
        assertThat(page.has("kc-login")).isFalse();
        Mail notice = mails.next("forgetful@example.com");
        assertThat(notice.subject()).isEqualTo("Your password for Keygear was changed");
        assertThat(notice.plain()).contains("contact Keygear");
        Person renewed = new Person(person.id(), person.username(), "remembered");
        assertThat(people.afterPassword(renewed).status()).isEqualTo(302);
        assertThat(people.afterPassword(person).status()).isEqualTo(200);
        assertThat(realm.events(person))
                .noneMatch(event -> "LOGIN".equals(event.type())
                        && "reset".equals(event.details().get("auth_method")));
    }

    @Test
    void where_the_step_logs_in_afterwards_a_new_password_is_a_login_but_not_past_a_second_factor() {
        Person person = realm.newPerson("comes-in", user -> {});
        Owner owner = people.withPhoneAndApp("comes-in-by-two");
        String config = configure(Map.of("login-afterwards", "true"));
        try {
            HttpPage page = Identify.as(forgotten(), "comes-in@example.com");
            page = People.answer(page, mails.codeTo("comes-in@example.com"));
            assertThat(sessions(person)).isZero();
            page = withNewPassword(page);
            assertThat(page.status()).as("%s", page).isEqualTo(302);
            assertThat(page.query()).containsKey("code");
            assertThat(sessions(person)).isEqualTo(1);

            page = Identify.as(forgotten(), "comes-in-by-two@example.com");
            page = People.answer(page, mails.codeTo("comes-in-by-two@example.com"));
            assertThat(page.has("kc-passwd-update-form")).isFalse();
            HttpPage another =
                    page.browser().copy().open(realm.demoApp().login().url());
            assertThat(another.status()).as("%s", another).isEqualTo(200);
            assertThat(sessions(owner.person())).isZero();
            page = withNewPassword(People.answer(page, sms.codeTo(owner.number())));
            assertThat(page.status()).as("%s", page).isEqualTo(302);
            assertThat(sessions(owner.person())).isEqualTo(1);
        } finally {
            realm.admin().delete(realm.name() + "/authentication/config/" + config);
        }
    }

    private static HttpPage withNewPassword(HttpPage page) {
        return page.form("kc-passwd-update-form")
                .set("password-new", "remembered")
                .set("password-confirm", "remembered")
                .submit();
    }

    @Test
    void who_has_a_second_factor_needs_it_as_well() {
        Owner owner = people.withPhoneAndApp("guarded");

        HttpPage byMail = Identify.as(forgotten(), "guarded@example.com");
        byMail = People.answer(byMail, mails.codeTo("guarded@example.com"));
        assertThat(byMail.has("kc-passwd-update-form")).isFalse();
        assertThat(People.answer(byMail, sms.codeTo(owner.number())).has("kc-passwd-update-form"))
                .isTrue();

        HttpPage byPhone = Identify.as(forgotten(), owner.number());
        byPhone = People.answer(byPhone, sms.codeTo(owner.number()));
        assertThat(byPhone.has("kc-passwd-update-form")).isFalse();
        byPhone = byPhone.form("kc-otp-login-form").set("otp", People.appCode()).submit();
        assertThat(byPhone.has("kc-passwd-update-form")).isTrue();
        assertThat(sms.sentTo(owner.number())).isEqualTo(2);
    }

    @Test
    void the_phone_that_is_the_only_second_factor_is_not_the_first() {
        Owner owner = people.withMainPhone("one-sim");
        HttpPage page = Identify.as(forgotten(), owner.number());

        page = People.answer(page, mails.codeTo("one-sim@example.com"));
        assertThat(page.has("kc-passwd-update-form")).isFalse();
        assertThat(page.has("kg-code-form")).isTrue();
        page = People.answer(page, sms.codeTo(owner.number()));

        assertThat(page.has("kc-passwd-update-form")).isTrue();
        assertThat(sms.sentTo(owner.number())).isEqualTo(1);
    }

    @Test
    void who_has_nothing_but_that_phone_gets_no_code_and_the_answer_of_a_stranger() {
        String number = People.newNumber();
        String nobodys = People.newNumber();
        realm.newPerson("sim-only", user -> {
            People.addMainPhone(user, number);
            user.remove("email");
            user.put("emailVerified", false);
        });
        long before = sentForReset("sms");

        HttpPage known = Identify.as(forgotten(), number);
        HttpPage unknown = Identify.as(forgotten(), nobodys);

        Pages.look(known, number).assertLike(Pages.look(unknown, nobodys));
        assertThat(sentForReset("sms")).isEqualTo(before);
    }

    @Test
    void wrong_codes_lock_nobody() {
        Person person = realm.newPerson("attacked", user -> {});
        HttpPage page = Identify.as(forgotten(), "attacked@example.com");
        String code = mails.codeTo("attacked@example.com");

        for (int turn = 0; turn < 6; turn++) {
            page = People.answer(page, Sms.wrong(code, turn));
        }

        assertThat(BruteForce.failures(realm, person)).isZero();
        assertThat(people.afterPassword(person).status()).isEqualTo(302);
    }

    @Test
    void an_address_that_nobody_verified_is_verified_by_the_new_password_and_who_was_in_is_out() {
        Person person = realm.newPerson("neververified", user -> user.put("emailVerified", false));
        assertThat(people.afterPassword(person).status()).isEqualTo(302);
        assertThat(sessions(person)).isEqualTo(1);
        HttpPage page = Identify.as(forgotten(), "neververified");

        page = People.answer(page, mails.codeTo("neververified@example.com"));
        assertThat(page.has("kc-passwd-update-form")).isTrue();
        assertThat(isVerified(person)).as("before the password is set").isFalse();
        assertThat(sessions(person)).isEqualTo(1);
        page.form("kc-passwd-update-form")
                .set("password-new", "mine at last")
                .set("password-confirm", "mine at last")
                .set("logout-sessions", "off")
                .submit();

        assertThat(isVerified(person)).isTrue();
        assertThat(sessions(person)).isZero();
    }

    @Test
    void an_address_that_nobody_verified_opens_no_account_that_a_phone_was_enrolled_in() {
        Person squatter = realm.newPerson("squatter", user -> {
            People.addPhone(user, People.newNumber(), "Phone");
            user.put("emailVerified", false);
        });
        long before = sentForReset("email");

        HttpPage known = Identify.as(forgotten(), "squatter@example.com");
        HttpPage unknown = Identify.as(forgotten(), "squatted@example.com");

        Pages.look(known, "squatter@example.com").assertLike(Pages.look(unknown, "squatted@example.com"));
        assertThat(sentForReset("email")).isEqualTo(before);
        assertThat(isVerified(squatter)).isFalse();
    }

    private long sentForReset(String channel) {
        return new Challenges(realm).count("reset", channel);
    }

    private boolean isVerified(Person person) {
        return realm.user(person).path("emailVerified").asBoolean();
    }

    private int sessions(Person person) {
        return realm.admin()
                .get(realm.name() + "/users/" + person.id() + "/sessions")
                .size();
    }

    @Test
    void where_only_verified_addresses_count_another_gets_no_code_and_nobody_sees_the_difference() {
        Person person = realm.newPerson("notyetverified", user -> user.put("emailVerified", false));
        realm.newPerson("longverified", user -> {});
        String config = configure(Map.of("verified-addresses-only", "true"));
        try {
            HttpPage page = Identify.as(forgotten(), "notyetverified@example.com");
            HttpPage other = Identify.as(forgotten(), "longverified@example.com");
            mails.codeTo("longverified@example.com");

            assertThat(page.has("kg-code-form"))
                    .isEqualTo(other.has("kg-code-form"))
                    .isTrue();
            assertThat(mails.sentTo("notyetverified@example.com")).isZero();
            assertThat(realm.user(person).path("emailVerified").asBoolean()).isFalse();
        } finally {
            realm.admin().delete(realm.name() + "/authentication/config/" + config);
        }
    }

    /** Configures the step of the realm's flow; gives the configuration's id. */
    private String configure(Map<String, String> config) {
        String flow = realm.admin()
                .get(realm.name())
                .path("resetCredentialsFlow")
                .asText()
                .replace(" ", "%20");
        for (JsonNode step : realm.admin().get(realm.name() + "/authentication/flows/" + flow + "/executions")) {
            if ("reset-code".equals(step.path("providerId").asText())) {
                return realm.admin()
                        .post(
                                realm.name() + "/authentication/executions/"
                                        + step.path("id").asText() + "/config",
                                Map.of("alias", "reset", "config", config));
            }
        }
        throw new AssertionError("No reset-code in " + flow);
    }

    private HttpPage forgotten() {
        HttpPage login = new HttpBrowser().open(realm.demoApp().login().url());
        String link = login.document().selectFirst("a[href*=reset-credentials]").absUrl("href");
        return login.browser().open(URI.create(link));
    }
}
