package io.keygear.tests.firebase;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.keygear.tests.node.NodeFolder;
import io.keygear.tests.page.Browser;
import io.keygear.tests.server.KeygearTest;
import io.keygear.tests.server.Person;
import io.keygear.tests.server.RealmFixture;
import io.keygear.tests.server.Requirement;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.By;
import org.openqa.selenium.WebElement;

/** The sample app in {@code docs/samples/firebase}, with Firebase's SDK for browsers and its emulator, in Chromium. */
@KeygearTest
class SampleIT {

    private static FirebaseEmulator emulator;
    private static Process server;
    private static URI page;

    private final RealmFixture realm;

    SampleIT(RealmFixture realm) {
        this.realm = realm;
    }

    @BeforeAll
    static void start(RealmFixture realm) throws IOException {
        Requirement.demand(FirebaseEmulator.missing().or(Browser::missing));
        FakeProject unused = new FakeProject(realm.server());
        App app = App.install(realm, unused);
        unused.close();
        app.provider(
                "firebase",
                config -> config.put("projectId", FirebaseEmulator.PROJECT).put("emulator", "true"));
        emulator = FirebaseEmulator.start();
        server = new NodeFolder("docs/samples/firebase")
                .start(
                        Map.of(
                                "REALM",
                                realm.url().toString(),
                                "CLIENT",
                                App.CLIENT,
                                "CLIENT_SECRET",
                                App.SECRET,
                                "PORT",
                                "0",
                                "FIREBASE_AUTH_EMULATOR_HOST",
                                emulator.host()),
                        List.of("server.mjs"));
        page = URI.create(Objects.requireNonNull(
                new BufferedReader(new InputStreamReader(server.getInputStream(), StandardCharsets.UTF_8)).readLine(),
                "the sample did not start, see target/server.mjs.log"));
    }

    @AfterAll
    static void stop() {
        if (server != null) {
            server.destroy();
        }
        if (emulator != null) {
            emulator.close();
        }
    }

    @Test
    void a_person_signs_in_registers_rises_leaves_and_returns(Browser browser) {
        signIn(browser, "sam@example.com");
        type(browser, "username", "sam");
        type(browser, "firstName", "Sam");
        type(browser, "lastName", "Ample");
        browser.screenshot("sample-onboard");
        press(browser, "Register");

        press(browser, "Who am I?");
        assertThat(answer(browser, "GET /api/me\n200")).contains("\"role\": \"USER\"", "\"status\": \"active\"");
        press(browser, "For administrators");
        answer(browser, "GET /api/admin\n403");
        browser.screenshot("sample-active");

        grantAdministrator("sam");
        browser.reload();
        answer(browser, "POST /session\n200");
        press(browser, "For administrators");
        assertThat(answer(browser, "GET /api/admin\n200")).contains("\"role\": \"ADMIN\"");

        press(browser, "Deactivate my account");
        press(browser, "Come back");
        press(browser, "Who am I?");
        answer(browser, "GET /api/me\n200");

        press(browser, "Sign out");
        assertThat(visible(browser, By.id("signin")).isDisplayed()).isTrue();
    }

    @Test
    void somebody_who_has_an_account_links_it(Browser browser) {
        Person owner = realm.newPerson("lin", user -> user.put("emailVerified", false));
        signIn(browser, "lin@example.com");
        browser.screenshot("sample-link");
        visible(browser, By.id("link")).click();
        browser.await(By.id("username")).sendKeys(owner.username());
        browser.await(By.id("password")).sendKeys(owner.password());
        browser.await(By.id("kc-login")).click();
        browser.await(By.cssSelector("#kg-link-form [type=submit]")).click();

        browser.awaitUrl(page.toString());
        press(browser, "Who am I?");
        assertThat(answer(browser, "GET /api/me\n200")).contains(owner.id());
    }

    @Test
    void it_can_be_read_in_the_dark_and_on_a_small_telephone(Browser browser) {
        Browser dark = browser.dark().resize(320, 700).go(page);
        visible(dark, By.id("signin"));
        dark.screenshot("sample-dark-320");
        assertThat(dark.driver().executeScript("return document.documentElement.scrollWidth"))
                .as("nothing to scroll sideways")
                .isEqualTo(dark.driver().executeScript("return document.documentElement.clientWidth"));
    }

    private void signIn(Browser browser, String email) {
        browser.go(page);
        WebElement field = visible(browser, By.name("email"));
        field.clear();
        field.sendKeys(email);
        browser.screenshot("sample-signin");
        press(browser, "Sign in with Google");
    }

    private void grantAdministrator(String username) {
        JsonNode user = realm.admin()
                .get(realm.name() + "/users?exact=true&username=" + username)
                .get(0);
        JsonNode role = realm.admin().get(realm.name() + "/roles/ADMIN");
        realm.admin().post(realm.name() + "/users/" + user.path("id").asText() + "/role-mappings/realm", List.of(role));
    }

    private static void type(Browser browser, String field, String value) {
        visible(browser, By.name(field)).sendKeys(value);
    }

    private static void press(Browser browser, String button) {
        visible(browser, By.xpath("//button[normalize-space()='" + button + "']"))
                .click();
    }

    /** The last answer, once it begins like this. */
    private static String answer(Browser browser, String beginning) {
        return browser.await(
                all -> {
                    String text = all.findElement(By.id("answer")).getText();
                    return text.startsWith(beginning) ? text : null;
                },
                "the answer " + beginning);
    }

    private static WebElement visible(Browser browser, By element) {
        return browser.await(
                all -> all.findElements(element).stream()
                        .filter(WebElement::isDisplayed)
                        .findFirst()
                        .orElse(null),
                element.toString());
    }
}
