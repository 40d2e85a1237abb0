package io.keygear.tests.verification;

import static org.assertj.core.api.Assertions.assertThat;

import io.keygear.tests.page.Browser;
import io.keygear.tests.page.CodePage;
import io.keygear.tests.server.FlowFixture;
import io.keygear.tests.server.KeygearTest;
import io.keygear.tests.server.Person;
import io.keygear.tests.server.RealmFixture;
import java.net.URI;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.openqa.selenium.By;
import org.openqa.selenium.WebElement;

/** Logging in, signing up and resetting by code as a person sees it: in Chromium, with pictures. */
@KeygearTest
class CodePagesIT extends CodeJourneys {

    private static Mails mails;

    CodePagesIT(RealmFixture realm) {
        super(realm);
    }

    @BeforeAll
    static void flows(RealmFixture realm) {
        mails = Mails.of(realm);
        for (String flow : new String[] {"passwordless", "registration", "reset-password", "change-email-and-phone"}) {
            FlowFixture.use(realm, flow);
        }
        realm.changeComponent(People.POLICY, "code-policy", Identify.UNLIMITED);
    }

    @AfterAll
    static void closeMails() {
        mails.close();
    }

    @Test
    void a_login_without_a_password_in_light_and_dark_and_on_a_small_phone(Browser browser) {
        realm.newPerson("onlooker", user -> {});
        URI login = realm.demoApp().login().url();
        Browser dark = browser.dark();
        Browser small = browser.another().resize(320, 800);
        for (Map.Entry<String, Browser> one :
                Map.of("light", browser, "dark", dark, "small", small).entrySet()) {
            Browser any = one.getValue();
            any.go(login);
            submit(any, "");
            assertThat(any.await(By.id("kg-identifier-error")).getText()).contains("Enter your");
            any.screenshot("who-" + one.getKey());
            submit(any, "onlooker@example.com");
            new CodePage(any);
            any.screenshot("code-login-" + one.getKey());
            fitsTheWidth(any);
        }
        CodePage page = new CodePage(browser);
        page.enter("000000");
        assertThat(page.awaitError()).contains("not right");
        browser.screenshot("code-login-wrong");
        page.enter(mails.codeTo("onlooker@example.com"));
        browser.awaitUrl(realm.demoApp().redirectUri().toString());
    }

    @Test
    void it_works_in_a_browser_without_script_and_in_keycloaks_own_theme(Browser browser) {
        realm.newPerson("plainreader", user -> {});
        realm.change(settings -> settings.put("loginTheme", "keycloak.v2"));
        try {
            Browser plain = browser.withoutScript();
            plain.go(realm.demoApp().login().url());
            plain.screenshot("who-keycloak-v2");
            submit(plain, "plainreader@example.com");
            plain.screenshot("code-login-keycloak-v2");
            new CodePage(plain).enter(mails.codeTo("plainreader@example.com"));
            plain.awaitUrl(realm.demoApp().redirectUri().toString());
        } finally {
            realm.change(settings -> settings.put("loginTheme", "authpanel"));
        }
    }

    @Test
    void a_registration_begins_with_a_code(Browser browser) {
        browser.go(realm.demoApp().login().url());
        browser.await(By.cssSelector("a[href*='login-actions/registration']")).click();
        browser.await(By.id("kg-identify-form"));
        browser.screenshot("registration-who");
        submit(browser, "painter@example.com");
        CodePage page = new CodePage(browser);
        browser.screenshot("registration-code");
        page.enter(mails.codeTo("painter@example.com"));
        WebElement email = browser.await(By.cssSelector("#kc-register-form [name=email]"));
        browser.screenshot("registration-form");
        assertThat(email.getDomProperty("value")).isEqualTo("painter@example.com");
    }

    @Test
    void an_address_is_changed_in_the_account(Browser browser) {
        realm.newPerson("relocating", user -> {});
        browser.go(realm.demoApp().login(Map.of("kc_action", "change-email")).url());
        submit(browser, "relocating@example.com");
        new CodePage(browser).enter(mails.codeTo("relocating@example.com"));
        WebElement field = browser.await(By.id("kg-email"));
        browser.screenshot("change-email");
        field.sendKeys("relocated@example.com");
        browser.await(By.id("kg-submit")).click();
        new CodePage(browser).enter(mails.codeTo("relocated@example.com"));
        browser.awaitUrl(realm.demoApp().redirectUri().toString());
    }

    /** Long words, other scripts, and pages read from the right. */
    @ParameterizedTest
    @ValueSource(strings = {"de", "fr", "ja", "ar", "fa", "he"})
    void in_other_languages_it_fits_a_small_phone(String language, Browser browser) {
        realm.change(settings -> settings.withArray("supportedLocales").add(language));
        Person person = realm.newPerson(
                "reads-" + language,
                user -> user.withArrayProperty("requiredActions").add("verify-phone-number"));
        Browser small = browser.resize(320, 800);

        small.go(realm.demoApp().login(Map.of("ui_locales", language)).url());
        WebElement page = small.await(By.tagName("html"));
        assertThat(page.getAttribute("lang")).isEqualTo(language);
        assertThat(page.getAttribute("dir")).isEqualTo(List.of("ar", "fa", "he").contains(language) ? "rtl" : "ltr");
        fitsAndIsSeen(small, "who", language);
        submit(small, "");
        small.await(By.id("kg-identifier-error"));
        fitsAndIsSeen(small, "who-wrong", language);
        submit(small, person.username() + "@example.com");
        CodePage code = new CodePage(small);
        code.enter("000000");
        code.awaitError();
        assertThat(small.driver().executeScript("return document.querySelector('[data-cells]').scrollLeft"))
                .as("the first cell is in sight")
                .isEqualTo(0L);
        fitsAndIsSeen(small, "code-wrong", language);
        new CodePage(small).enter(mails.codeTo(person.username() + "@example.com"));
        small.await(By.id("kg-phone-form"));
        fitsAndIsSeen(small, "phone", language);
        small.await(By.id("kg-phone")).sendKeys(People.newNumber());
        small.await(By.id("kg-submit")).click();
        new CodePage(small);
        fitsAndIsSeen(small, "phone-code", language);
    }

    private static void fitsAndIsSeen(Browser browser, String page, String language) {
        browser.screenshot("language-" + language + "-" + page);
        fitsTheWidth(browser);
    }

    private static void submit(Browser browser, String identifier) {
        WebElement field = browser.await(By.id("kg-identifier"));
        field.clear();
        field.sendKeys(identifier);
        browser.await(By.id("kg-submit")).click();
    }

    private static void fitsTheWidth(Browser browser) {
        Object overflow = browser.driver()
                .executeScript("return document.documentElement.scrollWidth - document.documentElement.clientWidth");
        assertThat(((Number) overflow).intValue()).isZero();
    }
}
