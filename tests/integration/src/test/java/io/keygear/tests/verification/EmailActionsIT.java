package io.keygear.tests.verification;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.keygear.tests.actor.HttpBrowser;
import io.keygear.tests.actor.HttpPage;
import io.keygear.tests.actor.OidcClient;
import io.keygear.tests.inbox.Mail;
import io.keygear.tests.server.FlowFixture;
import io.keygear.tests.server.KeygearTest;
import io.keygear.tests.server.Person;
import io.keygear.tests.server.Probe;
import io.keygear.tests.server.RealmFixture;
import io.keygear.tests.verification.People.Owner;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Required actions that verify and change addresses and numbers, asked for by the realm or by an application. */
@KeygearTest
class EmailActionsIT extends CodeJourneys {

    private static Mails mails;

    EmailActionsIT(RealmFixture realm) {
        super(realm);
    }

    @BeforeAll
    static void actions(RealmFixture realm) {
        mails = Mails.of(realm);
        FlowFixture.use(realm, "verify-email");
        FlowFixture.use(realm, "change-email-and-phone");
        realm.changeComponent(People.POLICY, "code-policy", Identify.UNLIMITED);
    }

    @AfterAll
    static void closeMails() {
        mails.close();
    }

    @Test
    void where_addresses_must_be_verified_a_login_asks_for_a_code_in_the_same_browser() {
        Person person = realm.newPerson("tobeverified", user -> user.put("emailVerified", false));
        realm.change(settings -> settings.put("verifyEmail", true));
        realm.admin()
                .put(
                        realm.name() + "/authentication/required-actions/VERIFY_EMAIL",
                        ((ObjectNode) realm.admin().get(realm.name() + "/authentication/required-actions/VERIFY_EMAIL"))
                                .put("enabled", false));
        try {
            HttpPage page = people.afterPassword(person);
            assertThat(page.document().selectFirst("h1").text()).contains("Confirm your e-mail address");
            page.reload();
            String code = mails.codeTo("tobeverified@example.com");
            page = People.answer(page, Sms.wrong(code, 0));
            assertThat(realm.user(person).path("emailVerified").asBoolean()).isFalse();

            assertThat(People.answer(page, code).status()).isEqualTo(302);

            assertThat(realm.user(person).path("emailVerified").asBoolean()).isTrue();
            assertThat(mails.sentTo("tobeverified@example.com")).isEqualTo(1);
            assertThat(BruteForce.failures(realm, person)).isZero();
        } finally {
            realm.change(settings -> settings.put("verifyEmail", false));
        }
    }

    @Test
    void where_only_verified_users_sign_in_a_login_asks_for_a_code() {
        Person person = realm.newPerson("gated", user -> user.put("emailVerified", false));
        people.policy(Map.of("verify-required", "true"));
        try {
            HttpPage page = people.afterPassword(person);

            assertThat(page.has("kg-code-form")).isTrue();
            assertThat(People.answer(page, mails.codeTo("gated@example.com")).status())
                    .isEqualTo(302);
            assertThat(people.afterPassword(person).status()).isEqualTo(302);
        } finally {
            people.policy(Map.of("verify-required", "false"));
        }
    }

    @Test
    void where_only_a_number_counts_a_login_asks_for_one_once() {
        Person person = realm.newPerson("numberless", user -> {});
        String number = People.newNumber();
        people.policy(Map.of("verify-required", "true", "verify-keys", "phone"));
        try {
            HttpPage page = people.afterPassword(person);
            page = page.form("kg-phone-form").set("phone", number).submit();
            assertThat(page.has("kg-code-form")).isTrue();
            assertThat(People.answer(page, sms.codeTo(number)).status()).isEqualTo(302);

            HttpPage again = people.afterPassword(person);
            assertThat(again.has("kg-phone-form")).isFalse();
            assertThat(People.answer(again, sms.codeTo(number)).status()).isEqualTo(302);
        } finally {
            people.policy(Map.of("verify-required", "false", "verify-keys", "email,phone"));
        }
    }

    @Test
    void a_client_asks_for_more_or_less_than_its_realm_at_a_login_too() {
        Person person = realm.newPerson("between-clients", user -> user.put("emailVerified", false));
        try {
            assertThat(people.afterPassword(person).status()).isEqualTo(302);
            requiredByDemoApp("true");
            assertThat(people.afterPassword(person).has("kg-code-form")).isTrue();
            people.policy(Map.of("verify-required", "true"));
            requiredByDemoApp("false");
            OidcClient.Login login = realm.demoApp().login();
            HttpPage end = People.afterPassword(new HttpBrowser(), person, login);
            assertThat(realm.demoApp()
                            .redeem(login, end.url())
                            .access()
                            .path("verified")
                            .asBoolean(true))
                    .isFalse();
            requiredByDemoApp("");
            assertThat(people.afterPassword(person).has("kg-code-form")).isTrue();
        } finally {
            people.policy(Map.of("verify-required", "false"));
            requiredByDemoApp("");
        }
    }

    private void requiredByDemoApp(String value) {
        ObjectNode client = (ObjectNode)
                realm.admin().get(realm.name() + "/clients?clientId=demo-app").get(0);
        client.withObjectProperty("attributes").put("verification.required", value);
        realm.admin().put(realm.name() + "/clients/" + client.path("id").asText(), client);
    }

    @Test
    void reloading_sends_nothing_more_when_the_pause_is_over_or_the_code() {
        Person person = realm.newPerson("reloading", user -> user.put("emailVerified", false));
        people.policy(Map.of("code-lifespan", "60"));
        try {
            HttpPage page = wish(person, "verify-email-code");
            String code = mails.codeTo("reloading@example.com");
            long before = new Challenges(realm).count("verify-email", "email");
            realm.passTime(Duration.ofSeconds(31));
            page.reload();
            realm.passTime(Duration.ofSeconds(30));
            page = page.reload();

            assertThat(new Challenges(realm).count("verify-email", "email")).isEqualTo(before);
            page = People.answer(page, code);
            assertThat(People.complaint(page)).contains("no longer valid");
            page = page.form("kg-code-form").submit("resend", "true");
            assertThat(People.answer(page, mails.codeTo("reloading@example.com"))
                            .status())
                    .isEqualTo(302);
            assertThat(mails.sentTo("reloading@example.com")).isEqualTo(2);
        } finally {
            people.policy(Map.of("code-lifespan", "300"));
        }
    }

    @Test
    void a_code_is_sent_again_after_longer_and_longer_pauses_and_three_times_at_most() {
        Person person = realm.newPerson("asks-again", user -> user.put("emailVerified", false));
        people.policy(Map.of("code-lifespan", "600"));
        try {
            HttpPage page = wish(person, "verify-email-code");
            mails.codeTo("asks-again@example.com");
            String code = "";
            for (int pause : new int[] {30, 60, 120}) {
                realm.passTime(Duration.ofSeconds(pause - 5));
                page = page.form("kg-code-form").submit("resend", "true");
                assertThat(People.complaint(page)).contains("You can ask for a new code in");
                realm.passTime(Duration.ofSeconds(5));
                page = page.form("kg-code-form").submit("resend", "true");
                assertThat(People.complaint(page)).isEmpty();
                code = mails.codeTo("asks-again@example.com");
            }
            assertThat(page.has("kg-resend-button")).isFalse();
            realm.passTime(Duration.ofSeconds(295));
            page = page.form("kg-code-form").submit("resend", "true");
            assertThat(People.complaint(page)).contains("You can ask for a new code in");
            realm.passTime(Duration.ofSeconds(5));
            page = page.form("kg-code-form").submit("resend", "true");

            assertThat(People.complaint(page)).contains("No more codes can be sent for this login");
            assertThat(People.answer(page, code).status()).isEqualTo(302);
            assertThat(mails.sentTo("asks-again@example.com")).isEqualTo(4);
        } finally {
            people.policy(Map.of("code-lifespan", "300"));
        }
    }

    @Test
    void where_only_verified_users_sign_in_who_has_no_address_is_asked_for_one() {
        Person person = realm.newPerson("addressless", user -> {
            user.remove("email");
            user.put("emailVerified", false);
        });
        people.policy(Map.of("verify-required", "true", "verify-keys", "email"));
        try {
            HttpPage page = people.afterPassword(person);
            page = page.form("kg-email-form")
                    .set("email", "addressless@example.com")
                    .submit();

            assertThat(People.answer(page, mails.codeTo("addressless@example.com"))
                            .status())
                    .isEqualTo(302);
            assertThat(realm.user(person).path("email").asText()).isEqualTo("addressless@example.com");
            assertThat(realm.user(person).path("emailVerified").asBoolean()).isTrue();
        } finally {
            people.policy(Map.of("verify-required", "false", "verify-keys", "email,phone"));
        }
    }

    @Test
    void an_address_that_the_profile_refuses_gets_no_code() {
        Person person = realm.newPerson("patterned", user -> {});
        Person fixed = realm.newPerson("fixed", user -> {});
        String path = realm.name() + "/users/profile";
        JsonNode declared = realm.admin().get(path);
        try {
            realm.admin()
                    .put(
                            path,
                            profile(
                                    declared,
                                    email -> email.withObjectProperty("validations")
                                            .putObject("pattern")
                                            .put("pattern", "^.*@example[.]com$")));
            HttpPage page = wish(person, "change-email")
                    .form("kg-email-form")
                    .set("email", "patterned@example.org")
                    .submit();
            assertThat(page.text("kg-email-error").orElse("")).contains("Invalid value");
            page = page.form("kg-email-form")
                    .set("email", "new-patterned@example.com")
                    .submit();
            assertThat(page.has("kg-code-form")).isTrue();

            realm.admin()
                    .put(
                            path,
                            profile(
                                    declared,
                                    email -> email.withObjectProperty("permissions")
                                            .putArray("edit")
                                            .add("admin")));
            page = wish(fixed, "change-email")
                    .form("kg-email-form")
                    .set("email", "new-fixed@example.com")
                    .submit();
            assertThat(page.text("kg-email-error").orElse("")).contains("read only");
        } finally {
            realm.admin().put(path, declared);
        }
        new Challenges(realm).settle();
        assertThat(mails.sentTo("patterned@example.org") + mails.sentTo("new-fixed@example.com"))
                .isZero();
    }

    private static JsonNode profile(JsonNode declared, Consumer<ObjectNode> edit) {
        JsonNode changed = declared.deepCopy();
        for (JsonNode attribute : changed.path("attributes")) {
            if ("email".equals(attribute.path("name").asText())) {
                edit.accept((ObjectNode) attribute);
            }
        }
        return changed;
    }

    @Test
    void an_address_that_is_somebodys_username_is_taken() {
        Person person = realm.newPerson("wants-a-name", user -> {});
        realm.newPerson("a-name@example.com", user -> user.put("email", "another@example.com"));
        realm.change(
                settings -> settings.put("registrationEmailAsUsername", true).put("editUsernameAllowed", true));
        try {
            HttpPage page = wish(person, "change-email")
                    .form("kg-email-form")
                    .set("email", "a-name@example.com")
                    .submit();
            assertThat(page.has("kg-code-form"))
                    .as("%s", page.document().text())
                    .isTrue();
            page = People.answer(page, mails.codeTo("a-name@example.com"));

            assertThat(page.status()).isEqualTo(200);
            assertThat(page.text("kg-email-error").orElse("")).isNotEmpty();
            assertThat(realm.user(person).path("email").asText()).isEqualTo("wants-a-name@example.com");
        } finally {
            realm.change(settings ->
                    settings.put("registrationEmailAsUsername", false).put("editUsernameAllowed", false));
        }
    }

    @Test
    void an_application_has_an_address_verified() {
        Person person = realm.newPerson("appverified", user -> user.put("emailVerified", false));

        HttpPage page = wish(person, "verify-email-code");

        HttpPage end = People.answer(page, mails.codeTo("appverified@example.com"));
        assertThat(end.query()).containsEntry("kc_action_status", "success");
        assertThat(realm.user(person).path("emailVerified").asBoolean()).isTrue();
    }

    @Test
    void an_address_changes_when_the_code_is_right_and_the_old_one_is_told() {
        Person person = realm.newPerson("mover", user -> {});
        HttpPage page = wish(person, "change-email");
        page = page.form("kg-email-form")
                .set("email", "moved-house@example.com")
                .submit();
        String code = mails.codeTo("moved-house@example.com");
        page = People.answer(page, Sms.wrong(code, 0));
        assertThat(realm.user(person).path("email").asText()).isEqualTo("mover@example.com");

        HttpPage end = People.answer(page, code);

        assertThat(end.query()).containsEntry("kc_action_status", "success");
        assertThat(realm.user(person).path("email").asText()).isEqualTo("moved-house@example.com");
        assertThat(realm.user(person).path("emailVerified").asBoolean()).isTrue();
        Mail notice = mails.next("mover@example.com");
        assertThat(notice.subject()).contains("e-mail address").contains("changed");
        assertThat(notice.plain()).doesNotContain("moved-house");
    }

    @Test
    void that_an_address_is_taken_is_told_only_to_who_holds_it() {
        Person person = realm.newPerson("covetous", user -> {});
        HttpPage page = wish(person, "change-email");

        page = page.form("kg-email-form").set("email", "alice@example.com").submit();
        assertThat(page.has("kg-code-form")).isTrue();
        page = People.answer(page, mails.codeTo("alice@example.com"));

        assertThat(page.text("kg-email-error").orElse("")).contains("cannot be used");
        assertThat(realm.user(person).path("email").asText()).isEqualTo("covetous@example.com");
    }

    @Test
    void an_address_that_is_none_or_ones_own_is_refused_at_once() {
        Person person = realm.newPerson("careless", user -> {});
        HttpPage page = wish(person, "change-email");

        page = page.form("kg-email-form").set("email", "not an address").submit();
        assertThat(page.text("kg-email-error").orElse("")).isNotEmpty();
        page = page.form("kg-email-form").set("email", "Careless@example.com").submit();
        assertThat(page.text("kg-email-error").orElse("")).contains("already");
    }

    @ParameterizedTest
    @ValueSource(strings = {"change-email", "verify-phone-number", "change-phone-number", "choose-phone-number"})
    void a_login_that_is_older_than_five_minutes_has_to_be_repeated(String action) {
        Person person = realm.newPerson("dozer-" + action, user -> {});
        HttpBrowser browser = new HttpBrowser();
        People.afterPassword(browser, person, realm.demoApp().login());
        realm.passTime(Duration.ofSeconds(301));

        OidcClient.Login login = realm.demoApp().login(Map.of("kc_action", action));
        HttpPage page = browser.open(login.url());

        assertThat(page.has("kg-email-form") || page.has("kg-phone-form")).isFalse();
        assertThat(page.has("kc-form-login")).isTrue();
    }

    @Test
    void a_number_changes_when_the_code_is_right_and_the_old_one_is_gone() {
        Owner owner = people.withMainPhone("switcher");
        HttpPage page = beyondCode(owner, wish(owner.person(), "change-phone-number"));
        String number = People.newNumber();
        page = page.form("kg-phone-form").set("phone", number).submit();
        String code = sms.codeTo(number);
        assertThat(phone(owner)).isEqualTo(owner.number());

        HttpPage end = People.answer(page, code);

        assertThat(end.query()).containsEntry("kc_action_status", "success");
        assertThat(phone(owner)).isEqualTo(number);
        assertThat(realm.credentials(owner.person()))
                .filteredOn(credential -> credential.path("type").asText().equals("phone-code"))
                .hasSize(1);
        assertThat(mails.next("switcher@example.com").subject()).contains("phone number");
        assertThat(sms.textTo(owner.number())).contains("no longer belongs").doesNotContain(number);
    }

    @Test
    void a_notice_by_text_message_counts_in_the_realms_budget_and_is_not_sent_beyond_it() {
        people.policy(Map.of("sms-sends-per-realm-day", "100000"));
        Owner counted = people.withMainPhone("counted");
        Owner last = people.withMainPhone("uncounted");
        long before = charged();

        changeNumber(counted);
        sms.textTo(counted.number());
        Eventually.get(Duration.ofSeconds(5), () -> Optional.of(charged()).filter(used -> used == before + 3));

        people.policy(Map.of("sms-sends-per-realm-day", String.valueOf(charged() + 2)));
        try {
            changeNumber(last);
            assertThat(mails.next("uncounted@example.com").subject()).contains("phone number");
            assertThat(charged()).isEqualTo(before + 3 + 2);
            assertThat(sms.sentTo(last.number()))
                    .as("the code of the login alone")
                    .isEqualTo(1);
        } finally {
            people.policy(Map.of("sms-sends-per-realm-day", "100000"));
        }
    }

    @Test
    void who_adds_a_phone_is_told_by_keycloaks_own_mails() {
        Person person = realm.newPerson("informed", user -> {});
        realm.change(settings -> settings.withArray("eventsListeners").add("email"));
        try {
            String number = People.newNumber();
            HttpPage page = wish(person, "verify-phone-number")
                    .form("kg-phone-form")
                    .set("phone", number)
                    .submit();
            assertThat(mails.sentTo("informed@example.com")).isZero();

            People.answer(page, sms.codeTo(number));

            Mail notice = mails.next("informed@example.com");
            assertThat(notice.subject()).isEqualTo("Update credential");
            assertThat(notice.plain()).doesNotContain(number);
        } finally {
            realm.change(settings -> settings.putArray("eventsListeners").add("jboss-logging"));
        }
    }

    @Test
    void who_has_several_phones_says_which_is_the_main_one() {
        Owner owner = people.withMainPhone("collector");
        HttpPage page = beyondCode(owner, wish(owner.person(), "verify-phone-number"));
        String second = People.newNumber();
        page = page.form("kg-phone-form")
                .set("phone", second)
                .set("label", "Second")
                .submit();
        People.answer(page, sms.codeTo(second));

        HttpPage choice = beyondCode(owner, wish(owner.person(), "choose-phone-number"));
        String id = choice.document().select("input[name=phone]:not([checked])").attr("value");
        choice.form("kg-phone-choice-form").set("phone", id).submit();

        assertThat(phone(owner)).isEqualTo(second);
    }

    private HttpPage wish(Person person, String action) {
        return People.afterPassword(new HttpBrowser(), person, realm.demoApp().login(Map.of("kc_action", action)));
    }

    private void changeNumber(Owner owner) {
        HttpPage page = beyondCode(owner, wish(owner.person(), "change-phone-number"));
        String number = People.newNumber();
        page = page.form("kg-phone-form").set("phone", number).submit();
        assertThat(People.answer(page, sms.codeTo(number)).query()).containsEntry("kc_action_status", "success");
        assertThat(phone(owner)).isEqualTo(number);
    }

    /** Text messages of this realm today. */
    private long charged() {
        return new Probe(realm.url())
                .number("select USED from KG_CODE_LIMIT where KIND = 'charged-realm-day' and REALM_ID = '"
                        + realm.admin().get(realm.name()).path("id").asText() + "'");
    }

    private static HttpPage beyondCode(Owner owner, HttpPage page) {
        return People.answer(page, sms.codeTo(owner.number()));
    }

    private String phone(Owner owner) {
        return realm.user(owner.person())
                .path("attributes")
                .path("phoneNumber")
                .path(0)
                .asText();
    }
}
