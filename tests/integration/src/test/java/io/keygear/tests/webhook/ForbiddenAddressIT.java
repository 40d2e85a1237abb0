package io.keygear.tests.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.keygear.tests.PlainRealm;
import io.keygear.tests.receiver.Receiver;
import io.keygear.tests.server.KeygearTest;
import io.keygear.tests.server.Probe;
import io.keygear.tests.server.RealmFixture;
import io.keygear.tests.server.TestAuthority;
import java.net.URI;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * Nobody reaches through a webhook what only the server should reach. Addresses are judged when they are saved, and
 * again by the connection itself: whatever stands in the database, a name server or an answer.
 */
@KeygearTest(server = Fenced.class, realm = PlainRealm.class)
final class ForbiddenAddressIT {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** Hosts that lead to this machine, its network or its cloud, in many spellings. */
    private static final List<String> FORBIDDEN = List.of(
            "0.0.0.0",
            "0.1.2.3",
            "10.0.0.1",
            "100.64.0.1",
            "100.100.100.200",
            "127.0.0.1",
            "127.0.0.3",
            "127.255.255.254",
            "127.0.0.1.",
            "127.1",
            "2130706433",
            "0x7f000001",
            "0x7f.0.0.1",
            "0177.0.0.1",
            "017700000001",
            "168.63.129.16",
            "169.254.0.1",
            "169.254.169.254",
            "172.16.0.1",
            "172.31.255.255",
            "192.0.0.192",
            "192.0.2.1",
            "192.88.99.1",
            "192.168.0.1",
            "198.18.0.1",
            "198.51.100.7",
            "203.0.113.9",
            "224.0.0.1",
            "240.0.0.1",
            "255.255.255.255",
            "[::]",
            "[::1]",
            "[::127.0.0.1]",
            "[::ffff:127.0.0.1]",
            "[::ffff:127.0.0.2]",
            "[::ffff:a9fe:a9fe]",
            "[::ffff:0:127.0.0.1]",
            "[64:ff9b::7f00:1]",
            "[64:ff9b:1::a00:1]",
            "[100::1]",
            "[2001::1]",
            "[2001:db8::1]",
            "[2002:7f00:1::]",
            "[3fff:0:1::1]",
            "[fc00::1]",
            "[fd00:ec2::254]",
            "[fe80::1]",
            "[fec0::1]",
            "[ff02::1]",
            "localhost");

    private final RealmFixture realm;
    private final Probe database;
    private final Endpoints endpoints;
    private final Receiver receiver;

    ForbiddenAddressIT(RealmFixture realm) {
        this.realm = realm;
        this.database = new Probe(realm.url());
        this.endpoints =
                new Endpoints(realm, Receiver.listen(TestAuthority.certified("dns:moving.example"), "0.0.0.0", "x"));
        this.receiver = endpoints.receiver();
    }

    @AfterEach
    void close() {
        Fenced.name(Map.of());
        realm.admin()
                .get(realm.name() + "/webhooks")
                .forEach(endpoint -> realm.admin()
                        .delete(realm.name() + "/webhooks/"
                                + endpoint.path("id").asText()));
        endpoints.close();
    }

    @Test
    void fifty_forms_are_refused_when_saved_and_again_when_connected_to() {
        assertThat(FORBIDDEN).hasSize(50).doesNotHaveDuplicates();
        Map<String, String> ids = new LinkedHashMap<>();
        for (String host : FORBIDDEN) {
            String url = "https://" + host + ":" + port() + "/x";
            HttpResponse<String> answer = save(url);
            assertThat(answer.statusCode()).as("%s: %s", url, answer.body()).isEqualTo(400);
            assertThat(json(answer).path("field").asText()).isEqualTo("url");
            ids.put(
                    url,
                    json(save("https://" + Fenced.ADDRESS + "/x", false))
                            .path("id")
                            .asText());
        }
        ids.forEach(this::smuggleIn);
        realm.admin().call("POST", realm.name() + "/clear-realm-cache", null);

        realm.newPerson("smuggled", user -> {});

        ids.forEach((url, id) -> {
            if (URI.create(url).getHost() == null) {
                isNoAddress(url, id);
            } else {
                isRefusedByTheConnection(url, id);
            }
        });
        assertThat(ids.keySet())
                .filteredOn(url -> URI.create(url).getHost() != null)
                .hasSizeGreaterThan(45);
        assertThat(receiver.connections()).isZero();
    }

    @Test
    void an_endpoint_cannot_be_moved_there_either() {
        String before = "https://" + Fenced.ADDRESS + "/x";
        String id = json(save(before)).path("id").asText();
        String component = realm.name() + "/components/" + id;
        for (String host : List.of("127.0.0.1", "[::1]", "169.254.169.254", "localhost")) {
            String url = "https://" + host + ":" + port() + "/x";
            HttpResponse<String> put = realm.admin().send("PUT", realm.name() + "/webhooks/" + id, Map.of("url", url));
            assertThat(put.statusCode()).as("%s: %s", url, put.body()).isEqualTo(400);
            assertThat(json(put).path("field").asText()).isEqualTo("url");

            ObjectNode changed = (ObjectNode) realm.admin().get(component);
            changed.withObjectProperty("config").putArray("url").add(url);
            HttpResponse<String> past = realm.admin().send("PUT", component, changed);
            assertThat(past.statusCode()).as("%s: %s", url, past.body()).isEqualTo(400);
            assertThat(realm.admin()
                            .get(realm.name() + "/webhooks/" + id)
                            .path("url")
                            .asText())
                    .isEqualTo(before);
        }
    }

    private void isRefusedByTheConnection(String url, String id) {
        endpoints.rows(id).awaitAttempts(1, "forbidden", 0);
        long attempts = endpoints.rows(id).attempts(); // before, as more may come
        assertThat(endpoints.rows(id).attempts("forbidden", 0)).as(url).isGreaterThanOrEqualTo(attempts);
        assertThat(json(test(id)).path("outcome").asText())
                .as("test of %s", url)
                .isEqualTo("forbidden");
    }

    /** A number that Java itself does not take for a host: there is nothing to connect to. */
    private void isNoAddress(String url, String id) {
        assertThat(endpoints.rows(id).attempts() + endpoints.rows(id).pending())
                .as(url)
                .isZero();
        assertThat(test(id).statusCode()).as("test of %s", url).isEqualTo(400);
    }

    private HttpResponse<String> test(String id) {
        return realm.admin().send("POST", realm.name() + "/webhooks/" + id + "/test", Map.of());
    }

    @Test
    void a_name_that_moves_after_it_was_saved_is_not_followed() {
        Fenced.name(Map.of("moving.example", "93.184.215.14"));
        String id =
                json(save("https://moving.example:" + port() + "/x")).path("id").asText();
        List<String> places = List.of("127.0.0.1", "127.0.0.1 ::1", "0.0.0.0", "::1", "10.0.0.1 127.0.0.1");

        int told = 0;
        for (String place : places) {
            Fenced.name(Map.of("moving.example", place));
            realm.newPerson("moved" + told, user -> {});
            told++;
            endpoints.rows(id).awaitAttempts(told, "forbidden", 0);
        }
        assertThat(receiver.connections()).isZero();

        // The same name at the one address that is allowed: so it was the address, and nothing else.
        Fenced.name(Map.of("moving.example", "127.0.0.1 " + Fenced.ADDRESS));
        receiver.await(places.size(), hook -> hook.isTaken());
        endpoints.rows(id).awaitAttempts(places.size(), "answered", 204); // they are written down after the answer
        assertThat(endpoints.rows(id).attempts("forbidden", 0))
                .isEqualTo(endpoints.rows(id).attempts() - endpoints.rows(id).attempts("answered", 204));
    }

    @Test
    void a_redirect_to_the_inside_is_not_followed() {
        try (Receiver outside = Receiver.listen(Fenced.ADDRESS, Fenced.ADDRESS)) {
            List<Integer> statuses = List.of(301, 302, 303, 307, 308);
            List<String> ids = new ArrayList<>();
            for (int status : statuses) {
                outside.behave(
                        "/" + status, Receiver.status(status, "Location: https://127.0.0.1:" + port() + "/inside"));
                ids.add(json(save(outside.url("/" + status))).path("id").asText());
            }
            realm.newPerson("redirected", user -> {});

            for (int i = 0; i < ids.size(); i++) {
                endpoints.rows(ids.get(i)).awaitAttempts(1, "answered", statuses.get(i));
                assertThat(endpoints.rows(ids.get(i)).pending()).isEqualTo(1);
            }
            assertThat(receiver.connections()).isZero();
        }
    }

    private HttpResponse<String> save(String url) {
        return save(url, true);
    }

    private HttpResponse<String> save(String url, boolean enabled) {
        return realm.admin()
                .send(
                        "POST",
                        realm.name() + "/webhooks",
                        Map.of("url", url, "events", List.of("admin.user.create"), "enabled", enabled));
    }

    /** As if an older version, an import or somebody with access to the database had stored it, and switched it on. */
    private void smuggleIn(String url, String id) {
        set(id, "url", url);
        set(id, "enabled", "true");
    }

    private void set(String id, String option, String value) {
        assertThat(database.update("update COMPONENT_CONFIG set VALUE = '" + value + "' where COMPONENT_ID = '" + id
                        + "' and NAME = '" + option + "'"))
                .isEqualTo(1);
    }

    private int port() {
        return URI.create(receiver.url("/")).getPort();
    }

    private static JsonNode json(HttpResponse<String> response) {
        try {
            return JSON.readTree(response.body());
        } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
            throw new AssertionError(response.body(), e);
        }
    }
}
