package io.keygear.tests.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import io.keygear.tests.PlainRealm;
import io.keygear.tests.actor.OidcClient;
import io.keygear.tests.receiver.Hook;
import io.keygear.tests.receiver.Receiver;
import io.keygear.tests.server.KeygearTest;
import io.keygear.tests.server.Person;
import io.keygear.tests.server.Probe;
import io.keygear.tests.server.RealmFixture;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** An endpoint gets what it asks for in the way it asks for it. */
@KeygearTest(realm = PlainRealm.class)
final class SubscriptionIT {

    private final RealmFixture realm;
    private final Endpoints endpoints;
    private final Receiver receiver;

    SubscriptionIT(RealmFixture realm) {
        this.realm = realm;
        this.endpoints = new Endpoints(realm);
        this.receiver = endpoints.receiver();
    }

    @AfterEach
    void close() {
        endpoints.close();
    }

    @Test
    void user_events_through_other_clients_stay_away_and_those_of_administrators_do_not() {
        realm.admin()
                .post(
                        realm.name() + "/clients",
                        Map.of("clientId", "shop", "publicClient", true, "directAccessGrantsEnabled", true));
        String some = endpoints.add("/some", List.of("user.login", "admin.user.update"), Map.of("clients", "shop"));
        String all = endpoints.add("/all", List.of("user.login", "admin.user.update"), Map.of());
        Person carla = realm.newPerson("carla", user -> {});

        logIn(carla, "shop");
        logIn(carla, "admin-cli");
        logIn(carla, "shop");
        realm.changeUser(carla, user -> user.put("firstName", "Carlotta"));

        for (String path : List.of("/all", "/some")) {
            receiver.await(1, hook -> hook.path().equals(path) && hook.body().contains("Carlotta"));
        }
        assertThat(clients("/all")).isEqualTo(List.of("shop", "admin-cli", "shop"));
        assertThat(clients("/some")).isEqualTo(List.of("shop", "shop"));
        assertThat(deliveries(all)).isEqualTo(deliveries(some) + 1);
    }

    @Test
    void where_order_does_not_matter_an_event_that_fails_holds_up_none() {
        receiver.behave("/loose", (request, out) -> {
            boolean first = request.body().contains("\"after\":{\"firstName\"");
            return Receiver.status(first ? 422 : 204).answer(request, out);
        });
        String id = endpoints.add("/loose", List.of("admin.user.update"), Map.of("ordered", "false"));
        Person lola = realm.newPerson("lola", user -> {});
        realm.changeUser(lola, user -> user.put("firstName", "Loose One"));
        receiver.await(1, hook -> hook.status() == 422);

        realm.changeUser(lola, user -> user.put("lastName", "Two"));
        realm.changeUser(lola, user -> user.put("lastName", "Three"));

        receiver.await(1, hook -> hook.isTaken() && hook.body().contains("Three"));
        receiver.await(1, hook -> hook.isTaken() && hook.body().contains("Two"));
        assertThat(endpoints.rows(id).pending()).isGreaterThanOrEqualTo(1);
        assertThat(receiver.hooks("/loose"))
                .as("without an order there are no numbers that tell it")
                .allSatisfy(hook -> assertThat(hook.json().path("seq").asLong()).isZero());
    }

    private void logIn(Person person, String client) {
        new OidcClient(realm.url(), client).password(person.username(), person.password());
    }

    private List<String> clients(String path) {
        return receiver.hooks(path).stream()
                .filter(Hook::isTaken)
                .filter(hook -> hook.type().equals("user.login"))
                .map(hook -> hook.json().path("client").asText())
                .toList();
    }

    private long deliveries(String endpoint) {
        return database().number("select count(*) from KG_WEBHOOK_DELIVERY where ENDPOINT_ID = '" + endpoint + "'");
    }

    private Probe database() {
        return new Probe(realm.url());
    }
}
