package io.keygear.bench;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.keygear.tests.receiver.Hook;
import io.keygear.tests.receiver.Receiver;
import io.keygear.tests.server.KeygearTest;
import io.keygear.tests.server.Person;
import io.keygear.tests.server.RealmFixture;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/**
 * Fifty endpoints, of which one takes every request and never answers: what the other 49 notice. Rounds with and without
 * it in turn; measured is the time from the answer to the client until a receiver had the whole request.
 */
@KeygearTest(server = WebhookBench.OnPostgres.class, realm = BenchRealm.class)
final class BlackHoleBench {

    private static final int OTHERS = 49;
    private static final BenchSettings SETTINGS = BenchSettings.fromSystemProperties();
    private static final Duration PACE = Duration.ofMillis(Integer.getInteger("bench.pace", 100));
    private static final int PEOPLE = 20;

    /** Rounds in which what follows a failure is compiled. */
    private static final int UNCOUNTED = 1;

    /** One timeout and more, so that whatever the silent one holds up is held up. */
    private static final Duration SETTLING = Duration.ofSeconds(12);

    private final RealmFixture realm;
    private final Receiver receiver;
    private final List<Person> people = new ArrayList<>();
    private int changes;

    BlackHoleBench(RealmFixture realm) {
        this.realm = realm;
        this.receiver =
                Receiver.listen(realm.server().bindAddress(), realm.server().testHost());
    }

    /** What the fiftieth endpoint does. */
    private enum Fiftieth {
        ANSWERS,
        HOLDS_THE_LINE
    }

    @Test
    void the_others_p99() {
        for (int i = 0; i < PEOPLE; i++) {
            people.add(realm.newPerson("black" + i, user -> {}));
        }
        for (int i = 0; i < OTHERS; i++) {
            add("/other" + i);
        }
        Map<Fiftieth, List<Paced>> results = new EnumMap<>(Fiftieth.class);
        List<Fiftieth> turns = new ArrayList<>(List.of(Fiftieth.values()));
        try (Pulse pulse = Pulse.start()) {
            measure(Duration.ZERO, SETTINGS.warmUp(), pulse);
            for (int round = 1 - UNCOUNTED; round <= SETTINGS.rounds(); round++) {
                for (Fiftieth fiftieth : turns) {
                    Paced measured = beside(fiftieth, pulse);
                    System.out.printf(Locale.ROOT, "%d, the fiftieth %-14s %s%n", round, fiftieth, measured);
                    if (round > 0) {
                        results.computeIfAbsent(fiftieth, key -> new ArrayList<>())
                                .add(measured);
                    }
                }
                Collections.reverse(turns);
            }
        }
        receiver.close();
        rise("", results, Paced::all);
        rise(", without the machine's slow moments", results, Paced::calm);
    }

    private static void rise(String of, Map<Fiftieth, List<Paced>> results, Function<Paced, Load> part) {
        results.forEach((fiftieth, rounds) -> {
            String what = "49 of 50 endpoints while the other " + fiftieth + of;
            Figures.add(
                    what + ", p50",
                    Figures.median(rounds.stream().map(part).map(load -> Load.millis(load.p50()))),
                    "ms");
            Figures.add(
                    what + ", p99",
                    Figures.median(rounds.stream().map(part).map(load -> Load.millis(load.p99()))),
                    "ms");
        });
        List<Paced> answers = results.getOrDefault(Fiftieth.ANSWERS, List.of());
        List<Paced> silent = results.getOrDefault(Fiftieth.HOLDS_THE_LINE, List.of());
        Figures.ratios(
                "the others' p99 while the fiftieth is silent" + of,
                silent,
                answers,
                round -> Load.millis(part.apply(round).p99()));
    }

    private Paced beside(Fiftieth fiftieth, Pulse pulse) {
        receiver.behave(
                "/fiftieth",
                fiftieth == Fiftieth.ANSWERS
                        ? Receiver.status(204)
                        : Receiver.after(Duration.ofHours(1), Receiver.status(204)));
        String id = add("/fiftieth");
        Paced measured = measure(SETTLING, SETTINGS.time(), pulse);
        realm.admin().delete(realm.name() + "/webhooks/" + id);
        return measured;
    }

    private String add(String path) {
        return realm.admin()
                .post(
                        realm.name() + "/webhooks",
                        Map.of("url", receiver.url(path), "events", List.of("admin.user.update")));
    }

    /**
     * Changes users at a steady pace, and looks how much later each of the 49 knew.
     *
     * @param before passes before that counts
     */
    private Paced measure(Duration before, Duration time, Pulse pulse) {
        receiver.clear();
        int first = changes;
        List<Long> answered = new ArrayList<>();
        long start = System.nanoTime();
        long begin = start + before.toNanos();
        for (long at = start; at - begin < time.toNanos(); at += PACE.toNanos()) {
            LockSupport.parkNanos(Math.max(0, at - System.nanoTime()));
            Person person = people.get(changes % PEOPLE);
            realm.admin().put(realm.name() + "/users/" + person.id(), Map.of("firstName", "n" + changes));
            answered.add(System.nanoTime());
            changes++;
        }
        List<Hook> hooks = receiver.await(
                OTHERS * answered.size(),
                Duration.ofMinutes(1),
                hook -> hook.path().startsWith("/other"));
        long end = System.nanoTime();
        Samples samples = new Samples();
        for (Hook hook : hooks) {
            long known = answered.get(number(hook) - first);
            if (known - begin >= 0) {
                samples.took(known, Math.max(0, hook.at() - known));
            }
        }
        Pulse.Machine machine = pulse.between(begin, end);
        Duration took = Duration.ofNanos(end - begin);
        return new Paced(samples.load(took, -1), samples.undisturbed(machine).load(took, -1), machine.slow());
    }

    private static int number(Hook hook) {
        return Integer.parseInt(((ObjectNode) hook.json().path("after"))
                .path("firstName")
                .asText()
                .substring(1));
    }
}
