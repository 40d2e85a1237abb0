package io.keygear.tests;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.keygear.tests.actor.HttpBrowser;
import io.keygear.tests.actor.HttpPage;
import io.keygear.tests.page.Browser;
import io.keygear.tests.page.LoginPage;
import io.keygear.tests.server.KeycloakServer;
import io.keygear.tests.server.KeygearTest;
import io.keygear.tests.server.RealmFixture;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Keycloak comes up with our JARs, and the realm file fits them. */
@Tag("smoke")
@KeygearTest
final class ServerIT {

    @Test
    void the_login_page_comes_in_our_theme(RealmFixture realm, HttpBrowser browser) {
        HttpPage page = browser.open(realm.demoApp().login().url());

        assertThat(page.status()).isEqualTo(200);
        assertThat(page.has("kc-form-login")).as("%s", page).isTrue();
        assertThat(page.document().head().select("link[rel=stylesheet]").eachAttr("href"))
                .anyMatch(href -> href.contains("/login/authpanel/"));
    }

    @Test
    void the_login_page_shows_in_a_browser(RealmFixture realm, Browser browser) {
        LoginPage.open(browser, realm.demoApp().login().url());

        assertThat(browser.screenshot("login")).isNotEmptyFile();
    }

    @Test
    void the_realm_has_what_its_file_says(RealmFixture realm) {
        JsonNode stored = realm.admin().get(realm.name());
        assertThat(stored.path("browserFlow").asText()).isEqualTo("keygear browser");
        assertThat(names(realm.admin().get(realm.name() + "/client-scopes"), "name"))
                .contains("phone", "email", "profile", "roles", "basic", "service_account");
        JsonNode action = realm.admin().get(realm.name() + "/authentication/required-actions/verify-phone-number");
        assertThat(action.path("defaultAction").asBoolean()).isTrue();
        assertThat(action.at("/config/default-region").asText()).isEqualTo("GB");
        assertThat(realm.credentials(realm.alice()))
                .extracting(credential -> credential.path("type").asText())
                .contains("password", "phone-code");
    }

    @Test
    void no_provider_of_ours_was_refused(KeycloakServer server) {
        // Only how it started: what the other tests of this server provoke is their business.
        assertThat(server.log().lines().takeWhile(line -> !line.contains("Listening on:")))
                .filteredOn(line -> line.contains("WARN") || line.contains("ERROR"))
                .filteredOn(line -> line.contains("keygear"))
                // Nearly every interface of Keycloak is internal; it says so for each provider.
                .filteredOn(line -> !line.contains("KC-SERVICES0047"))
                .isEmpty();
    }

    @Test
    void a_forced_backend_is_the_one_that_runs(KeycloakServer server) {
        List<String> hosts = switch (System.getProperty("keycloak.backend", "auto")) {
            case "process" -> List.of("localhost");
            case "container" -> List.of("host.docker.internal");
            default -> List.of("localhost", "host.docker.internal");
        };

        assertThat(server.testHost()).isIn(hosts);
    }

    private static List<String> names(JsonNode array, String key) {
        return StreamSupport.stream(array.spliterator(), false)
                .map(node -> node.path(key).asText())
                .toList();
    }
}
