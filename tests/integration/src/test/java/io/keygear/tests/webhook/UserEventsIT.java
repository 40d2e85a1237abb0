package io.keygear.tests.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.keygear.tests.PlainRealm;
import io.keygear.tests.actor.HttpBrowser;
import io.keygear.tests.actor.HttpForm;
import io.keygear.tests.actor.HttpPage;
import io.keygear.tests.receiver.Hook;
import io.keygear.tests.server.KeygearTest;
import io.keygear.tests.server.Person;
import io.keygear.tests.server.Probe;
import io.keygear.tests.server.RealmFixture;
import io.keygear.tests.verification.Eventually;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What people do, by the pages of a real browser's kind, and what a receiver is told of it; all by the schemas. */
@KeygearTest(realm = PlainRealm.class)
final class UserEventsIT {

    private final RealmFixture realm;
    private final Endpoints endpoints;
    private final Schemas schemas = new Schemas();

    UserEventsIT(RealmFixture realm) {
        this.realm = realm;
        this.endpoints = new Endpoints(realm);
    }

    @BeforeEach
    void subscribe() {
        endpoints.add("/all", List.of("*"), Map.of());
    }

    @AfterEach
    void everythingWasByItsSchema() {
        List<Hook> hooks = endpoints.receiver().hooks();
        endpoints.close();
        assertThat(hooks).isNotEmpty().allSatisfy(hook -> {
            assertThat(schemas.complaints(hook.json())).as(hook.body()).isEmpty();
            assertThat(hook.json().path("incomplete").isNull()).as(hook.body()).isTrue();
        });
    }

    @Test
    void a_login() {
        Person person = realm.newPerson("lena", user -> {});

        HttpPage end = login(person.username(), person.password());

        assertThat(end.status()).as("%s", end).isEqualTo(302);
        JsonNode event = one("user.login");
        assertThat(event.at("/user/email").asText()).isEqualTo("lena@example.com");
        assertThat(event.at("/actor/id").asText()).isEqualTo(person.id());
        assertThat(event.path("client").asText()).isEqualTo("demo-app");
        assertThat(event.path("session").asText()).isNotEmpty();
        assertThat(event.path("before").isNull()).isTrue();
    }

    @Test
    void a_failed_login_also_when_its_request_is_rolled_back() {
        Person person = realm.newPerson("mona", user -> {});
        HttpForm form = new HttpBrowser()
                .open(realm.demoApp().login().url())
                .form("kc-form-login")
                .set("username", person.username())
                .set("password", "wrong");

        assertThat(Probe.rollingBack(form).status()).isEqualTo(500);

        JsonNode event = one("user.login_error");
        assertThat(event.path("error").asText()).isEqualTo("invalid_user_credentials");
        assertThat(event.at("/user/username").asText()).as(event.toString()).isEqualTo("mona");
        assertThat(event.at("/details/username").asText()).isEqualTo("mona");
    }

    @Test
    void a_registration_with_what_a_later_step_of_it_changed() {
        registerByALateStep();
        HttpForm form = new HttpBrowser()
                .open(URI.create(realm.demoApp()
                        .login()
                        .url()
                        .toString()
                        .replace("openid-connect/auth?", "openid-connect/registrations?")))
                .form("kc-register-form");
        Map.of("username", "nora", "email", "nora@example.com", "firstName", "Nora", "lastName", "New")
                .forEach(form::set);

        HttpPage end = form.set("password", "nora-nora")
                .set("password-confirm", "nora-nora")
                .submit();

        assertThat(end.status()).as("%s", end).isEqualTo(302);
        JsonNode event = one("user.register");
        assertThat(event.at("/user/username").asText()).isEqualTo("nora");
        assertThat(event.at("/user/attributes/late/0").asText()).isEqualTo("yes");
        assertThat(event.path("seq").asLong()).isEqualTo(1);
    }

    @Test
    void a_changed_profile_with_what_it_was_and_what_it_is() {
        Person person = realm.newPerson("olga", user -> {});
        HttpPage page = action("UPDATE_PROFILE").login(person.username(), person.password());

        HttpPage end =
                page.form("kc-update-profile-form").set("firstName", "Olympia").submit();

        assertThat(end.status()).as("%s", end).isEqualTo(302);
        JsonNode event = one("user.update_profile");
        assertThat(event.path("before").toString()).isEqualTo("{\"firstName\":\"olga\"}");
        assertThat(event.path("after").toString()).isEqualTo("{\"firstName\":\"Olympia\"}");
        assertThat(event.at("/user/firstName").asText()).isEqualTo("Olympia");
    }

    @Test
    void a_changed_address_with_what_it_was_and_what_it_is() {
        Person person = realm.newPerson("oda", user -> {});
        enable("UPDATE_EMAIL");
        HttpPage page = action("UPDATE_EMAIL").login(person.username(), person.password());

        HttpPage end = page.form("kc-update-email-form")
                .set("email", "oda@example.org")
                .submit();

        assertThat(end.status()).as("%s", end).isEqualTo(302);
        JsonNode event = one("user.update_email");
        assertThat(event.at("/before/email").asText()).isEqualTo("oda@example.com");
        assertThat(event.at("/after/email").asText()).isEqualTo("oda@example.org");
        assertThat(event.at("/details/updated_email").asText()).isEqualTo("oda@example.org");
    }

    @Test
    void somebody_who_removes_the_own_account_is_told_as_they_were() {
        Person person = realm.newPerson("pina", user -> {});
        allowLeaving(person);
        HttpPage page = action("delete_account").login(person.username(), person.password());

        HttpPage end = page.form("kc-deleteaccount-form").submit();

        assertThat(end.status()).as("%s", end).isEqualTo(200);
        assertThat(realm.admin()
                        .get(realm.name() + "/users?username=pina&exact=true")
                        .isEmpty())
                .isTrue();
        JsonNode event = one("user.delete_account");
        assertThat(event.at("/user/email").asText()).isEqualTo("pina@example.com");
        assertThat(event.at("/subject/id").asText()).isEqualTo(person.id());
    }

    @Test
    void what_administrators_do_follows_the_schemas_too() {
        Person person = realm.newPerson("rita", user -> {});
        realm.changeUser(person, user -> user.put("firstName", "Margherita"));
        realm.change(all -> all.put("displayName", "Another name").put("bruteForceProtected", true));
        String group = realm.admin().post(realm.name() + "/groups", Map.of("name", "a group"));
        realm.admin().put(realm.name() + "/users/" + person.id() + "/groups/" + group, Map.of());
        realm.admin().post(realm.name() + "/roles", Map.of("name", "a role"));
        realm.admin()
                .post(
                        realm.name() + "/users/" + person.id() + "/role-mappings/realm",
                        List.of(realm.admin().get(realm.name() + "/roles/a role".replace(" ", "%20"))));
        String failures = realm.name() + "/attack-detection/brute-force/users/" + person.id();
        login(person.username(), "wrong");
        Eventually.get(
                Duration.ofSeconds(10),
                () -> Optional.of(
                                realm.admin().get(failures).path("numFailures").asInt())
                        .filter(found -> found > 0));
        realm.admin().delete(failures);
        realm.admin().delete(realm.name() + "/users/" + person.id());

        one("admin.user.delete");
        assertThat(one("admin.user_login_failure.delete").path("seq").asLong())
                .as("in the order of the user, after all that was done to them before")
                .isGreaterThan(4);
        assertThat(one("admin.realm.update").at("/after/displayName").asText()).isEqualTo("Another name");
        assertThat(one("admin.realm_role_mapping.create").path("after").isArray())
                .isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "clients, '{\"clientId\":\"told\"}', admin.client.update",
        "groups, '{\"name\":\"told\"}', admin.group.update",
        "client-scopes, '{\"name\":\"told\",\"protocol\":\"openid-connect\"}', admin.client_scope.update",
        "roles, '{\"name\":\"told\"}', admin.realm_role.update"
    })
    void an_update_of_other_things_tells_what_changed_and_nothing_else(String kind, String made, String type)
            throws Exception {
        String id = realm.admin().post(realm.name() + "/" + kind, new ObjectMapper().readTree(made));
        String path = realm.name() + "/" + kind + "/" + id;
        ObjectNode thing = (ObjectNode) realm.admin().get(path);

        realm.admin().put(path, thing.put("description", "new"));

        JsonNode event = one(type);
        assertThat(event.path("before").toString()).isEqualTo("{\"description\":null}");
        assertThat(event.path("after").toString()).isEqualTo("{\"description\":\"new\"}");
    }

    @Test
    void an_update_of_an_identity_provider_tells_what_changed_and_no_secret() {
        String path = realm.name() + "/identity-provider/instances";
        Map<String, Object> config = Map.of("clientId", "told", "clientSecret", "not-told-1");
        realm.admin().post(path, Map.of("alias", "told", "providerId", "github", "config", config));
        ObjectNode provider = (ObjectNode) realm.admin().get(path + "/told");
        ((ObjectNode) provider.path("config")).put("clientSecret", "not-told-2");

        realm.admin().put(path + "/told", provider.put("displayName", "Told"));

        JsonNode event = one("admin.identity_provider.update");
        assertThat(event.path("before").toString()).isEqualTo("{\"displayName\":null}");
        assertThat(event.path("after").toString()).isEqualTo("{\"displayName\":\"Told\"}");
        assertThat(event.toString()).doesNotContain("not-told");
    }

    @Test
    void an_update_of_a_component_tells_what_changed_and_nothing_else() {
        String path = realm.name() + "/components";
        ObjectNode key = new ObjectMapper()
                .valueToTree(Map.of(
                        "name", "told",
                        "providerId", "hmac-generated",
                        "providerType", "org.keycloak.keys.KeyProvider",
                        "config", Map.of("priority", List.of("-1"))));
        String id = realm.admin().post(path, key);
        ObjectNode component = (ObjectNode) realm.admin().get(path + "/" + id);

        realm.admin().put(path + "/" + id, component.put("name", "renamed"));

        JsonNode event = one("admin.component.update");
        assertThat(event.path("before").toString()).isEqualTo("{\"name\":\"told\"}");
        assertThat(event.path("after").toString()).isEqualTo("{\"name\":\"renamed\"}");
    }

    @Test
    void an_update_of_a_clients_role_and_of_an_organization_tells_what_changed() {
        String client = realm.admin().post(realm.name() + "/clients", Map.of("clientId", "with-roles"));
        String roles = realm.name() + "/clients/" + client + "/roles";
        realm.admin().post(roles, Map.of("name", "told"));
        ObjectNode role = (ObjectNode) realm.admin().get(roles + "/told");
        realm.admin().put(roles + "/told", role.put("description", "new"));
        realm.change(all -> all.put("organizationsEnabled", true));
        String organizations = realm.name() + "/organizations";
        String id = realm.admin()
                .post(organizations, Map.of("name", "told", "domains", List.of(Map.of("name", "told.example"))));
        ObjectNode organization = (ObjectNode) realm.admin().get(organizations + "/" + id);
        realm.admin().put(organizations + "/" + id, organization.put("description", "new"));
        realm.change(all -> all.put("organizationsEnabled", false));

        for (String type : List.of("admin.client_role.update", "admin.organization.update")) {
            JsonNode event = one(type);
            assertThat(event.path("before").toString()).as(type).isEqualTo("{\"description\":null}");
            assertThat(event.path("after").toString()).as(type).isEqualTo("{\"description\":\"new\"}");
        }
    }

    private HttpPage login(String username, String password) {
        return new HttpBrowser().open(realm.demoApp().login().url()).login(username, password);
    }

    private HttpPage action(String name) {
        return new HttpBrowser()
                .open(realm.demoApp().login(Map.of("kc_action", name)).url());
    }

    private void registerByALateStep() {
        String flows = realm.name() + "/authentication/flows/";
        realm.admin().post(flows + "registration/copy", Map.of("newName", "late"));
        String form = flows + "late%20registration%20form/executions";
        realm.admin().post(form + "/execution", Map.of("provider", "test-late-action"));
        for (JsonNode one : realm.admin().get(form)) {
            if (one.path("providerId").asText().equals("test-late-action")) {
                realm.admin().put(form, ((ObjectNode) one).put("requirement", "REQUIRED"));
            }
        }
        realm.change(all -> all.put("registrationAllowed", true).put("registrationFlow", "late"));
    }

    private void enable(String requiredAction) {
        String action = realm.name() + "/authentication/required-actions/" + requiredAction;
        realm.admin().put(action, ((ObjectNode) realm.admin().get(action)).put("enabled", true));
    }

    private void allowLeaving(Person person) {
        enable("delete_account");
        String account = realm.admin()
                .get(realm.name() + "/clients?clientId=account")
                .path(0)
                .path("id")
                .asText();
        realm.admin()
                .post(
                        realm.name() + "/users/" + person.id() + "/role-mappings/clients/" + account,
                        List.of(realm.admin().get(realm.name() + "/clients/" + account + "/roles/delete-account")));
    }

    private JsonNode one(String type) {
        return endpoints
                .receiver()
                .await(1, hook -> hook.type().equals(type))
                .get(0)
                .json();
    }
}
