package io.keygear.bench;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.keygear.bench.CpuBook.Part;
import io.keygear.tests.actor.Http;
import io.keygear.tests.receiver.Hook;
import io.keygear.tests.receiver.Receiver;
import io.keygear.tests.server.KeygearTest;
import io.keygear.tests.server.Person;
import io.keygear.tests.server.Probe;
import io.keygear.tests.server.RealmFixture;
import io.keygear.tests.server.ServerConfig;
import java.net.URI;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/** Durable webhooks on PostgreSQL; beside a peer's listener where its JAR is given. */
@KeygearTest(server = WebhookBench.OnPostgres.class, realm = BenchRealm.class)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
final class WebhookBench {

    private static final int BACKLOG = Integer.getInteger("bench.backlog", 20_000);
    private static final BenchSettings SETTINGS = BenchSettings.fromSystemProperties();
    private static final int PACE = Integer.getInteger("bench.per-second", 50);
    private static final int CALLERS = 8;
    private static final boolean PEER =
            !System.getProperty("keygear.extra-jars", "").isBlank();
    private static final ObjectMapper JSON = new ObjectMapper();

    private final RealmFixture realm;
    private final Receiver receiver;

    WebhookBench(RealmFixture realm) {
        this.realm = realm;
        this.receiver =
                Receiver.listen(realm.server().bindAddress(), realm.server().testHost());
    }

    /** As people run it: compiled well, logging little. */
    static final class OnPostgres implements ServerConfig.Source {
        @Override
        public ServerConfig config() {
            return ServerConfig.single("bench").with("KC_LOG_LEVEL", "INFO").with("JAVA_OPTS_APPEND", "-Xms1g -Xmx1g");
        }
    }

    /** What listens in the realm while requests are measured. */
    private enum Listener {
        NONE,
        KEYGEAR,
        /** Nothing either, to see what comes out for two that are the same. */
        CONTROL,
        PEER
    }

    /** How hard requests follow each other. */
    @FunctionalInterface
    private interface Pace {
        Load run(Duration time, Work call);
    }

    @AfterEach
    void close() {
        quiet(realm);
        receiver.close();
    }

    @Test
    @Order(1)
    void a_backlog_drains_to_an_instant_receiver() {
        drain("instant", Receiver.status(204)); // warms up
        receiver.clear();
        Figures.add("drain to an instant receiver", drain("instant", Receiver.status(204)), "per second");
    }

    @Test
    @Order(2)
    void a_backlog_drains_to_a_receiver_that_takes_50_ms() {
        Receiver.Manner slow = Receiver.after(Duration.ofMillis(50), Receiver.status(204));
        Figures.add("drain to a receiver that takes 50 ms", drain("slow", slow), "per second");
    }

    @Test
    @Order(3)
    void a_commit_is_told_at_once() throws InterruptedException {
        listen(realm, Listener.KEYGEAR);
        Person person = realm.newPerson("latency", user -> {});
        List<Double> millis = new ArrayList<>();
        for (int i = 0; i < 500; i++) {
            receiver.clear();
            realm.admin().put(realm.name() + "/users/" + person.id(), Map.of("firstName", "n" + i));
            long answered = System.nanoTime();
            Hook hook = receiver.await(1, found -> true).get(0);
            millis.add(Math.max(0, hook.at() - answered) / 1e6);
            TimeUnit.MILLISECONDS.sleep(20);
        }
        double[] sorted =
                millis.stream().skip(100).mapToDouble(value -> value).sorted().toArray();
        Figures.add("answer to first POST, p50", sorted[sorted.length / 2], "ms");
        Figures.add("answer to first POST, p99", sorted[sorted.length * 99 / 100], "ms");
    }

    @Test
    @Order(4)
    void password_grants() {
        compare("password grant", WebhookBench::closed, WebhookBench::hashingLittle, WebhookBench::granting);
    }

    @Test
    @Order(5)
    void refresh_grants() {
        compare("refresh grant", WebhookBench::closed, WebhookBench::refreshing, WebhookBench::refreshing);
    }

    /** Where every event comes alone, so that nothing of it is shared with others. */
    @Test
    @Order(5)
    void refresh_grants_at_a_steady_pace() {
        compare(
                "refresh grant at " + PACE + "/s",
                WebhookBench::steady,
                WebhookBench::refreshing,
                WebhookBench::refreshing);
    }

    @Test
    @Order(6)
    void the_peer_drains_what_it_holds_in_memory() throws Exception {
        if (PEER) {
            Figures.add("peer: drain to an instant receiver", peerDrain(Duration.ZERO), "per second");
            Figures.add("peer: drain to a receiver that takes 50 ms", peerDrain(Duration.ofMillis(50)), "per second");
        }
    }

    /**
     * Short rounds of each in turn, there and back, so that what slows the machine slows all. Each listens in a realm of
     * its own, so nothing is switched between two rounds.
     *
     * @param before calls that warm up all that a call runs through, fast; it is compiled after some ten thousand of them
     */
    private void compare(
            String what, Pace pace, Function<RealmFixture, Work> before, Function<RealmFixture, Work> calls) {
        List<Listener> listeners = new ArrayList<>(List.of(Listener.NONE, Listener.KEYGEAR, Listener.CONTROL));
        if (PEER) {
            listeners.add(Listener.PEER);
        }
        Map<Listener, Work> works = new EnumMap<>(Listener.class);
        List<RealmFixture> realms = new ArrayList<>();
        for (Listener listener : listeners) {
            RealmFixture where = realm.another(listener.name(), new BenchRealm());
            realms.add(where);
            listen(where, listener);
            closed(SETTINGS.warmUp(), before.apply(where));
            works.put(listener, calls.apply(where));
        }
        Map<Listener, List<Round>> results = new EnumMap<>(Listener.class);
        try (Pulse pulse = Pulse.start()) {
            for (long round = -SETTINGS.warmUp().dividedBy(SETTINGS.time()); round <= SETTINGS.rounds(); round++) {
                for (Listener listener : listeners) {
                    Round measured = round(pace, Objects.requireNonNull(works.get(listener)), pulse);
                    System.out.printf(Locale.ROOT, "%s, %-8s %s%n", what, listener, measured);
                    if (round > 0) {
                        results.computeIfAbsent(listener, key -> new ArrayList<>())
                                .add(measured);
                    }
                }
                Collections.reverse(listeners);
            }
        }
        realms.forEach(this::quiet);
        List<Round> none = results.getOrDefault(Listener.NONE, List.of());
        results.forEach((listener, all) -> {
            assertThat(all)
                    .allSatisfy(round -> assertThat(round.load().failed()).isZero());
            Figures.add(what + " with " + listener, Figures.median(all.stream().map(Round::perSecond)), "per second");
            Figures.add(
                    what + " with " + listener + ", CPU",
                    Figures.median(all.stream().map(Round::cpuMillis)),
                    "ms a call");
            for (Part part : Part.values()) {
                Figures.add(what + " with " + listener + ", CPU of " + part, Round.millis(all, part), "ms a call");
            }
            if (listener != Listener.NONE) {
                String ratio = what + " with " + listener + " by NONE";
                Figures.ratios(ratio, all, none, Round::perSecond);
                Figures.ratios(ratio + ", at the same speed", all, none, round -> round.perSecond() / round.speed());
                Figures.ratios(ratio + ", CPU", all, none, Round::cpuMillis);
                Figures.ratios(
                        ratio + ", CPU, at the same speed", all, none, round -> round.cpuMillis() * round.speed());
            }
        });
    }

    private static Round round(Pace pace, Work work, Pulse pulse) {
        List<Long> servers = ClosedLoop.servers();
        CpuBook before = CpuBook.now(servers);
        long begin = System.nanoTime();
        Load load = pace.run(SETTINGS.time(), work);
        double speed = pulse.between(begin, System.nanoTime()).speed();
        return new Round(load, speed, CpuBook.now(servers).since(before));
    }

    /**
     * One measurement.
     *
     * @param speed how fast the machine itself was meanwhile; see {@link Pulse}
     * @param cpu milliseconds by who used them
     */
    private record Round(Load load, double speed, Map<Part, Double> cpu) {

        /** Milliseconds a call, of all rounds together. */
        static double millis(List<Round> all, Part part) {
            double millis = 0;
            long calls = 0;
            for (Round round : all) {
                millis += round.cpu().getOrDefault(part, 0.0);
                calls += round.load().done();
            }
            return millis / Math.max(1, calls);
        }

        double perSecond() {
            return load.perSecond();
        }

        double cpuMillis() {
            return load.cpuMillis();
        }

        @Override
        public String toString() {
            StringBuilder text = new StringBuilder(load.toString());
            text.append(String.format(Locale.ROOT, "  speed %.3f  CPU", speed));
            cpu.forEach((part, used) -> text.append(String.format(Locale.ROOT, " %s %.2f", part, used / load.done())));
            return text.toString();
        }
    }

    private static Load closed(Duration time, Work call) {
        return ClosedLoop.run(CALLERS, time, call, ClosedLoop.servers());
    }

    private static Load steady(Duration time, Work call) {
        return OpenLoop.run(PACE, time, call, ClosedLoop.servers()).all();
    }

    /** Has nobody listen in a realm. */
    private void quiet(RealmFixture where) {
        where.admin()
                .get(where.name() + "/webhooks")
                .forEach(endpoint -> where.admin()
                        .delete(where.name() + "/webhooks/"
                                + endpoint.path("id").asText()));
        where.change(all -> all.putArray("eventsListeners"));
    }

    /** Makes exactly this one listen to all user events of a realm, with the receiver behind it. */
    private void listen(RealmFixture where, Listener listener) {
        quiet(where);
        receiver.clear();
        if (listener == Listener.PEER) {
            where.change(all -> {
                all.putArray("eventsListeners").add("ext-event-http");
                all.withObjectProperty("attributes")
                        .put("_providerConfig.ext-event-http.0", "{\"targetUri\":\"" + receiver.url("/peer") + "\"}");
            });
        }
        if (listener == Listener.KEYGEAR) {
            where.admin()
                    .call(
                            "POST",
                            where.name() + "/webhooks",
                            Map.of("url", receiver.url("/keygear"), "events", List.of("*")));
        }
    }

    /** Events as if they had been captured while nobody delivered: 2,000 users, evenly. */
    private double drain(String path, Receiver.Manner manner) {
        receiver.behave("/" + path, manner);
        String id = parse(realm.admin()
                        .call(
                                "POST",
                                realm.name() + "/webhooks",
                                Map.of("url", receiver.url("/" + path), "events", List.of("user.login"))))
                .path("id")
                .asText();
        TimeUnit unit = TimeUnit.SECONDS;
        LockSupport.parkNanos(unit.toNanos(4)); // until the dispatcher knows it
        String payload =
                parse(realm.admin().call("GET", realm.name(), null)).path("id").asText();
        int before = receiver.hooks("/" + path).size();
        new Probe(realm.url())
                .update("insert into KG_WEBHOOK_EVENT"
                        + " (ID, REALM_ID, EVENT_TYPE, ORDER_KEY, PARTITION_NO, STATE, CREATED_AT, PAYLOAD)"
                        + " select cast(gen_random_uuid() as varchar), '" + payload
                        + "', 'user.login', 'user' || (n % 2000),"
                        + " (n % 2000) % 16, 0, 1, '{\"id\":\"x\",\"type\":\"user.login\",\"filler\":\"' || repeat('x', 900) || '\"}'"
                        + " from generate_series(1, " + BACKLOG + ") n");
        List<Hook> hooks = receiver.await(
                before + BACKLOG, Duration.ofMinutes(10), hook -> hook.path().equals("/" + path));
        long first = hooks.get(before).at();
        long last = hooks.get(hooks.size() - 1).at();
        realm.admin().delete(realm.name() + "/webhooks/" + id);
        return BACKLOG / ((last - first) / 1e9);
    }

    /** Holds its first requests until it has much in memory, then lets go. */
    private double peerDrain(Duration takes) throws Exception {
        int events = Math.min(BACKLOG, 3000);
        CountDownLatch open = new CountDownLatch(1);
        receiver.behave("/peer", (request, out) -> {
            open.await();
            return Receiver.after(takes, Receiver.status(204)).answer(request, out);
        });
        listen(realm, Listener.PEER);
        Work refresh = refreshing(realm);
        for (int i = 0; i < events; i++) {
            refresh.once(0, i);
        }
        long begin = System.nanoTime();
        open.countDown();
        List<Hook> hooks = receiver.await(
                events, Duration.ofMinutes(5), hook -> hook.path().equals("/peer"));
        return events / ((hooks.get(events - 1).at() - begin) / 1e9);
    }

    private static Work granting(RealmFixture where) {
        where.change(all -> all.put("passwordPolicy", ""));
        List<Person> people = people(where);
        return (caller, turn) -> token(where, grant(people.get(caller)));
    }

    /** The same for people whose passwords are hashed in no time. */
    private static Work hashingLittle(RealmFixture where) {
        where.change(all -> all.put("passwordPolicy", "hashAlgorithm(pbkdf2-sha256) and hashIterations(1)"));
        List<Person> people = people(where);
        return (caller, turn) -> token(where, grant(people.get(caller)));
    }

    /** A token is refreshed by one caller after the other, whichever thread it is on. */
    private static Work refreshing(RealmFixture where) {
        BlockingQueue<String> tokens = new LinkedBlockingQueue<>();
        people(where)
                .forEach(person -> tokens.add(
                        token(where, grant(person)).path("refresh_token").asText()));
        return (caller, turn) -> tokens.add(refresh(where, tokens.take()));
    }

    private static String refresh(RealmFixture where, String token) {
        return token(where, Map.of("grant_type", "refresh_token", "client_id", "admin-cli", "refresh_token", token))
                .path("refresh_token")
                .asText();
    }

    private static List<Person> people(RealmFixture where) {
        List<Person> people = new ArrayList<>();
        for (int i = 0; i < CALLERS; i++) {
            people.add(where.newPerson("caller" + System.nanoTime(), user -> {}));
        }
        return people;
    }

    private static Map<String, String> grant(Person person) {
        return Map.of(
                "grant_type",
                "password",
                "client_id",
                "admin-cli",
                "username",
                person.username(),
                "password",
                person.password());
    }

    private static JsonNode token(RealmFixture where, Map<String, String> form) {
        HttpResponse<String> answer = Http.post(URI.create(where.url() + "/protocol/openid-connect/token"), form);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return parse(answer);
    }

    private static JsonNode parse(HttpResponse<String> answer) {
        try {
            return JSON.readTree(answer.body());
        } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
            throw new AssertionError(answer.body(), e);
        }
    }
}
