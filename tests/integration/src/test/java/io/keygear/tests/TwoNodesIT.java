package io.keygear.tests;

import static org.assertj.core.api.Assertions.assertThat;

import io.keygear.tests.actor.HttpBrowser;
import io.keygear.tests.actor.HttpPage;
import io.keygear.tests.actor.OidcClient;
import io.keygear.tests.server.KeycloakServer;
import io.keygear.tests.server.KeygearTest;
import io.keygear.tests.server.RealmFixture;
import io.keygear.tests.server.ServerConfig;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** The two nodes of the harness are one Keycloak. */
@KeygearTest(server = ServerConfig.TwoNodes.class, realm = PlainRealm.class)
final class TwoNodesIT {

    @Test
    void a_login_begun_on_one_node_ends_on_the_other(RealmFixture realm, KeycloakServer server, HttpBrowser browser) {
        KeycloakServer second = server.secondNode();
        System.out.printf("start of two nodes: %s, %s%n", server.startTime(), second.startTime());
        assertThat(second.startTime()).isLessThan(Duration.ofMinutes(2));
        OidcClient app = realm.demoApp();
        OidcClient.Login login = app.login();

        HttpPage begun = browser.open(login.url());
        HttpPage end = begun.form("kc-form-login")
                .in(browser.through(second.url()))
                .set("username", "alice")
                .set("password", "alice-demo")
                .submit();

        assertThat(app.redeem(login, end.url()).id().path("iss").asText())
                .isEqualTo(realm.url().toString());
    }
}
