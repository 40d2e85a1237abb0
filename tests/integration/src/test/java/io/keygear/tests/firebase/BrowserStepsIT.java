package io.keygear.tests.firebase;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.keygear.tests.actor.HttpBrowser;
import io.keygear.tests.actor.HttpPage;
import io.keygear.tests.actor.OidcClient;
import io.keygear.tests.server.KeygearTest;
import io.keygear.tests.server.Person;
import io.keygear.tests.server.RealmFixture;
import org.junit.jupiter.api.Test;

/** In the browser, too, an account that is not active goes where its status sends it, and nowhere else. */
@KeygearTest
class BrowserStepsIT {

    private final RealmFixture realm;
    private final OidcClient demo;

    BrowserStepsIT(RealmFixture realm) {
        this.realm = realm;
        this.demo = realm.demoApp();
    }

    @Test
    void the_import_has_brought_what_belongs_to_the_provider() {
        assertThat(realm.admin().get(realm.name() + "/roles/USER").path("name").asText())
                .isEqualTo("USER");
        JsonNode client = realm.admin()
                .get(realm.name() + "/clients?clientId=demo-backend")
                .get(0);
        assertThat(client.path("defaultClientScopes").toString()).contains("app-identity");
    }

    @Test
    void who_has_left_is_asked_whether_they_come_back() {
        Person person = person("gone", "inactivated");
        HttpBrowser browser = new HttpBrowser();
        OidcClient.Login login = demo.login();
        HttpPage page = browser.open(login.url()).login(person.username(), person.password());
        assertThat(page.has("kg-reactivate-form")).as(page.toString()).isTrue();
        assertThat(status(person)).isEqualTo("inactivated");

        HttpPage back = page.form("kg-reactivate-form").submit();

        assertThat(demo.redeem(login, back.url()).accessToken()).isNotEmpty();
        assertThat(status(person)).isEqualTo("active");
    }

    @Test
    void who_has_not_registered_gives_their_profile() {
        Person person = person("fresh", "unregistered");
        HttpBrowser browser = new HttpBrowser();
        OidcClient.Login login = demo.login();
        HttpPage page = browser.open(login.url()).login(person.username(), person.password());
        assertThat(page.has("kc-update-profile-form")).as(page.toString()).isTrue();

        HttpPage back = page.form("kc-update-profile-form")
                .set("firstName", "Fresh")
                .set("lastName", "Person")
                .set("email", "fresh@example.com")
                .submit();

        assertThat(demo.redeem(login, back.url()).accessToken()).isNotEmpty();
        assertThat(status(person)).isEqualTo("active");
        assertThat(realm.admin()
                        .get(realm.name() + "/users/" + person.id() + "/role-mappings/realm")
                        .toString())
                .contains("\"USER\"");
    }

    private Person person(String name, String status) {
        return realm.newPerson(
                name,
                user -> user.put("email", name + "@example.com")
                        .put("firstName", "P")
                        .put("lastName", "Q")
                        .withObjectProperty("attributes")
                        .putArray("accountStatus")
                        .add(status));
    }

    private String status(Person person) {
        return realm.user(person)
                .path("attributes")
                .path("accountStatus")
                .path(0)
                .asText();
    }
}
