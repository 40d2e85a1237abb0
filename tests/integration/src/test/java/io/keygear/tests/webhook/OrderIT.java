package io.keygear.tests.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import io.keygear.tests.PlainRealm;
import io.keygear.tests.receiver.Hook;
import io.keygear.tests.receiver.Receiver;
import io.keygear.tests.server.KeygearTest;
import io.keygear.tests.server.Probe;
import io.keygear.tests.server.RealmFixture;
import io.keygear.tests.server.ServerConfig;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Each user's events arrive in their order, whatever fails on the way, and users do not wait for each other. */
@KeygearTest(server = OrderIT.Impatient.class, realm = PlainRealm.class)
final class OrderIT {

    private static final int USERS = 8;
    private static final int CHANGES = 60;

    private final RealmFixture realm;
    private final Endpoints endpoints;
    private final Receiver receiver;
    private final Random random = new Random(4);

    OrderIT(RealmFixture realm) {
        this.realm = realm;
        this.endpoints = new Endpoints(realm);
        this.receiver = endpoints.receiver();
    }

    /** Tries again after a second, so that a test sees it. */
    static final class Impatient implements ServerConfig.Source {
        @Override
        public ServerConfig config() {
            return ServerConfig.dev("impatient")
                    .with("KC_SPI_WEBHOOK_DISPATCH__DEFAULT__RETRIES", "1" + ",1".repeat(120))
                    .with("KC_SPI_WEBHOOK_DISPATCH__DEFAULT__LONGEST_PAUSE", "2")
                    .with("KC_METRICS_ENABLED", "true");
        }
    }

    @AfterEach
    void close() {
        endpoints.close();
    }

    @Test
    void a_tenth_of_the_tries_fails_and_every_user_sees_order() throws InterruptedException {
        receiver.behave("/flaky", (request, out) -> {
            int status = random.nextInt(10) == 0 ? 500 : 204;
            return Receiver.status(status).answer(request, out);
        });
        endpoints.add("/flaky", List.of("admin.user.*"), Map.of());
        List<Changes> users = users("flaky");

        change(users);

        users.forEach(user -> receiver.await(1, Duration.ofMinutes(2), hook -> hook.isTaken() && user.isLast(hook)));
        List<Hook> hooks = receiver.hooks("/flaky");
        assertThat(users)
                .extracting(user -> user.account(hooks))
                .allSatisfy(account -> assertThat(account).isEqualTo(new Deeds.Account(CHANGES, 0, 0, 0, 0)));
        assertThat(hooks).extracting(Hook::status).contains(500);
        assertSequencesHaveNoGaps(hooks);
    }

    @Test
    void one_user_whose_event_is_refused_holds_up_nobody_else() throws InterruptedException {
        Changes stuck = new Changes(realm, realm.newPerson("stuck", user -> {}));
        String id = realm.admin()
                .get(realm.name() + "/users?exact=true&username=stuck")
                .get(0)
                .path("id")
                .asText();
        receiver.behave("/picky", (request, out) -> {
            boolean refused = request.body().contains(id);
            return Receiver.status(refused ? 422 : 204).answer(request, out);
        });
        endpoints.add("/picky", List.of("admin.user.update"), Map.of());
        stuck.next();
        stuck.next();
        receiver.await(2, hook -> hook.status() == 422);

        List<Changes> others = users("other");
        change(others);

        others.forEach(user -> receiver.await(1, hook -> hook.isTaken() && user.isLast(hook)));
        assertThat(receiver.hooks("/picky"))
                .filteredOn(hook -> hook.status() == 422)
                .as("the second change waits behind the first")
                .allMatch(hook -> hook.json().path("seq").asLong() == 1);

        receiver.behave("/picky", Receiver.status(204));
        receiver.await(1, hook -> hook.isTaken() && stuck.isLast(hook));
        assertThat(stuck.account(receiver.hooks("/picky"))).isEqualTo(new Deeds.Account(2, 0, 0, 0, 0));
    }

    @Test
    void what_lines_up_while_something_is_tried_again_follows_it_at_once() throws InterruptedException {
        Receiver.Manner refused = Receiver.status(422);
        Receiver.Manner slow = Receiver.after(Duration.ofSeconds(1), Receiver.status(204));
        receiver.behave(
                "/again",
                (request, out) -> (numberOf(request) % 2 == 1
                                ? triedBefore(request) ? slow : refused
                                : Receiver.status(204))
                        .answer(request, out));
        Changes user = new Changes(realm, realm.newPerson("again", person -> {}));
        endpoints.add("/again", List.of("admin.user.update"), Map.of());
        Duration waited = Duration.ZERO;
        for (int i = 0; i < 5; i++) {
            int before = receiver.hooks("/again").size();
            user.next();
            receiver.await(before + 2, hook -> hook.path().equals("/again"));
            long answered = System.nanoTime() + Duration.ofSeconds(1).toNanos();
            TimeUnit.MILLISECONDS.sleep(700);
            user.next();
            Hook next = receiver.await(before + 3, hook -> hook.path().equals("/again"))
                    .get(before + 2);
            waited = waited.plusNanos(Math.max(0, next.at() - answered));
        }
        assertThat(waited)
                .as("and not only when all is looked through, every three seconds")
                .isLessThan(Duration.ofSeconds(3));
        receiver.await(1, hook -> hook.isTaken() && user.isLast(hook));
        assertThat(user.account(receiver.hooks("/again"))).isEqualTo(new Deeds.Account(10, 0, 0, 0, 0));
    }

    private boolean triedBefore(Hook request) {
        return receiver.hooks("/again").stream()
                        .filter(hook -> hook.id().equals(request.id()))
                        .count()
                > 1;
    }

    private static int numberOf(Hook request) {
        return request.json().path("seq").asInt();
    }

    @Test
    void one_user_with_very_many_events_holds_up_nobody_else() {
        int many = 1000;
        receiver.behave("/many", Receiver.after(Duration.ofMillis(50), Receiver.status(204)));
        String id = endpoints.add("/many", List.of("user.login"), Map.of());
        happen("busy", many);
        receiver.await(1, hook -> hook.path().equals("/many"));
        happen("quiet", 1);

        receiver.await(1, hook -> hook.json().path("who").asText().equals("quiet"));
        assertThat(endpoints.rows(id).pending())
                .as("most of the others' events still wait")
                .isGreaterThan(many / 2);

        receiver.behave("/many", Receiver.status(204));
        endpoints.rows(id).awaitDelivered(many + 1, Duration.ofMinutes(2));
        assertThat(receiver.hooks("/many"))
                .filteredOn(hook -> hook.json().path("who").asText().equals("busy"))
                .extracting(hook -> hook.json().path("seq").asInt())
                .isEqualTo(IntStream.rangeClosed(1, many).boxed().toList());
    }

    private void happen(String user, int times) {
        new Probe(realm.url())
                .update("insert into KG_WEBHOOK_EVENT"
                        + " (ID, REALM_ID, EVENT_TYPE, ORDER_KEY, PARTITION_NO, STATE, CREATED_AT, PAYLOAD)"
                        + " select cast(random_uuid() as varchar), '"
                        + realm.admin().get(realm.name()).path("id").asText()
                        + "', 'user.login', '" + user + "', 3, 0, 1, '{\"id\":\"x\",\"who\":\"" + user
                        + "\"}' from system_range(1, " + times + ")");
    }

    @Test
    void a_receiver_that_is_down_gets_everything_when_it_is_back() throws InterruptedException {
        receiver.behave("/down", Receiver.status(503));
        String id = endpoints.add("/down", List.of("admin.user.update"), Map.of());
        List<Changes> users = users("down");
        change(users);
        receiver.await(20, hook -> hook.status() == 503);
        TimeUnit.SECONDS.sleep(5);
        int triesWhileDown = receiver.hooks("/down").size();

        receiver.behave("/down", Receiver.status(204));

        users.forEach(user -> receiver.await(1, Duration.ofMinutes(1), hook -> hook.isTaken() && user.isLast(hook)));
        List<Hook> hooks = receiver.hooks("/down");
        assertThat(users)
                .extracting(user -> user.account(hooks))
                .allSatisfy(account -> assertThat(account).isEqualTo(new Deeds.Account(CHANGES, 0, 0, 0, 0)));
        assertThat(triesWhileDown)
                .as("an endpoint that does not work is given pauses")
                .isLessThan(60);
        assertThat(new Probe(realm.url())
                        .number("select count(*) from KG_WEBHOOK_DELIVERY where ENDPOINT_ID = '" + id
                                + "' and STATE = 2"))
                .as("dead letters")
                .isZero();
    }

    private List<Changes> users(String prefix) {
        return IntStream.range(0, USERS)
                .mapToObj(i -> new Changes(realm, realm.newPerson(prefix + i, user -> {})))
                .toList();
    }

    private static void change(List<Changes> users) throws InterruptedException {
        ExecutorService threads = Executors.newFixedThreadPool(users.size());
        users.forEach(user -> threads.execute(() -> {
            for (int i = 0; i < CHANGES; i++) {
                user.next();
            }
        }));
        threads.shutdown();
        assertThat(threads.awaitTermination(2, TimeUnit.MINUTES)).isTrue();
    }

    private static void assertSequencesHaveNoGaps(List<Hook> hooks) {
        hooks.stream()
                .filter(Hook::isTaken)
                .map(hook -> hook.json().path("subject").path("id").asText())
                .distinct()
                .forEach(user -> {
                    List<Long> numbers = hooks.stream()
                            .filter(Hook::isTaken)
                            .filter(hook -> hook.json()
                                    .path("subject")
                                    .path("id")
                                    .asText()
                                    .equals(user))
                            .map(hook -> hook.json().path("seq").asLong())
                            .toList();
                    assertThat(numbers)
                            .isEqualTo(IntStream.rangeClosed(1, numbers.size())
                                    .mapToObj(Long::valueOf)
                                    .toList());
                });
    }
}
