package io.keygear.tests.firebase;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.keygear.tests.firebase.App.Answer;
import io.keygear.tests.server.KeygearTest;
import io.keygear.tests.server.RealmFixture;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What a token says beside who somebody is: its tenant, its second factor, and what mappers make of the rest. */
@KeygearTest
class ClaimsIT {

    private static FakeProject project;
    private static App app;

    private final RealmFixture realm;

    ClaimsIT(RealmFixture realm) {
        this.realm = realm;
    }

    @BeforeAll
    static void install(RealmFixture realm) {
        project = new FakeProject(realm.server());
        app = App.install(realm, project);
        String profile = realm.name() + "/users/profile";
        ObjectNode settings = (ObjectNode) realm.admin().get(profile);
        realm.admin().put(profile, settings.put("unmanagedAttributePolicy", "ADMIN_VIEW"));
    }

    @AfterAll
    static void stop() {
        project.close();
    }

    @Test
    void a_tenant_is_taken_by_its_own_provider_alone() {
        ObjectNode plain = project.newcomer();
        ObjectNode ours = ofTenant(project.newcomer(), "tenant-1");
        ObjectNode other = ofTenant(project.newcomer(), "tenant-2");
        assertRefused(ours, "tenant_wrong");
        app.provider("firebase", config -> config.put("tenantId", "tenant-1"));
        try {
            for (Answer answer : app.everyWayIn(project.token(ours))) {
                assertThat(answer.status()).as(answer.toString()).isEqualTo("unregistered");
            }
            assertRefused(plain, "tenant_wrong");
            assertRefused(other, "tenant_wrong");
        } finally {
            app.provider("firebase", config -> config.remove("tenantId"));
        }
    }

    @Test
    void a_project_and_its_tenant_are_two_providers_and_the_same_uid_is_two_people() {
        app.provider(
                "tenants",
                config -> config.put("projectId", FakeProject.ID)
                        .put("jwksUrl", project.jwksUrl())
                        .put("tenantId", "tenant-1"));
        try {
            ObjectNode plain = project.newcomer().put("email_verified", false);
            String one = userId(app.exchange(project.token(plain)));
            String two = userId(app.exchange(project.token(ofTenant(plain, "tenant-1"))));

            assertThat(two).isNotEmpty().isNotEqualTo(one);
            assertThat(realm.admin()
                            .get(realm.name() + "/users/" + two + "/federated-identity")
                            .findValuesAsText("identityProvider"))
                    .containsExactly("tenants");
            assertThat(app.grant(
                                    App.CLIENT,
                                    project.token(ofTenant(plain, "tenant-1")),
                                    Map.of("subject_issuer", "firebase"))
                            .reason())
                    .isEqualTo("tenant_wrong");
        } finally {
            realm.admin().delete(realm.name() + "/identity-provider/instances/tenants");
        }
    }

    @Test
    void a_second_factor_shows_in_amr_and_nothing_does_without_one() {
        ObjectNode person = app.member();
        Answer without = app.exchange(project.token(person));
        assertThat(without.claims().has("amr")).isFalse();
        for (Map.Entry<String, String> factor :
                Map.of("phone", "sms", "totp", "otp").entrySet()) {
            ObjectNode with = person.deepCopy();
            ((ObjectNode) with.path("firebase"))
                    .put("sign_in_second_factor", factor.getKey())
                    .put("second_factor_identifier", "7f3c");
            Answer answer = app.exchange(App.CLIENT, Map.of("subject_token", project.token(with), "scope", "openid"));

            assertThat(texts(answer.claims().path("amr")))
                    .as(answer.toString())
                    .containsExactly("mfa", factor.getValue());
            assertThat(texts(app.refresh(answer).claims().path("amr"))).containsExactly("mfa", factor.getValue());
            assertThat(texts(app.introspect(answer.accessToken()).body().path("amr")))
                    .containsExactly("mfa", factor.getValue());
            assertThat(texts(app.assertion(project.token(with)).claims().path("amr")))
                    .containsExactly("mfa", factor.getValue());
        }
    }

    @Test
    void keycloaks_mappers_read_the_token_of_newcomers_and_of_those_who_return() {
        realm.admin().post(realm.name() + "/roles", Map.of("name", "gold"));
        realm.admin().post(realm.name() + "/groups", Map.of("name", "patrons"));
        mapper(
                "firebase-user-attribute-idp-mapper",
                Map.of("claim", "firebase.sign_in_provider", "user.attribute", "way"));
        mapper("firebase-user-attribute-idp-mapper", Map.of("claim", "plan", "user.attribute", "plan"));
        mapper(
                "firebase-advanced-role-idp-mapper",
                Map.of("claims", "[{\"key\":\"plan\",\"value\":\"gold\"}]", "role", "gold"));
        mapper(
                "firebase-advanced-group-idp-mapper",
                Map.of("claims", "[{\"key\":\"plan\",\"value\":\"gold\"}]", "group", "/patrons"));
        mapper("oidc-hardcoded-role-idp-mapper", Map.of("role", "USER"));
        ObjectNode person = project.newcomer().put("plan", "gold");

        String id = userId(app.exchange(project.token(person)));

        assertThat(attribute(id, "way")).isEqualTo("google.com");
        assertThat(attribute(id, "plan")).isEqualTo("gold");
        assertThat(names(id, "role-mappings/realm")).contains("gold", "USER");
        assertThat(names(id, "groups")).containsExactly("patrons");

        app.exchange(project.token(person.put("plan", "silver")));
        assertThat(attribute(id, "plan")).isEqualTo("silver");
        assertThat(names(id, "role-mappings/realm")).contains("USER").doesNotContain("gold");
        assertThat(names(id, "groups")).isEmpty();
    }

    @Test
    void no_mapper_changes_a_status_an_address_or_a_name() {
        mapper("firebase-user-attribute-idp-mapper", Map.of("claim", "wish", "user.attribute", "accountStatus"));
        mapper("firebase-user-attribute-idp-mapper", Map.of("claim", "wish", "user.attribute", "phoneNumberVerified"));
        mapper("firebase-user-attribute-idp-mapper", Map.of("claim", "address", "user.attribute", "email"));
        mapper("oidc-username-idp-mapper", Map.of("template", "admin"));
        ObjectNode person = project.newcomer();
        String email = person.path("email").asText();
        person.put("wish", "active").put("address", "victim@example.com");

        for (int turn = 0; turn < 2; turn++) {
            Answer answer = app.exchange(project.token(person));

            assertThat(answer.status()).as(answer.toString()).isEqualTo("unregistered");
            JsonNode user = realm.admin().get(realm.name() + "/users/" + userId(answer));
            assertThat(user.path("email").asText()).isEqualTo(email);
            assertThat(user.path("username").asText()).startsWith("firebase-");
            assertThat(user.path("attributes").has("phoneNumberVerified")).isFalse();
        }
    }

    private void assertRefused(ObjectNode claims, String reason) {
        for (Answer answer : app.everyWayIn(project.token(claims))) {
            assertThat(answer.code()).as(answer.toString()).isEqualTo(400);
            assertThat(answer.reason()).isEqualTo(reason);
        }
    }

    private void mapper(String type, Map<String, String> config) {
        Map<String, String> all = new HashMap<>(config);
        all.put("syncMode", "FORCE");
        realm.admin()
                .post(
                        realm.name() + "/identity-provider/instances/firebase/mappers",
                        Map.of(
                                "name",
                                type + config.hashCode(),
                                "identityProviderMapper",
                                type,
                                "identityProviderAlias",
                                "firebase",
                                "config",
                                all));
    }

    private String attribute(String id, String name) {
        return realm.admin()
                .get(realm.name() + "/users/" + id)
                .path("attributes")
                .path(name)
                .path(0)
                .asText();
    }

    private List<String> names(String id, String what) {
        return realm.admin().get(realm.name() + "/users/" + id + "/" + what).findValuesAsText("name");
    }

    private static ObjectNode ofTenant(ObjectNode claims, String tenant) {
        ObjectNode copy = claims.deepCopy();
        ((ObjectNode) copy.path("firebase")).put("tenant", tenant);
        return copy;
    }

    private static String userId(Answer answer) {
        assertThat(answer.code()).as(answer.toString()).isEqualTo(200);
        return answer.claims().path("user_id").asText();
    }

    private static List<String> texts(JsonNode array) {
        return array.isArray()
                ? java.util.stream.StreamSupport.stream(array.spliterator(), false)
                        .map(JsonNode::asText)
                        .toList()
                : List.of();
    }
}
