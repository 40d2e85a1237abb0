package io.keygear.tests.verification;

import static io.keygear.tests.verification.VerificationRealm.phone;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.keygear.tests.actor.Http;
import io.keygear.tests.actor.HttpBrowser;
import io.keygear.tests.actor.HttpForm;
import io.keygear.tests.actor.HttpPage;
import io.keygear.tests.actor.JsonApi;
import io.keygear.tests.server.FlowFixture;
import io.keygear.tests.server.KeygearTest;
import io.keygear.tests.server.Person;
import io.keygear.tests.server.Probe;
import io.keygear.tests.server.RealmFixture;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Requests that do all they do and fail when they commit. A code that was right is used up and a wrong one has cost an
 * attempt; but nobody is verified, registered or changed, and the value is free for the next who proves to hold it.
 */
@KeygearTest(realm = ValuesFromElsewhereIT.Setup.class)
class FlowRollbackIT extends CodeJourneys {

    private static Mails mails;

    private final Probe database;
    private final VerificationRealm verification;

    FlowRollbackIT(RealmFixture realm) {
        super(realm);
        this.database = new Probe(realm.url());
        this.verification = new VerificationRealm(realm);
    }

    @BeforeAll
    static void flows(RealmFixture realm) {
        mails = Mails.of(realm);
        List.of("login-or-register", "registration", "reset-password", "verify-email", "change-email-and-phone")
                .forEach(flow -> FlowFixture.use(realm, flow));
        realm.changeComponent(People.POLICY, "code-policy", Identify.UNLIMITED);
        String enrolment = realm.name() + "/authentication/required-actions/verify-phone-number";
        ObjectNode action = (ObjectNode) realm.admin().get(enrolment);
        realm.admin().put(enrolment, action.put("enabled", true).put("defaultAction", false));
    }

    @AfterAll
    static void closeMails() {
        mails.close();
    }

    @Test
    void a_registration_makes_no_account_and_leaves_the_number_free() {
        String number = People.newNumber();
        HttpForm form = registration(number);
        long claims = claims();

        fails(form);
        assertThat(found("unlucky@example.com")).isEmpty();
        assertThat(claims()).isEqualTo(claims);

        HttpPage end = registration(number).submit();
        assertThat(end.status()).as("%s", end).isEqualTo(302);
        JsonNode user = found("unlucky@example.com").get(0);
        assertThat(user.at("/attributes/phoneNumber/0").asText()).isEqualTo(number);
        assertThat(user.at("/attributes/phoneNumberVerified/0").asText()).isEqualTo("true");
    }

    @Test
    void a_first_login_makes_no_account_and_uses_the_code_up() {
        HttpPage page = Identify.at(realm, "almost@example.com");
        HttpPage twin = Identify.at(realm, "almost@example.com");
        String code = mails.codeTo("almost@example.com");
        long claims = claims();

        fails(page.form("kg-code-form").set("code", code));
        assertThat(found("almost@example.com")).isEmpty();
        assertThat(claims()).isEqualTo(claims);
        assertThat(People.complaint(People.answer(twin, code))).contains("no longer valid");

        HttpPage next = Identify.at(realm, "almost@example.com");
        assertThat(People.answer(next, mails.codeTo("almost@example.com")).status())
                .isEqualTo(302);
        assertThat(found("almost@example.com")).hasSize(1);
    }

    @Test
    void wrong_codes_of_a_login_stay_paid() {
        Person person = realm.newPerson("guesses", user -> {});
        HttpPage page = Identify.at(realm, "guesses@example.com");
        String code = mails.codeTo("guesses@example.com");

        for (int turn = 0; turn < 5; turn++) {
            HttpPage tab = Identify.at(realm, "guesses@example.com");
            fails(tab.form("kg-code-form").set("code", Sms.wrong(code, turn)));
        }

        assertThat(People.complaint(People.answer(page, code))).contains("Too many wrong codes");
        assertThat(realm.events(person)).noneMatch(event -> "LOGIN".equals(event.type()));
    }

    @Test
    void a_reset_leaves_the_password_and_uses_the_code_up() {
        Person person = realm.newPerson("forgets", user -> user.put("emailVerified", false));
        HttpPage page = Identify.as(Door.RESET.open(realm), "forgets");
        HttpPage twin = Identify.as(Door.RESET.open(realm), "forgets");
        String code = mails.codeTo("forgets@example.com");

        fails(page.form("kg-code-form").set("code", code));
        assertThat(realm.user(person).path("emailVerified").asBoolean()).isFalse();
        assertThat(People.complaint(People.answer(twin, code))).contains("no longer valid");

        fails(renewal("forgets"));
        assertThat(verification.passwordGrant(person).status()).isEqualTo(200);
        HttpPage end = renewal("forgets").submit();
        var granted = verification.passwordGrant(new Person(person.id(), person.username(), "other"));
        assertThat(granted.status()).as("%s after %s", granted.text(), end).isEqualTo(200);
    }

    @Test
    void an_address_is_not_changed_and_is_free_for_others() {
        Person person = realm.newPerson("hesitant", user -> {});
        HttpPage page = wish(person, "change-email");
        page = page.form("kg-email-form").set("email", "wanted@example.com").submit();
        String code = mails.codeTo("wanted@example.com");
        long claims = claims();

        fails(page.form("kg-code-form").set("code", code));
        assertThat(realm.user(person).path("email").asText()).isEqualTo("hesitant@example.com");
        assertThat(realm.user(person).path("emailVerified").asBoolean()).isTrue();
        assertThat(claims()).isEqualTo(claims);
        assertThat(consumed(person)).isEqualTo(1);

        Person other = realm.newPerson("quicker", user -> {});
        page = wish(other, "change-email");
        page = page.form("kg-email-form").set("email", "wanted@example.com").submit();
        HttpPage end = People.answer(page, mails.codeTo("wanted@example.com"));
        assertThat(end.query()).containsEntry("kc_action_status", "success");
        assertThat(realm.user(other).path("email").asText()).isEqualTo("wanted@example.com");
    }

    @Test
    void an_address_is_not_verified() {
        Person person = realm.newPerson("unproven", user -> user.put("emailVerified", false));
        JsonApi app = verification.as(person);
        app.post("send", Map.of("verify_key", "email"));
        Map<String, String> check = Map.of("verify_key", "email", "code", mails.codeTo("unproven@example.com"));

        assertThat(app.with("X-Test-Rollback", "true").post("check", check).status())
                .isEqualTo(500);

        assertThat(realm.user(person).path("emailVerified").asBoolean()).isFalse();
        assertThat(app.post("check", check).problem()).isEqualTo("used");
    }

    @Test
    void a_number_is_not_enrolled_and_is_free_for_others() {
        String number = People.newNumber();
        Person person = realm.newPerson("enrols", user -> {});
        HttpPage page = wish(person, "verify-phone-number");
        page = page.form("kg-phone-form").set("phone", number).submit();
        String code = sms.codeTo(number);
        long claims = claims();

        fails(page.form("kg-code-form").set("code", code));
        assertThat(realm.credentials(person))
                .noneMatch(each -> each.path("type").asText().equals("phone-code"));
        assertThat(realm.user(person).at("/attributes/phoneNumber").isMissingNode())
                .isTrue();
        assertThat(claims()).isEqualTo(claims);

        Person other = realm.newPerson(
                "has-it-really",
                user -> user.withObjectProperty("attributes")
                        .putArray("phoneNumber")
                        .add(number));
        JsonApi app = verification.as(other);
        app.post("send", phone(null));
        assertThat(app.post("check", phone(null, sms.codeTo(number))).status()).isEqualTo(200);
    }

    @Test
    void a_number_that_a_failed_check_claimed_is_free_at_once() {
        String number = People.newNumber();
        JsonApi first = verification.as(withNumber("claims-in-vain", number));
        JsonApi second = verification.as(withNumber("claims-after", number));
        first.post("send", phone(null));
        String code = sms.codeTo(number);
        second.post("send", phone(null));
        String other = sms.codeTo(number);

        assertThat(first.with("X-Test-Rollback", "true")
                        .post("check", phone(null, code))
                        .status())
                .isEqualTo(500);

        assertThat(second.post("check", phone(null, other)).status()).isEqualTo(200);
    }

    @Test
    void a_token_that_is_not_given_uses_the_code_up() {
        String number = People.newNumber();
        withNumber("nearly-in", number);
        verification.signsIn().post("send", phone(number));
        String code = sms.codeTo(number);

        var failed = verification.signsIn().with("X-Test-Rollback", "true").post("check", phone(number, code));
        assertThat(failed.status()).isEqualTo(500);
        assertThat(failed.text()).doesNotContain("access_token");

        assertThat(verification.signsIn().post("check", phone(number, code)).problem())
                .isEqualTo("invalid");
    }

    private HttpForm registration(String number) {
        HttpPage page = Identify.as(Door.REGISTRATION.open(realm), number);
        page = People.answer(page, sms.codeTo(number));
        return page.form("kc-register-form")
                .set("username", "unlucky")
                .set("email", "unlucky@example.com")
                .set("firstName", "Un")
                .set("lastName", "Lucky")
                .set("password", "unlucky")
                .set("password-confirm", "unlucky");
    }

    private HttpForm renewal(String username) {
        HttpPage page = Identify.as(Door.RESET.open(realm), username);
        page = People.answer(page, mails.codeTo(username + "@example.com"));
        return page.form("kc-passwd-update-form").set("password-new", "other").set("password-confirm", "other");
    }

    private static void fails(HttpForm form) {
        assertThat(Probe.rollingBack(form).status()).isEqualTo(500);
    }

    private HttpPage wish(Person person, String action) {
        HttpPage page = new HttpBrowser()
                .open(realm.demoApp().login(Map.of("kc_action", action)).url());
        page = Identify.as(page, person.username() + "@example.com");
        return People.answer(page, mails.codeTo(person.username() + "@example.com"));
    }

    private Person withNumber(String username, String number) {
        return realm.newPerson(
                username,
                user -> user.withObjectProperty("attributes")
                        .putArray("phoneNumber")
                        .add(number));
    }

    private long consumed(Person person) {
        return database.number("select count(*) from KG_CODE_CHALLENGE where CONSUMED_AT is not null and SUBJECT = '"
                + person.id() + "'");
    }

    /** Of this realm. */
    private long claims() {
        return database.number("select count(*) from KG_VERIFIED_VALUE where REALM_ID = '"
                + realm.admin().get(realm.name()).path("id").asText() + "'");
    }

    private JsonNode found(String email) {
        return realm.admin()
                .get(realm.name() + "/users?exact=true&email="
                        + Http.encode(Map.of("e", email).entrySet()).substring(2));
    }
}
