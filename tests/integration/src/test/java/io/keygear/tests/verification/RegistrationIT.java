package io.keygear.tests.verification;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.keygear.tests.actor.HttpBrowser;
import io.keygear.tests.actor.HttpForm;
import io.keygear.tests.actor.HttpPage;
import io.keygear.tests.server.FlowFixture;
import io.keygear.tests.server.KeygearTest;
import io.keygear.tests.server.RealmFixture;
import java.net.URI;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A registration that begins with a code, in the flow {@code registration}. */
@KeygearTest
class RegistrationIT extends CodeJourneys {

    private static Mails mails;

    RegistrationIT(RealmFixture realm) {
        super(realm);
    }

    @BeforeAll
    static void flow(RealmFixture realm) {
        mails = Mails.of(realm);
        FlowFixture.use(realm, "registration");
        realm.changeComponent(People.POLICY, "code-policy", Identify.UNLIMITED);
    }

    @AfterAll
    static void closeMails() {
        mails.close();
    }

    @Test
    void nothing_is_made_before_the_code_is_right_and_then_the_address_is_verified() {
        HttpPage page = Identify.as(register(), "newcomer@example.com");
        String code = mails.codeTo("newcomer@example.com");
        page = People.answer(page, Sms.wrong(code, 0));
        assertThat(page.has("kc-register-form")).isFalse();

        page = People.answer(page, code);

        assertThat(found("newcomer@example.com")).isEmpty();
        assertThat(page.form("kc-register-form").values()).containsEntry("email", "newcomer@example.com");
        HttpPage end = fill(page, "newcomer").submit();
        assertThat(end.status() == 302 || end.has("kg-phone-form"))
                .as("%s", end)
                .isTrue();
        JsonNode user = found("newcomer@example.com").get(0);
        assertThat(user.path("emailVerified").asBoolean()).isTrue();
        assertThat(user.path("username").asText()).isEqualTo("newcomer");
    }

    @Test
    void another_address_than_the_proven_one_is_refused() {
        HttpPage page = Identify.as(register(), "proven@example.com");
        page = People.answer(page, mails.codeTo("proven@example.com"));

        page = fill(page, "swapped").set("email", "unproven@example.com").submit();

        assertThat(page.document().text()).contains("not the address you entered the code for");
        assertThat(found("unproven@example.com")).isEmpty();
    }

    @Test
    void a_phone_number_is_proven_and_is_the_accounts_from_the_start() {
        String number = People.newNumber();
        HttpPage page = Identify.as(register(), number);
        page = People.answer(page, sms.codeTo(number));

        fill(page, "telephonist").set("email", "telephonist@example.com").submit();

        JsonNode user = found("telephonist@example.com").get(0);
        assertThat(user.path("attributes").path("phoneNumber").path(0).asText()).isEqualTo(number);
        assertThat(user.path("attributes").path("phoneNumberVerified").path(0).asText())
                .isEqualTo("true");
        assertThat(realm.admin()
                        .get(realm.name() + "/users/" + user.path("id").asText() + "/credentials")
                        .findValuesAsText("type"))
                .contains("phone-code");
    }

    @Test
    void that_there_is_an_account_is_told_only_to_who_holds_the_address() {
        HttpPage page = Identify.as(register(), "alice@example.com");
        assertThat(page.document().text()).doesNotContain("already");

        page = People.answer(page, mails.codeTo("alice@example.com"));

        assertThat(page.text("kg-identifier-error").orElse("")).contains("already");
    }

    @Test
    void the_form_alone_makes_no_account() {
        HttpPage start = register();
        String form = start.form("kg-identify-form").action().toString();

        HttpPage page = start.browser()
                .post(
                        URI.create(form),
                        List.of(
                                Map.entry("username", "burglar"),
                                Map.entry("email", "burglar@example.com"),
                                Map.entry("firstName", "B"),
                                Map.entry("lastName", "B"),
                                Map.entry("password", "burglar"),
                                Map.entry("password-confirm", "burglar")));

        assertThat(page.has("kc-register-form")).isFalse();
        assertThat(found("burglar@example.com")).isEmpty();
    }

    private HttpPage register() {
        HttpPage login = new HttpBrowser().open(realm.demoApp().login().url());
        String link = login.document()
                .selectFirst("a[href*=login-actions/registration]")
                .absUrl("href");
        return login.browser().open(URI.create(link));
    }

    private static HttpForm fill(HttpPage page, String username) {
        return page.form("kc-register-form")
                .set("username", username)
                .set("firstName", "New")
                .set("lastName", "Comer")
                .set("password", username)
                .set("password-confirm", username);
    }

    private JsonNode found(String email) {
        return realm.admin().get(realm.name() + "/users?exact=true&email=" + email.replace("@", "%40"));
    }
}
