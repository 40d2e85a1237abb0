package io.keygear.bench;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.keygear.tests.receiver.Hook;
import io.keygear.tests.receiver.Receiver;
import io.keygear.tests.server.KeygearTest;
import io.keygear.tests.server.Person;
import io.keygear.tests.server.RealmFixture;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
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
        measure(SETTINGS.warmUp());
        Map<Fiftieth, List<Double>> millis = new EnumMap<>(Fiftieth.class);
        for (int round = 0; round < SETTINGS.rounds(); round++) {
            for (Fiftieth fiftieth : Fiftieth.values()) {
                receiver.behave(
                        "/fiftieth",
                        fiftieth == Fiftieth.ANSWERS
                                ? Receiver.status(204)
                                : Receiver.after(Duration.ofHours(1), Receiver.status(204)));
                String id = add("/fiftieth");
                measure(Duration.ofSeconds(12)); // one timeout and more, so that whatever it holds up is held up
                millis.computeIfAbsent(fiftieth, key -> new ArrayList<>()).addAll(measure(SETTINGS.time()));
                realm.admin().delete(realm.name() + "/webhooks/" + id);
            }
        }
        receiver.close();
        millis.forEach((fiftieth, all) -> {
            Figures.add("49 of 50 endpoints while the other " + fiftieth + ", p50", quantile(all, 0.5), "ms");
            Figures.add("49 of 50 endpoints while the other " + fiftieth + ", p99", quantile(all, 0.99), "ms");
        });
        double with = quantile(millis.getOrDefault(Fiftieth.HOLDS_THE_LINE, List.of()), 0.99);
        double without = quantile(millis.getOrDefault(Fiftieth.ANSWERS, List.of()), 0.99);
        Figures.add("p99 rises by", 100 * (with / without - 1), "%");
    }

    private String add(String path) {
        return realm.admin()
                .post(
                        realm.name() + "/webhooks",
                        Map.of("url", receiver.url(path), "events", List.of("admin.user.update")));
    }

    /** Changes users at a steady pace; gives how many milliseconds later each of the 49 knew. */
    private List<Double> measure(Duration time) {
        receiver.clear();
        int first = changes;
        List<Long> answered = new ArrayList<>();
        long begin = System.nanoTime();
        for (long at = begin; at - begin < time.toNanos(); at += PACE.toNanos()) {
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
        return hooks.stream()
                .filter(hook -> hook.path().startsWith("/other"))
                .map(hook -> (hook.at() - answered.get(number(hook) - first)) / 1e6)
                .map(late -> Math.max(0, late))
                .toList();
    }

    private static int number(Hook hook) {
        return Integer.parseInt(((ObjectNode) hook.json().path("after"))
                .path("firstName")
                .asText()
                .substring(1));
    }

    private static double quantile(List<Double> values, double part) {
        double[] sorted = values.stream().mapToDouble(value -> value).sorted().toArray();
        return sorted[(int) (sorted.length * part)];
    }
}
