package io.keygear.tests.verification;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.keygear.tests.actor.Http;
import io.keygear.tests.actor.HttpBrowser;
import io.keygear.tests.actor.HttpPage;
import io.keygear.tests.actor.OidcClient;
import io.keygear.tests.actor.Tokens;
import io.keygear.tests.server.KeygearTest;
import io.keygear.tests.server.RealmFixture;
import io.keygear.tests.verification.People.Owner;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Users cannot say of themselves which number they have, whatever the realm's user profile allows. */
@KeygearTest(realm = People.Undisturbed.class)
class ProtectedAttributesIT extends CodeJourneys {

    private static final ObjectMapper JSON = new ObjectMapper();

    ProtectedAttributesIT(RealmFixture realm) {
        super(realm);
    }

    @ParameterizedTest
    @ValueSource(strings = {"as Keycloak ships it", "with unmanaged attributes", "with the attributes open to users"})
    void neither_account_nor_registration_writes_them(String profile) throws IOException {
        setProfile(profile);
        Owner owner = people.withPhone("selfmade" + profile.length());

        HttpResponse<String> answer = writeAccount(tokens(owner));
        HttpPage registered = register("registered" + profile.length());

        boolean open = profile.contains("open");
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(open ? 400 : 204);
        assertThat(registered.status()).isLessThan(500);
        JsonNode owned = user(owner.person().username());
        assertThat(owned.path("lastName").asText().equals("Changed"))
                .as("the rest of the request was taken, unless all of it was refused")
                .isNotEqualTo(open);
        assertNoNumber(owned);
        if (!open) {
            assertNoNumber(user("registered" + profile.length()));
        }
    }

    private static void assertNoNumber(JsonNode user) {
        assertThat(user.path("attributes").has("phoneNumber")).isFalse();
        assertThat(user.path("attributes").has("phoneNumberVerified")).isFalse();
    }

    private JsonNode user(String username) {
        JsonNode found = realm.admin().get(realm.name() + "/users?exact=true&username=" + username);
        assertThat(found).as(username).hasSize(1);
        return found.path(0);
    }

    private Tokens tokens(Owner owner) {
        OidcClient console = realm.demoApp();
        OidcClient.Login login = console.login();
        HttpPage code = People.afterPassword(new HttpBrowser(), owner.person(), login);
        return console.redeem(
                login, People.answer(code, sms.codeTo(owner.number())).url());
    }

    private HttpResponse<String> writeAccount(Tokens tokens) throws IOException {
        URI account = URI.create(realm.url() + "/account/");
        HttpRequest.Builder read = HttpRequest.newBuilder(account)
                .header("Authorization", "Bearer " + tokens.accessToken())
                .header("Accept", "application/json");
        ObjectNode profile = (ObjectNode) JSON.readTree(Http.send(read).body());
        profile.withObjectProperty("attributes").putArray("phoneNumber").add("+447700900777");
        profile.withObjectProperty("attributes").putArray("phoneNumberVerified").add("true");
        profile.put("lastName", "Changed");
        return Http.send(HttpRequest.newBuilder(account)
                .header("Authorization", "Bearer " + tokens.accessToken())
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(profile.toString())));
    }

    private HttpPage register(String username) {
        HttpBrowser browser = new HttpBrowser();
        String login = realm.demoApp().login().url().toString();
        return browser.open(URI.create(login.replace("/auth?", "/registrations?")))
                .form("kc-register-form")
                .set("username", username)
                .set("email", username + "@example.com")
                .set("firstName", "Re")
                .set("lastName", "Gistered")
                .set("password", "secret")
                .set("password-confirm", "secret")
                .set("phoneNumber", "+447700900778")
                .set("phoneNumberVerified", "true")
                .set("user.attributes.phoneNumber", "+447700900778")
                .set("user.attributes.phoneNumberVerified", "true")
                .submit();
    }

    private void setProfile(String kind) {
        ObjectNode profile = (ObjectNode) realm.admin().get(realm.name() + "/users/profile");
        if (kind.contains("unmanaged")) {
            profile.put("unmanagedAttributePolicy", "ENABLED");
        } else if (kind.contains("open")) {
            for (String name : List.of("phoneNumber", "phoneNumberVerified")) {
                ObjectNode attribute =
                        profile.withArrayProperty("attributes").addObject().put("name", name);
                ObjectNode permissions = attribute.putObject("permissions");
                permissions.putArray("view").add("user").add("admin");
                permissions.putArray("edit").add("user").add("admin");
            }
        }
        realm.admin().put(realm.name() + "/users/profile", profile);
    }
}
