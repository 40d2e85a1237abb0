package io.keygear.tests.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.keygear.tests.PlainRealm;
import io.keygear.tests.actor.OidcClient;
import io.keygear.tests.receiver.Hook;
import io.keygear.tests.receiver.Receiver;
import io.keygear.tests.server.KeygearTest;
import io.keygear.tests.server.Person;
import io.keygear.tests.server.RealmFixture;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What happens in a realm reaches its endpoints as it happened. */
@KeygearTest(realm = PlainRealm.class)
final class CaptureIT {

    private final RealmFixture realm;
    private final Endpoints endpoints;
    private final Receiver receiver;

    CaptureIT(RealmFixture realm) {
        this.realm = realm;
        this.endpoints = new Endpoints(realm);
        this.receiver = endpoints.receiver();
    }

    @BeforeEach
    void subscribe() {
        endpoints.add("/all", List.of("*"), Map.of());
    }

    @AfterEach
    void close() {
        endpoints.close();
    }

    @Test
    void a_created_user_arrives_with_what_it_looks_like() {
        Person nina = realm.newPerson("nina", user -> {});

        JsonNode event = one("admin.user.create", nina);

        assertThat(event.path("user").path("username").asText()).isEqualTo("nina");
        assertThat(event.path("realm").path("name").asText()).isEqualTo(realm.name());
        assertThat(event.path("actor").path("type").asText()).isEqualTo("admin");
        assertThat(event.path("seq").asLong()).isEqualTo(1);
    }

    @Test
    void an_update_tells_what_changed_and_nothing_else() {
        Person otto = realm.newPerson("otto", user -> {});
        one("admin.user.update", otto);
        receiver.clear();

        realm.changeUser(otto, user -> user.put("firstName", "Othello"));

        JsonNode event = one("admin.user.update", otto);
        assertThat(event.path("before").toString()).isEqualTo("{\"firstName\":\"otto\"}");
        assertThat(event.path("after").toString()).isEqualTo("{\"firstName\":\"Othello\"}");
    }

    @Test
    void a_removed_user_is_told_as_it_was() {
        Person paul = realm.newPerson("paul", user -> {});

        realm.admin().delete(realm.name() + "/users/" + paul.id());

        JsonNode event = one("admin.user.delete", paul);
        assertThat(event.path("user").path("email").asText()).isEqualTo("paul@example.com");
        assertThat(event.path("before").path("username").asText()).isEqualTo("paul");
        assertThat(event.path("after").isNull()).isTrue();
    }

    @Test
    void a_directory_that_is_away_at_the_last_moment_leaves_a_gap_and_refuses_nothing() {
        realm.addComponent(
                "org.keycloak.storage.UserStorageProvider",
                "test-directory",
                Map.of(
                        "username",
                        "dina",
                        "email",
                        "dina@example.com",
                        "phone",
                        "+447700900123",
                        "cachePolicy",
                        "NO_CACHE"));
        new OidcClient(realm.url(), "admin-cli").password("dina", "dina");
        String users = realm.name() + "/users";
        String id = realm.admin()
                .get(users + "?username=dina&exact=true")
                .path(0)
                .path("id")
                .asText();
        Person dina = new Person(id, "dina", "dina");

        HttpResponse<String> answer = realm.admin()
                .send("PUT", users + "/" + id, Map.of("firstName", "Diana"), Map.of("X-Test-Directory-Away", "yes"));

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(204);
        JsonNode event = one("admin.user.update", dina);
        assertThat(event.path("incomplete").toString()).isEqualTo("[\"after\",\"before\",\"user\"]");
        assertThat(event.path("user").isNull()).isTrue();
        assertThat(realm.user(dina).path("firstName").asText()).isEqualTo("Diana");
    }

    private JsonNode one(String type, Person person) {
        return receiver
                .await(
                        1,
                        hook -> hook.type().equals(type)
                                && hook.json()
                                        .path("subject")
                                        .path("id")
                                        .asText()
                                        .equals(person.id()))
                .stream()
                .map(Hook::json)
                .findFirst()
                .orElseThrow();
    }
}
