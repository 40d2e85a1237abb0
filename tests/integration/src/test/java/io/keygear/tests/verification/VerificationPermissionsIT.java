package io.keygear.tests.verification;

import static org.assertj.core.api.Assertions.assertThat;

import io.keygear.tests.actor.JsonApi;
import io.keygear.tests.actor.JsonApi.Answer;
import io.keygear.tests.server.KeygearTest;
import io.keygear.tests.server.Person;
import io.keygear.tests.server.RealmFixture;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Who may do what below {@code /admin/realms/{realm}/verification}: by Keycloak's roles, and for single users. */
@KeygearTest(realm = VerificationRealm.Setup.class)
class VerificationPermissionsIT extends CodeJourneys {

    VerificationPermissionsIT(RealmFixture realm) {
        super(realm);
    }

    @BeforeAll
    static void finePermissions(RealmFixture realm) {
        realm.change(all -> all.put("adminPermissionsEnabled", true));
    }

    @Test
    void each_role_may_do_what_it_is_for_and_a_refusal_changes_nothing() {
        Person user = withNumber("by-role");
        JsonApi viewer = administrator("viewer", "view-users");
        JsonApi manager = administrator("manager", "manage-users");

        assertThat(viewer.get("users/" + user.id()).status()).isEqualTo(200);
        assertRefused(viewer, user);
        assertThat(manager.get("users/" + user.id()).status()).isEqualTo(200);
        assertThat(verify(manager, user).status()).isEqualTo(200);
        assertThat(flag(user)).isEqualTo("true");
    }

    @Test
    void who_may_manage_one_user_manages_that_one_alone() {
        Person seen = withNumber("seen");
        Person managed = withNumber("managed");
        Person other = withNumber("other");
        Person clerk = realm.newPerson("clerk", user -> {});
        String permissions = "/clients/"
                + realm.admin()
                        .get(realm.name())
                        .path("adminPermissionsClient")
                        .path("id")
                        .asText()
                + "/authz/resource-server/";
        post(permissions + "policy/user", Map.of("name", "clerk", "users", List.of(clerk.id())));
        allow(permissions, seen, List.of("view"));
        allow(permissions, managed, List.of("view", "manage"));
        JsonApi api = as(clerk);

        assertThat(api.get("users/" + seen.id()).status()).isEqualTo(200);
        assertRefused(api, seen);
        assertThat(verify(api, managed).status()).isEqualTo(200);
        assertThat(flag(managed)).isEqualTo("true");
        assertThat(api.get("users/" + other.id()).status()).isEqualTo(403);
        assertRefused(api, other);
        assertThat(api.post("test-send", Map.of("verify_key", "phone", "to", "+447700900199"))
                        .status())
                .isEqualTo(403);
        assertThat(api.get("doctor").status()).isEqualTo(403);
    }

    private void assertRefused(JsonApi api, Person user) {
        assertThat(verify(api, user).status()).isEqualTo(403);
        assertThat(api.post("users/" + user.id() + "/unlock", Map.of()).status())
                .isEqualTo(403);
        assertThat(flag(user)).isNotEqualTo("true");
    }

    private static Answer verify(JsonApi api, Person user) {
        return api.call("PUT", "users/" + user.id() + "/keys/phone", Map.of("verified", true));
    }

    private void allow(String permissions, Person user, List<String> scopes) {
        post(
                permissions + "permission/scope",
                Map.of(
                        "name",
                        "clerk and " + user.username(),
                        "resourceType",
                        "Users",
                        "resources",
                        List.of(user.id()),
                        "scopes",
                        scopes,
                        "policies",
                        List.of("clerk")));
    }

    private void post(String path, Object body) {
        realm.admin().post(realm.name() + path, body);
    }

    private Person withNumber(String username) {
        String number = People.newNumber();
        return realm.newPerson(
                username,
                user -> user.withObjectProperty("attributes")
                        .putArray("phoneNumber")
                        .add(number));
    }

    private String flag(Person user) {
        return realm.user(user).at("/attributes/phoneNumberVerified/0").asText();
    }

    private JsonApi administrator(String name, String role) {
        Person person = realm.newPerson(name, user -> {});
        String client = realm.admin()
                .get(realm.name() + "/clients?clientId=realm-management")
                .path(0)
                .path("id")
                .asText();
        post(
                "/users/" + person.id() + "/role-mappings/clients/" + client,
                List.of(realm.admin().get(realm.name() + "/clients/" + client + "/roles/" + role)));
        return as(person);
    }

    private JsonApi as(Person person) {
        String token = new VerificationRealm(realm).passwordGrant(person).member("access_token");
        return new JsonApi(realm.server().url().resolve("/admin/realms/" + realm.name() + "/verification"))
                .bearing(token);
    }
}
