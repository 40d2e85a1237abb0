package io.keygear.tests.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.keygear.tests.PlainRealm;
import io.keygear.tests.receiver.Hook;
import io.keygear.tests.receiver.Receiver;
import io.keygear.tests.server.KeygearTest;
import io.keygear.tests.server.Person;
import io.keygear.tests.server.Probe;
import io.keygear.tests.server.RealmFixture;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Receivers answer in all sorts of ways; each means what the documentation says. */
@KeygearTest(server = OrderIT.Impatient.class, realm = PlainRealm.class)
final class AnswersIT {

    private final RealmFixture realm;
    private final Endpoints endpoints;
    private final Receiver receiver;

    AnswersIT(RealmFixture realm) {
        this.realm = realm;
        this.endpoints = new Endpoints(realm);
        this.receiver = endpoints.receiver();
    }

    @AfterEach
    void close() {
        endpoints.close();
    }

    @Test
    void gone_switches_the_endpoint_off() {
        receiver.behave("/gone", Receiver.status(410));
        String id = endpoints.add("/gone", List.of("admin.user.create"), Map.of());
        realm.newPerson("gone", user -> {});

        JsonNode endpoint = await(
                realm.name() + "/webhooks/" + id,
                found -> !found.path("enabled").asBoolean());
        assertThat(endpoint.path("enabled").asBoolean()).isFalse();
        realm.newPerson("gone2", user -> {});
        LockSupport.parkNanos(TimeUnit.SECONDS.toNanos(2));
        assertThat(receiver.hooks("/gone")).hasSize(1);
        assertThat(deliveries(id, "dead")).hasSize(1);
        assertThat(endpoints.rows(id).attempts("answered", 410)).isEqualTo(1);
        assertThat(endpoints.rows(id).attempts()).isEqualTo(1);
    }

    @Test
    void a_late_farewell_of_the_old_receiver_is_none_of_the_new_one() {
        receiver.behave("/leaving", Receiver.after(Duration.ofSeconds(3), Receiver.status(410)));
        String id = endpoints.add("/leaving", List.of("admin.user.create"), Map.of());
        realm.newPerson("leaving", user -> {});
        receiver.await(1, hook -> hook.path().equals("/leaving"));

        realm.admin().put(realm.name() + "/webhooks/" + id, Map.of("url", receiver.url("/arrived")));
        endpoints.rows(id).awaitAttempts(1, "answered", 410);
        realm.newPerson("arrived", user -> {});

        receiver.await(1, hook -> hook.path().equals("/arrived"));
        assertThat(realm.admin()
                        .get(realm.name() + "/webhooks/" + id)
                        .path("enabled")
                        .asBoolean())
                .isTrue();
    }

    @Test
    void what_waits_for_an_endpoint_that_is_gone_is_kept() {
        int waiting = 200;
        receiver.behave("/away", Receiver.status(503, "Retry-After: 1"));
        String id = endpoints.add("/away", List.of("user.login"), Map.of());
        new Probe(realm.url())
                .update("insert into KG_WEBHOOK_EVENT"
                        + " (ID, REALM_ID, EVENT_TYPE, ORDER_KEY, PARTITION_NO, STATE, CREATED_AT, PAYLOAD)"
                        + " select cast(random_uuid() as varchar), '"
                        + realm.admin().get(realm.name()).path("id").asText()
                        + "', 'user.login', 'user' || x, mod(x, 16), 0, 1, '{\"id\":\"x\"}' from system_range(1, "
                        + waiting + ")");
        endpoints.rows(id).awaitAttempts(1, "answered", 503);
        receiver.behave("/away", Receiver.status(410));

        await(realm.name() + "/webhooks/" + id, found -> !found.path("enabled").asBoolean());
        LockSupport.parkNanos(TimeUnit.SECONDS.toNanos(4));
        assertThat(endpoints.rows(id).dead())
                .as("those that were answered so, a few at once")
                .isBetween(1L, 8L)
                .isEqualTo(endpoints.rows(id).attempts("answered", 410));
        assertThat(endpoints.rows(id).pending())
                .isEqualTo(waiting - endpoints.rows(id).dead());
    }

    @Test
    void what_ended_while_it_was_sent_stays_as_it_is() {
        receiver.behave("/slow", Receiver.after(Duration.ofSeconds(2), Receiver.status(410)));
        String id = endpoints.add("/slow", List.of("admin.user.create"), Map.of());
        realm.newPerson("slow", user -> {});
        receiver.await(1, hook -> hook.path().equals("/slow"));
        new Probe(realm.url())
                .update("update KG_WEBHOOK_DELIVERY set STATE = 1, DONE_AT = 1 where ENDPOINT_ID = '" + id + "'");

        endpoints.rows(id).awaitAttempts(1, "answered", 410);
        assertThat(endpoints.rows(id).delivered()).isEqualTo(1);
        assertThat(endpoints.rows(id).dead()).isZero();
    }

    @Test
    void what_fails_for_the_last_time_is_a_dead_letter_and_what_is_behind_it_goes_on() {
        receiver.behave("/failing", Receiver.status(500));
        String id = endpoints.add("/failing", List.of("admin.user.create", "admin.user.delete"), Map.of());
        Person person = realm.newPerson("failing", user -> {});
        endpoints.rows(id).awaitAttempts(1, "answered", 500);
        new Probe(realm.url())
                .update("update KG_WEBHOOK_DELIVERY set ATTEMPTS = 1000 where ENDPOINT_ID = '" + id + "'");
        await(realm.name() + "/webhooks/" + id + "/deliveries?state=dead", found -> found.size() == 1);

        receiver.behave("/failing", Receiver.status(204));
        realm.admin().delete(realm.name() + "/users/" + person.id());

        endpoints.rows(id).awaitDelivered(1, Duration.ofSeconds(30));
        assertThat(endpoints.rows(id).dead()).isEqualTo(1);
        assertThat(endpoints.rows(id).pending()).isZero();
        List<Hook> before = receiver.hooks("/failing");
        realm.admin().call("POST", realm.name() + "/webhooks/" + id + "/deliveries/redrive", Map.of());
        endpoints.rows(id).awaitDelivered(2, Duration.ofSeconds(30));
        assertThat(endpoints.rows(id).dead()).isZero();
        List<Hook> after = receiver.hooks("/failing");
        assertThat(after).hasSize(before.size() + 1);
        assertThat(after.get(after.size() - 1).id())
                .as("the same delivery")
                .isEqualTo(before.get(0).id());
    }

    @Test
    void deliveries_are_listed_by_pages_the_newest_first() {
        String id = endpoints.add("/paged", List.of("admin.user.create"), Map.of());
        for (int i = 1; i <= 3; i++) {
            realm.newPerson("paged" + i, user -> {});
            endpoints.rows(id).awaitDelivered(i, Duration.ofSeconds(30));
        }
        String list = realm.name() + "/webhooks/" + id + "/deliveries";
        List<String> all = new ArrayList<>();
        realm.admin().get(list).forEach(delivery -> all.add(delivery.path("id").asText()));
        assertThat(all).hasSize(3).doesNotHaveDuplicates();
        for (int first = 0; first < 3; first++) {
            JsonNode page = realm.admin().get(list + "?max=1&first=" + first);
            assertThat(page).hasSize(1);
            assertThat(page.path(0).path("id").asText()).isEqualTo(all.get(first));
        }
        assertThat(realm.admin().get(list + "?first=3")).isEmpty();
        assertThat(realm.admin().get(list + "/" + all.get(0)).path("eventId").asText())
                .as("the newest")
                .isEqualTo(receiver.hooks("/paged").get(2).id().replaceFirst("\\..*", ""));
        assertThat(realm.admin().send("GET", list + "?max=many", Map.of()).statusCode())
                .isEqualTo(400);
    }

    @Test
    void a_redirect_is_a_failure_and_not_followed() {
        receiver.behave("/moved", Receiver.status(302, "Location: " + receiver.url("/elsewhere")));
        String id = endpoints.add("/moved", List.of("admin.user.create"), Map.of());
        realm.newPerson("moved", user -> {});

        endpoints.rows(id).awaitAttempts(2, "answered", 302);
        assertThat(endpoints.rows(id).pending()).isEqualTo(1);
        assertThat(receiver.hooks("/elsewhere")).isEmpty();
    }

    @Test
    void a_receiver_that_asks_for_time_gets_it() {
        receiver.behave("/busy", Receiver.status(429, "Retry-After: 4"));
        String id = endpoints.add("/busy", List.of("admin.user.create"), Map.of());
        realm.newPerson("busy", user -> {});

        List<Hook> tries = receiver.await(2, hook -> hook.path().equals("/busy"));
        assertThat(Duration.ofNanos(tries.get(1).at() - tries.get(0).at())).isGreaterThan(Duration.ofMillis(3900));
        assertThat(tries.get(1).id()).isEqualTo(tries.get(0).id());
        assertThat(tries.get(1).headers().get("webhook-timestamp"))
                .as("fresh on every try")
                .isNotEqualTo(tries.get(0).headers().get("webhook-timestamp"));
        endpoints.rows(id).awaitAttempts(2, "answered", 429);
    }

    @Test
    void a_new_receiver_does_not_wait_for_what_the_last_one_asked() {
        receiver.behave("/tired", Receiver.status(503, "Retry-After: 3600"));
        String id = endpoints.add("/tired", List.of("admin.user.create"), Map.of());
        realm.newPerson("tired", user -> {});
        endpoints.rows(id).awaitAttempts(1, "answered", 503);

        realm.admin().put(realm.name() + "/webhooks/" + id, Map.of("url", receiver.url("/rested")));
        realm.newPerson("rested", user -> {});

        receiver.await(1, hook -> hook.path().equals("/rested"));
        assertThat(receiver.hooks("/tired")).hasSize(1);
    }

    /** RFC 9110 section 10.2.3: the other form of {@code Retry-After}. */
    @Test
    void a_receiver_that_names_the_time_is_not_called_before() {
        ZonedDateTime until = ZonedDateTime.now(ZoneOffset.UTC).plusSeconds(6).truncatedTo(ChronoUnit.SECONDS);
        receiver.behave(
                "/until", Receiver.status(503, "Retry-After: " + DateTimeFormatter.RFC_1123_DATE_TIME.format(until)));
        String id = endpoints.add("/until", List.of("admin.user.create"), Map.of());
        realm.newPerson("until", user -> {});

        endpoints.rows(id).awaitAttempts(1, "answered", 503);
        assertThat(endpoints.rows(id).pending()).isEqualTo(1);
        List<Hook> tries = receiver.await(2, hook -> hook.path().equals("/until"));
        long second = Long.parseLong(tries.get(1).headers().getOrDefault("webhook-timestamp", "0"));
        assertThat(second).isGreaterThanOrEqualTo(until.toEpochSecond());
    }

    @Test
    void a_connection_that_closes_without_an_answer_counts_as_none_and_is_tried_again() {
        receiver.behave("/hung-up", (request, out) -> 0);
        String id = endpoints.add("/hung-up", List.of("admin.user.create"), Map.of());
        realm.newPerson("hung-up", user -> {});
        endpoints.rows(id).awaitAttempts(2, "broken", 0);

        receiver.behave("/hung-up", Receiver.status(204));

        endpoints.rows(id).awaitDelivered(1, Duration.ofSeconds(30));
        assertThat(receiver.hooks("/hung-up").stream().map(Hook::id).distinct()).hasSize(1);
    }

    @Test
    void an_answer_that_drips_is_cut_at_the_deadline_and_counts_as_none() {
        receiver.behave("/drip", (request, out) -> {
            for (byte next :
                    "HTTP/1.1 204 X\r\nX-Filler: aaaaaaaaaaaaaaaaaaaaaaaa\r\n\r\n".getBytes(StandardCharsets.UTF_8)) {
                Thread.sleep(200);
                out.write(next);
                out.flush();
            }
            return 204;
        });
        String id = endpoints.add("/drip", List.of("admin.user.create"), Map.of("timeout", "1"));
        realm.newPerson("dripping", user -> {});

        JsonNode waiting = await(
                realm.name() + "/webhooks/" + id + "/deliveries?state=pending",
                found -> found.path(0).path("attempts").asInt() > 0);
        JsonNode first = realm.admin()
                .get(realm.name() + "/webhooks/" + id + "/deliveries/"
                        + waiting.get(0).path("id").asText())
                .path("tries")
                .get(0);
        assertThat(first.path("outcome").asText()).isEqualTo("deadline");
        assertThat(first.path("durationMillis").asInt()).isBetween(900, 3000);
    }

    @Test
    void ten_megabytes_of_answer_are_not_read() {
        AtomicInteger taken = new AtomicInteger();
        receiver.behave("/huge", (request, out) -> {
            int size = 10 * 1024 * 1024;
            out.write(("HTTP/1.1 200 X\r\nContent-Length: " + size + "\r\n\r\n").getBytes(StandardCharsets.UTF_8));
            byte[] chunk = new byte[64 * 1024];
            Arrays.fill(chunk, (byte) 'x');
            for (int written = 0; written < size; written += chunk.length) {
                out.write(chunk);
                taken.addAndGet(chunk.length);
            }
            out.flush();
            return 200;
        });
        String id = endpoints.add("/huge", List.of("admin.user.create"), Map.of());
        realm.newPerson("huge", user -> {});

        await(realm.name() + "/webhooks/" + id + "/deliveries?state=delivered", found -> found.size() == 1);
        assertThat(receiver.hooks("/huge")).hasSize(1);
        assertThat(taken.get())
                .as("bytes that went out, sockets' buffers included")
                .isLessThan(8 * 1024 * 1024);
        assertThat(endpoints.rows(id).longestAnswer()).as("characters kept").isEqualTo(2048);
    }

    @Test
    void a_refused_connection_and_an_unknown_host_are_tried_again() throws IOException {
        int port;
        try (ServerSocket free =
                new ServerSocket(0, 1, InetAddress.getByName(realm.server().bindAddress()))) {
            port = free.getLocalPort();
        }
        String host = realm.server().testHost();
        Map<String, String> outcomes =
                Map.of("http://" + host + ":" + port + "/x", "connect", "https://nowhere.invalid/x", "dns");
        outcomes.forEach((url, outcome) -> {
            String id = endpoints.add("/refused", List.of("admin.user.create"), Map.of("url", url));
            realm.newPerson("user-" + outcome, user -> {});
            JsonNode waiting = await(
                    realm.name() + "/webhooks/" + id + "/deliveries?state=pending",
                    found -> found.path(0).path("attempts").asInt() > 1);
            String delivery = waiting.get(0).path("id").asText();
            assertThat(realm.admin()
                            .get(realm.name() + "/webhooks/" + id + "/deliveries/" + delivery)
                            .path("tries")
                            .get(0)
                            .path("outcome")
                            .asText())
                    .as(url)
                    .isEqualTo(outcome);
            assertThat(endpoints.rows(id).attempts(outcome, 0)).isGreaterThanOrEqualTo(2);
            assertThat(endpoints.rows(id).pending()).isEqualTo(1);
            endpoints.remove(id);
        });
    }

    private JsonNode deliveries(String id, String state) {
        return realm.admin().get(realm.name() + "/webhooks/" + id + "/deliveries?state=" + state);
    }

    private JsonNode await(String path, Predicate<JsonNode> wanted) {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
        JsonNode found = realm.admin().get(path);
        while (!wanted.test(found) && System.nanoTime() < end) {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(100));
            found = realm.admin().get(path);
        }
        assertThat(wanted.test(found)).as("%s: %s", path, found).isTrue();
        return found;
    }
}
