package io.keygear.tests.verification;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.keygear.tests.actor.OidcClient;
import io.keygear.tests.actor.Tokens;
import io.keygear.tests.page.Browser;
import io.keygear.tests.page.CodePage;
import io.keygear.tests.page.LoginPage;
import io.keygear.tests.page.PhonePage;
import io.keygear.tests.server.KeygearTest;
import io.keygear.tests.server.Person;
import io.keygear.tests.server.RealmFixture;
import java.net.URI;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The main job, by a person with a browser. */
@KeygearTest
@Tag("smoke")
class FirstLightIT extends CodeJourneys {

    private static final String BOBS_NUMBER = "+447700900102";

    FirstLightIT(RealmFixture realm) {
        super(realm);
    }

    @Test
    void bob_enrols_a_phone_logs_out_and_comes_back_with_a_code(Browser browser) {
        Person bob = realm.bob();
        OidcClient app = realm.demoApp();

        OidcClient.Login first = app.login();
        LoginPage login = LoginPage.open(browser, first.url());
        browser.screenshot("first-light-1-login");
        login.login(bob.username(), bob.password());
        PhonePage phone = new PhonePage(browser);
        phone.enter("not a number");
        assertThat(new PhonePage(browser).awaitError()).contains("+44");
        browser.screenshot("first-light-2-phone-error");
        new PhonePage(browser).enter("07700 900 102");
        CodePage code = new CodePage(browser);
        assertThat(code.target()).isEqualTo("+44•••••102");
        code.awaitDelivery("accepted");
        String enrolment = sms.codeTo(BOBS_NUMBER);
        code.enter(Sms.wrong(enrolment, 0));
        assertThat(new CodePage(browser).awaitError()).contains("4 tries left");
        browser.screenshot("first-light-3-code-error");
        new CodePage(browser).enter(enrolment);
        Tokens enrolled = app.redeem(first, back(browser, app));
        assertThat(enrolled.access().path("phone_number").asText()).isEqualTo(BOBS_NUMBER);
        app.logout(enrolled);

        OidcClient.Login second = app.login();
        LoginPage.open(browser, second.url()).login(bob.username(), bob.password());
        CodePage factor = new CodePage(browser);
        browser.screenshot("first-light-4-code");
        String text = sms.textTo(BOBS_NUMBER);
        assertThat(text)
                .contains("Keygear")
                .contains("@" + URI.create(browser.driver().getCurrentUrl()).getHost() + " #");
        factor.enter(text.substring(text.indexOf('#') + 1));
        Tokens tokens = app.redeem(second, back(browser, app));

        for (JsonNode claims : new JsonNode[] {tokens.access(), tokens.id(), app.userInfo(tokens)}) {
            assertThat(claims.path("phone_number").asText()).isEqualTo(BOBS_NUMBER);
            assertThat(claims.path("phone_number_verified").asBoolean()).isTrue();
        }
        assertThat(realm.credentials(bob))
                .filteredOn(credential ->
                        "phone-code".equals(credential.path("type").asText()))
                .hasSize(1);
        assertThat(sms.sentTo(BOBS_NUMBER)).isEqualTo(2);
    }

    @Test
    void a_second_phone_is_added_by_the_application_and_can_be_chosen(Browser browser) {
        People.Owner owner = people.withPhone("collector");
        OidcClient app = realm.demoApp();
        OidcClient.Login login = app.login(Map.of("kc_action", "verify-phone-number"));
        LoginPage.open(browser, login.url())
                .login(owner.person().username(), owner.person().password());
        new CodePage(browser).enter(sms.codeTo(owner.number()));

        String work = People.newNumber();
        new PhonePage(browser).label("Work").enter(work);
        new CodePage(browser).enter(sms.codeTo(work));
        URI returned = back(browser, app);
        assertThat(returned.toString()).contains("kc_action_status=success");
        Tokens tokens = app.redeem(login, returned);
        assertThat(tokens.access().path("phone_number").asText()).isEqualTo(work);
        app.logout(tokens);

        LoginPage.open(browser, app.login().url())
                .login(owner.person().username(), owner.person().password());
        CodePage page = new CodePage(browser);
        browser.screenshot("first-light-5-two-phones");
        page.choosePhone(work.substring(work.length() - 3)); // too soon for another message
        page = new CodePage(browser);
        assertThat(page.awaitError()).contains("seconds");
        assertThat(page.target())
                .endsWith(owner.number().substring(owner.number().length() - 3));
        assertThat(sms.codeTo(owner.number())).hasSize(6);
        assertThat(realm.credentials(owner.person()))
                .extracting(credential -> credential.path("userLabel").asText())
                .contains("Phone", "Work");
    }

    private static URI back(Browser browser, OidcClient app) {
        return browser.awaitUrl(app.redirectUri() + "?");
    }
}
