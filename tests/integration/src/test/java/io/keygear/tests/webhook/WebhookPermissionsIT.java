package io.keygear.tests.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import io.keygear.tests.PlainRealm;
import io.keygear.tests.actor.JsonApi;
import io.keygear.tests.actor.JsonApi.Answer;
import io.keygear.tests.actor.OidcClient;
import io.keygear.tests.receiver.Receiver;
import io.keygear.tests.server.KeygearTest;
import io.keygear.tests.server.Person;
import io.keygear.tests.server.Probe;
import io.keygear.tests.server.RealmFixture;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Endpoints are for those who manage the realm, deliveries also for those who see its events, and secrets for nobody. */
@KeygearTest(realm = PlainRealm.class)
final class WebhookPermissionsIT {

    private record Call(String method, String path, Map<String, Object> body) {}

    private final RealmFixture realm;

    WebhookPermissionsIT(RealmFixture realm) {
        this.realm = realm;
    }

    @Test
    void each_role_may_do_what_it_is_for_and_a_refusal_changes_nothing() {
        try (Endpoints endpoints = new Endpoints(realm)) {
            String id = endpoints.add("/permissions", List.of("admin.user.create"), Map.of());
            Person nobody = realm.newPerson("nobody", user -> {});
            endpoints.rows(id).awaitDelivered(1, Duration.ofSeconds(30));
            JsonApi manager = administrator("manager", "manage-realm");
            JsonApi viewer = administrator("viewer", "view-events");
            List<JsonApi> others = List.of(
                    as(nobody),
                    administrator("clerk", "manage-users"),
                    administrator("reader", "view-realm"),
                    new JsonApi(base()).bearing("nonsense"));
            endpoints.rows(id).awaitDelivered(5, Duration.ofSeconds(30));
            String delivery = realm.admin()
                    .get(realm.name() + "/webhooks/" + id + "/deliveries")
                    .path(0)
                    .path("id")
                    .asText();
            List<Call> looking = List.of(
                    new Call("GET", id + "/deliveries", Map.of()),
                    new Call("GET", id + "/deliveries/" + delivery, Map.of()));
            List<Call> managing = List.of(
                    new Call("GET", "", Map.of()),
                    new Call("GET", id, Map.of()),
                    new Call("POST", "", Map.of("url", endpoints.receiver().url("/new"), "events", List.of("*"))),
                    new Call("PUT", id, Map.of("description", "changed")),
                    new Call("POST", id + "/rotate", Map.of("overlap", 0)),
                    new Call("POST", id + "/test", Map.of()),
                    new Call(
                            "POST",
                            id + "/deliveries/replay",
                            Map.of("from", "2020-01-01T00:00:00Z", "to", "2100-01-01T00:00:00Z")),
                    new Call("POST", id + "/deliveries/redrive", Map.of()));
            List<Long> before = state(id);

            for (JsonApi other : others) {
                looking.forEach(call -> refused(other, call));
                managing.forEach(call -> refused(other, call));
                refused(other, new Call("DELETE", id, Map.of()));
            }
            managing.forEach(call -> refused(viewer, call));
            refused(viewer, new Call("DELETE", id, Map.of()));
            assertThat(state(id)).isEqualTo(before);
            assertThat(endpoints.receiver().hooks()).hasSize(5);

            looking.forEach(call -> allowed(viewer, call));
            looking.forEach(call -> allowed(manager, call));
            managing.forEach(call -> allowed(manager, call));
            assertThat(send(manager, new Call("DELETE", id, Map.of())).status()).isEqualTo(204);
            endpoints.forget(id);
        }
    }

    @Test
    void who_may_not_look_does_not_learn_which_endpoints_there_are() {
        try (Endpoints endpoints = new Endpoints(realm)) {
            String id = endpoints.add("/there", List.of("admin.user.create"), Map.of());
            JsonApi clerk = administrator("guesser", "manage-users");

            assertThat(clerk.get(id + "/deliveries").status()).isEqualTo(403);
            assertThat(clerk.get("no-such-endpoint/deliveries").status()).isEqualTo(403);
        }
    }

    @Test
    void no_answer_but_that_to_create_and_rotate_shows_a_secret_and_neither_does_the_admin_event() {
        realm.change(all -> all.put("adminEventsEnabled", true).put("adminEventsDetailsEnabled", true));
        JsonApi manager = administrator("careful", "manage-realm");
        try (Receiver receiver =
                Receiver.listen(realm.server().bindAddress(), realm.server().testHost())) {
            Answer created = manager.post(
                    "", Map.of("url", receiver.url("/own"), "events", List.of("admin.*"), "signature", "both"));
            assertThat(created.status()).as(created.text()).isEqualTo(201);
            String id = created.member("id");
            Answer rotated = manager.post(id + "/rotate", Map.of("overlap", 600));

            List<String> texts = List.of(
                    manager.get("").text(),
                    manager.get(id).text(),
                    manager.call("PUT", id, Map.of("description", "x")).text(),
                    manager.post(id + "/test", Map.of()).text(),
                    realm.admin().get(realm.name() + "/admin-events").toString(),
                    realm.admin().get(realm.name() + "/components").toString());
            receiver.await(1, hook -> hook.type().equals("admin.webhook.update"));
            manager.call("DELETE", id, null);

            assertThat(created.member("secret")).startsWith("whsec_");
            assertThat(rotated.member("secret")).startsWith("whsec_");
            assertThat(texts)
                    .allSatisfy(
                            text -> assertThat(text).doesNotContain("whsec_").doesNotContain("whsk_"));
            assertThat(receiver.hooks())
                    .allSatisfy(hook ->
                            assertThat(hook.body()).doesNotContain("whsec_").doesNotContain("whsk_"));
            assertThat(realm.server().log()).doesNotContain(created.member("secret"));
        }
    }

    private void refused(JsonApi caller, Call call) {
        Answer answer = send(caller, call);
        assertThat(answer.status()).as("%s: %s", call, answer.text()).isIn(401, 403);
    }

    private void allowed(JsonApi caller, Call call) {
        Answer answer = send(caller, call);
        assertThat(answer.status()).as("%s: %s", call, answer.text()).isIn(200, 201);
    }

    private static Answer send(JsonApi caller, Call call) {
        return caller.call(call.method(), call.path(), call.method().equals("GET") ? null : call.body());
    }

    private List<Long> state(String id) {
        Probe database = new Probe(realm.url());
        return List.of(
                database.number("select count(*) from COMPONENT where PROVIDER_TYPE = '" + Endpoints.TYPE + "'"),
                database.number("select count(*) from COMPONENT_CONFIG where COMPONENT_ID = '" + id + "'"),
                database.number(
                        "select count(*) from KG_WEBHOOK_DELIVERY where STATE = 0 and ENDPOINT_ID = '" + id + "'"));
    }

    private JsonApi administrator(String name, String role) {
        Person person = realm.newPerson(name, user -> {});
        String client = realm.admin()
                .get(realm.name() + "/clients?clientId=realm-management")
                .path(0)
                .path("id")
                .asText();
        realm.admin()
                .post(
                        realm.name() + "/users/" + person.id() + "/role-mappings/clients/" + client,
                        List.of(realm.admin().get(realm.name() + "/clients/" + client + "/roles/" + role)));
        return as(person);
    }

    private JsonApi as(Person person) {
        String token = new OidcClient(realm.url(), "admin-cli")
                .password(person.username(), person.password())
                .accessToken();
        return new JsonApi(base()).bearing(token);
    }

    private URI base() {
        return realm.server().url().resolve("/admin/realms/" + realm.name() + "/webhooks");
    }
}
