package io.keygear.tests;

import static org.assertj.core.api.Assertions.assertThat;

import io.keygear.tests.actor.HttpBrowser;
import io.keygear.tests.actor.HttpPage;
import io.keygear.tests.actor.OidcClient;
import io.keygear.tests.actor.Tokens;
import io.keygear.tests.inbox.Inbox;
import io.keygear.tests.page.Browser;
import io.keygear.tests.page.LoginPage;
import io.keygear.tests.server.KeycloakServer;
import io.keygear.tests.server.KeygearTest;
import io.keygear.tests.server.LoginEvent;
import io.keygear.tests.server.Person;
import io.keygear.tests.server.RealmFixture;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The harness can be relied on: what its actors see is what the server did. */
@Tag("smoke")
@KeygearTest(realm = PlainRealm.class)
final class HarnessIT {

    @Test
    void a_person_logs_in_without_a_screen(RealmFixture realm, HttpBrowser browser) {
        OidcClient app = realm.demoApp();
        OidcClient.Login login = app.login();

        HttpPage end = browser.open(login.url()).login("alice", "alice-demo");

        assertThat(app.isBack(end.url())).as("%s", end).isTrue();
        Tokens tokens = app.redeem(login, end.url());
        assertThat(tokens.access().path("preferred_username").asText()).isEqualTo("alice");
        assertThat(tokens.access().path("phone_number").asText()).isEqualTo("+447700900101");
        assertThat(tokens.access().path("phone_number_verified").asBoolean()).isTrue();
        assertThat(app.userInfo(app.refresh(tokens)).path("email").asText()).isEqualTo("alice@example.com");
    }

    @Test
    void a_person_logs_in_with_chromium(RealmFixture realm, Browser browser) {
        OidcClient app = realm.demoApp();
        OidcClient.Login login = app.login();
        LoginPage page = LoginPage.open(browser, login.url());
        assertThat(browser.screenshot("harness-login")).isNotEmptyFile();

        page.login("bob", "bob-demo");

        URI end = browser.awaitUrl(app.redirectUri().toString());
        assertThat(app.redeem(login, end).id().path("email").asText()).isEqualTo("bob@example.com");
    }

    @Test
    void a_wrong_password_is_an_event(RealmFixture realm, HttpBrowser browser) {
        Person carol = realm.newPerson("carol", user -> {});

        browser.open(realm.demoApp().login().url()).login("carol", "wrong");

        LoginEvent event = realm.events(carol).get(0);
        assertThat(event.type()).isEqualTo("LOGIN_ERROR");
        assertThat(event.error()).isEqualTo("invalid_user_credentials");
    }

    @Test
    void time_passes_when_told_to(RealmFixture realm, HttpBrowser browser) {
        OidcClient app = realm.demoApp();
        OidcClient.Login login = app.login();
        realm.passTime(Duration.ofHours(3));

        Tokens tokens = app.redeem(
                login, browser.open(login.url()).login("alice", "alice-demo").url());

        assertThat(tokens.access().path("iat").asLong())
                .isBetween(
                        Instant.now().plus(Duration.ofMinutes(179)).getEpochSecond(),
                        Instant.now().plus(Duration.ofMinutes(181)).getEpochSecond());
    }

    @Test
    void mail_arrives(RealmFixture realm, Inbox inbox, HttpBrowser browser) {
        realm.mailTo(inbox);

        HttpPage login = browser.open(realm.demoApp().login().url());
        HttpPage forgot = browser.open(URI.create(
                login.document().selectFirst("a[href*=reset-credentials]").absUrl("href")));
        forgot.form().set("username", "alice").submit();

        assertThat(inbox.await(1, Duration.ofSeconds(20)).get(0).to()).contains("alice@example.com");
    }

    @Test
    void the_backend_reaches_the_server_with_its_demo_secret(RealmFixture realm, KeycloakServer server) {
        assertThat(io.keygear.tests.actor.Http.post(
                                realm.server()
                                        .url()
                                        .resolve("/realms/" + realm.name() + "/protocol/openid-connect/token"),
                                java.util.Map.of(
                                        "grant_type", "client_credentials",
                                        "client_id", "demo-backend",
                                        "client_secret", "demo-backend-secret"))
                        .statusCode())
                .isEqualTo(200);
        assertThat(server.log()).contains("Listening on");
    }
}
