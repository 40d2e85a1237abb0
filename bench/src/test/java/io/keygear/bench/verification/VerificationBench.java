package io.keygear.bench.verification;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.keygear.bench.BenchServer;
import io.keygear.bench.BenchSettings;
import io.keygear.bench.ClosedLoop;
import io.keygear.bench.Duel;
import io.keygear.bench.Load;
import io.keygear.bench.OpenLoop;
import io.keygear.bench.Paced;
import io.keygear.bench.Work;
import io.keygear.tests.actor.Http;
import io.keygear.tests.actor.JsonApi;
import io.keygear.tests.actor.JsonApi.Answer;
import io.keygear.tests.gateway.FakeTwilio;
import io.keygear.tests.gateway.TwilioMessage;
import io.keygear.tests.server.KeycloakServer;
import io.keygear.tests.server.KeygearTest;
import io.keygear.tests.server.RealmFixture;
import io.keygear.tests.server.RealmSetup;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * The verification API for a back end, against Keycloak's own refresh grant in the same run: {@code send} up to the
 * answer that a message is on its way, and {@code check} of the right code. Sends and refresh grants come in two kinds:
 * for as few people as there are threads, whom Keycloak has in its caches, and each for another person. Every check is
 * for another person.
 */
@KeygearTest(server = BenchServer.class, realm = VerificationBench.Setup.class)
class VerificationBench {

    private static final int CHECKS_PER_SECOND = 1_000;
    private static final int BATCH = 1_000;
    private static final int PACE = 100;
    private static final int PACED_ROUNDS = 3;

    /** So much longer than the other rounds, as the slowest hundredth is to be more than a few requests. */
    private static final int PACED_TIMES = 5;

    private static final String SECRET = "for-benchmarks-only";

    /** All that a message of a back end counts in; the budgets for unproven numbers are enforced, as they are unless told. */
    private static final List<String> LIMITS = List.of(
            "sends-per-realm-hour",
            "sends-per-user-day",
            "sends-per-target-hour",
            "sends-per-target-day",
            "sms-sends-per-realm-day",
            "unproven-sends-per-ip-hour",
            "unproven-sends-per-ip-day",
            "unproven-sends-per-country-hour",
            "unproven-sends-per-country-day");

    private static final String PASSWORD = "for-benchmarks-only";
    private static final String SENDER = "io.keygear.spi.sms.SmsSender";
    private static final ObjectMapper JSON = new ObjectMapper();

    private final BenchSettings settings = BenchSettings.fromSystemProperties();
    private final RealmFixture realm;
    private final int people;

    VerificationBench(RealmFixture realm) {
        this.realm = realm;
        // A check needs somebody whose code it is, and only the last one counts.
        this.people = Math.toIntExact(settings.time().toSeconds()) * CHECKS_PER_SECOND;
    }

    /** No limit that a benchmark would meet, no stored events. */
    static final class Setup implements RealmSetup {
        @Override
        public void apply(ObjectNode realm, KeycloakServer server) {
            realm.put("eventsEnabled", false);
            realm.put("accessTokenLifespan", 3600);
            ObjectNode components = realm.withObjectProperty("components");
            components.remove(SENDER);
            ObjectNode policy = (ObjectNode) components
                    .path("io.keygear.verification.policy.CodePolicyProvider")
                    .path(0)
                    .path("config");
            policy.removeAll();
            Map.of(
                            "resend-cooldown", "0",
                            "sms-countries", "GB",
                            "test-numbers", "+4477",
                            "test-numbers-until", "2099-12-31")
                    .forEach((key, value) -> policy.putArray(key).add(value));
            for (String limit : LIMITS) {
                policy.putArray(limit).add("1000000");
            }
            client(realm, "backend").put("serviceAccountsEnabled", true);
            client(realm, "mobile").put("publicClient", true).put("directAccessGrantsEnabled", true);
        }

        private static ObjectNode client(ObjectNode realm, String id) {
            return realm.withArrayProperty("clients")
                    .addObject()
                    .put("clientId", id)
                    .put("secret", SECRET)
                    .put("standardFlowEnabled", false);
        }
    }

    @Test
    void send_and_check() throws UnknownHostException, InterruptedException {
        try (FakeTwilio twilio =
                FakeTwilio.start(InetAddress.getByName(realm.server().bindAddress()))) {
            connect(twilio);
            importPeople();
            JsonApi backend = new JsonApi(URI.create(realm.url() + "/verification")).bearing(backendToken());
            ConcurrentLinkedQueue<Integer> sent = new ConcurrentLinkedQueue<>();
            Work sendToFew = (thread, turn) -> send(backend, thread);
            Work sendToAll = sendToAll(backend, sent);
            Work refresh = new Refresh(realm, settings.threads());
            Work refreshOfAll = new Refresh(realm, people);
            Duel duel = new Duel(settings);
            duel.run("send to all", sendToAll, "refresh of all", refreshOfAll);
            duel.run("send", sendToFew, "refresh", refresh);
            sent.clear();
            int warmUps = Math.toIntExact(settings.warmUp().dividedBy(settings.time()));
            for (int round = 1 - warmUps; round <= settings.rounds(); round++) {
                prepare(sendToAll, sent);
                print(round, "check", run(check(backend, sent, codes(twilio))));
                if (round > 0) {
                    print(round, "refresh", run(refresh));
                }
                sent.clear();
                twilio.reset();
            }
            Work refreshOfMany = new Refresh(realm, OpenLoop.THREADS);
            for (int round = 0; round <= PACED_ROUNDS; round++) {
                prepare(sendToAll, sent);
                print(round, "check, 100/s", paced(check(backend, sent, codes(twilio))));
                sent.clear();
                print(round, "send, 100/s", paced(sendToAll));
                print(round, "refresh, 100/s", paced(refreshOfMany));
                sent.clear();
                twilio.reset();
            }
        }
    }

    private Work sendToAll(JsonApi backend, Queue<Integer> sent) {
        AtomicInteger sender = new AtomicInteger();
        return (thread, turn) -> {
            int person = Math.floorMod(sender.getAndIncrement(), people);
            send(backend, person);
            sent.add(person);
        };
    }

    private static void send(JsonApi backend, int person) {
        require(backend.post("send", Map.of("verify_key", "phone", "verify_data", number(person))), 202);
    }

    private static Work check(JsonApi backend, Queue<Integer> sent, Map<String, String> codes) {
        return (thread, turn) -> {
            Integer person = sent.poll();
            if (person == null) {
                throw new IllegalStateException("no code left");
            }
            String number = number(person);
            String code = String.valueOf(codes.get(number));
            require(backend.post("check", Map.of("verify_key", "phone", "verify_data", number, "code", code)), 200);
        };
    }

    /** Enough codes that a round of checks does not run out of them. */
    private void prepare(Work send, Queue<Integer> sent) throws InterruptedException {
        while (sent.size() < people) {
            ClosedLoop.run(settings.threads(), Duration.ofSeconds(1), send, List.of());
        }
        Thread.sleep(2_000); // what is queued gets to the gateway
    }

    private static Map<String, String> codes(FakeTwilio twilio) {
        return twilio.messages().stream()
                .collect(Collectors.toMap(TwilioMessage::to, FakeTwilio::codeIn, (before, after) -> after));
    }

    private Paced paced(Work work) {
        return OpenLoop.run(PACE, settings.time().multipliedBy(PACED_TIMES), work, ClosedLoop.servers());
    }

    private Load run(Work work) {
        return ClosedLoop.run(settings.threads(), settings.time(), work, ClosedLoop.servers());
    }

    private static void print(int round, String what, Record load) {
        System.out.printf(Locale.ROOT, "  round %d%s  %-14s %s%n", round, round < 1 ? " (warm-up)" : "", what, load);
    }

    /** An OpenID Connect app's, in turns for as many people: each one's session goes on with its last refresh token. */
    private static final class Refresh implements Work {
        private final URI endpoint;
        private final Queue<String> tokens = new ConcurrentLinkedQueue<>();

        Refresh(RealmFixture realm, int people) {
            this.endpoint = URI.create(realm.url() + "/protocol/openid-connect/token");
            for (int person = 0; person < people; person++) {
                tokens.add(token(Map.of(
                        "grant_type", "password",
                        "scope", "openid",
                        "client_id", "mobile",
                        "username", "person" + person,
                        "password", PASSWORD)));
            }
        }

        @Override
        public void once(int thread, long turn) throws Exception {
            tokens.add(token(
                    Map.of("grant_type", "refresh_token", "client_id", "mobile", "refresh_token", tokens.remove())));
        }

        private String token(Map<String, String> form) {
            var answer = Http.post(endpoint, form);
            Answer parsed = new Answer(answer.statusCode(), answer.body(), answer.headers());
            require(parsed, 200);
            return parsed.member("refresh_token");
        }
    }

    private void connect(FakeTwilio twilio) {
        realm.addComponent(
                SENDER,
                "twilio",
                Map.of(
                        "account-sid",
                        FakeTwilio.ACCOUNT_SID,
                        "auth-token",
                        FakeTwilio.AUTH_TOKEN,
                        "from",
                        FakeTwilio.FROM,
                        "base-url",
                        "http://" + realm.server().testHost() + ":"
                                + twilio.baseUrl().getPort()));
    }

    private void importPeople() {
        for (int first = 0; first < people; first += BATCH) {
            ObjectNode part = JSON.createObjectNode().put("ifResourceExists", "FAIL");
            ArrayNode users = part.putArray("users");
            for (int person = first; person < first + BATCH; person++) {
                ObjectNode user =
                        users.addObject().put("username", "person" + person).put("enabled", true);
                user.put("email", "person" + person + "@example.com")
                        .put("firstName", "P")
                        .put("lastName", "Q");
                user.putArray("credentials").addObject().put("type", "password").put("value", PASSWORD);
                user.withObjectProperty("attributes").putArray("phoneNumber").add(number(person));
            }
            realm.admin().post(realm.name() + "/partialImport", part);
        }
    }

    private String backendToken() {
        String client = realm.admin()
                .get(realm.name() + "/clients?clientId=backend")
                .get(0)
                .path("id")
                .asText();
        String account = realm.admin()
                .get(realm.name() + "/clients/" + client + "/service-account-user")
                .path("id")
                .asText();
        realm.admin()
                .post(
                        realm.name() + "/users/" + account + "/role-mappings/realm",
                        List.of(realm.admin().get(realm.name() + "/roles/verify-users")));
        var answer = Http.post(
                URI.create(realm.url() + "/protocol/openid-connect/token"),
                Map.of("grant_type", "client_credentials", "client_id", "backend", "client_secret", SECRET));
        Answer parsed = new Answer(answer.statusCode(), answer.body(), answer.headers());
        assertThat(parsed.status()).isEqualTo(200);
        return parsed.member("access_token");
    }

    private static void require(Answer answer, int status) {
        if (answer.status() != status) {
            throw new IllegalStateException(answer.status() + " " + answer.text());
        }
    }

    private static String number(int person) {
        return "+4477%08d".formatted(person);
    }
}
