package io.keygear.tests.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import io.keygear.tests.PlainRealm;
import io.keygear.tests.receiver.Hook;
import io.keygear.tests.receiver.Receiver;
import io.keygear.tests.server.KeycloakServer;
import io.keygear.tests.server.KeygearTest;
import io.keygear.tests.server.Person;
import io.keygear.tests.server.RealmFixture;
import io.keygear.tests.server.ServerConfig;
import io.keygear.tests.server.Workspace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * Power cuts while users change and log in: at a random moment, right after a commit was acknowledged, and while a hook
 * is at the receiver. Everything that is in the database is told, nothing else is (but for one login, see {@link Logins}),
 * and what each user did in its order.
 *
 * <p>{@code -Dkeygear.kills=20} makes it as many; each adds a line to {@code target/kills.csv}.
 */
@KeygearTest(server = ServerConfig.Durable.class, realm = PlainRealm.class)
final class KilledServerIT {

    private static final int KILLS = Integer.getInteger("keygear.kills", 10);
    private static final int USERS = 6;

    /** Whose events wait when the server is stopped, many more than are under way at once. */
    private static final int WAITING = 60;

    private static final Duration PATIENCE = Duration.ofMinutes(3);

    private final RealmFixture realm;
    private final KeycloakServer server;
    private final Random random = new Random();

    KilledServerIT(RealmFixture realm, KeycloakServer server) {
        this.realm = realm;
        this.server = server;
    }

    private enum Aim {
        RANDOM,
        AT_COMMIT,
        AT_SEND
    }

    @Test
    void nothing_is_lost_invented_or_out_of_order() throws Exception {
        try (Endpoints endpoints = new Endpoints(realm)) {
            endpoints.add("/hook", List.of("admin.user.*", Logins.TYPE), Map.of());
            for (int kill = 0; kill < KILLS; kill++) {
                Aim aim = Aim.values()[kill % Aim.values().length];
                survive(endpoints.receiver(), kill, aim);
            }
        }
    }

    /** SIGTERM, as every deployment sends it, while hooks are at a receiver that takes its time. */
    @Test
    void a_stop_in_good_order_loses_nothing_and_sends_nothing_twice() throws Exception {
        try (Endpoints endpoints = new Endpoints(realm)) {
            String id = endpoints.add("/stopped", List.of("admin.user.*"), Map.of());
            Receiver receiver = endpoints.receiver();
            receiver.behave("/stopped", Receiver.after(Duration.ofMillis(1500), Receiver.status(204)));
            List<Changes> users = IntStream.range(0, WAITING)
                    .mapToObj(i -> new Changes(realm, realm.newPerson("stopped" + i, user -> {})))
                    .toList();
            receiver.await(4, Hook::isTaken);
            ExecutorService threads = Executors.newFixedThreadPool(USERS);
            users.subList(0, USERS)
                    .forEach(user -> threads.execute(() -> {
                        for (int change = 0; change < 3 && user.next(); change++) {}
                    }));
            receiver.await(12, Hook::isTaken);
            server.stop();
            receiver.behave("/stopped", Receiver.status(204));
            threads.shutdown();
            assertThat(threads.awaitTermination(60, TimeUnit.SECONDS)).isTrue();
            int told = receiver.hooks().size();
            server.start();
            users.forEach(Changes::learn);

            endpoints.rows(id).awaitDelivered(WAITING, PATIENCE);
            users.subList(0, USERS)
                    .forEach(user -> receiver.await(1, PATIENCE, hook -> user.isLast(hook) && hook.isTaken()));
            assertThat(receiver.hooks().size()).as("something was left to do").isGreaterThan(told);
            List<Hook> hooks = receiver.hooks();
            assertThat(users)
                    .extracting(user -> user.account(hooks))
                    .allSatisfy(
                            account -> assertThat(account).isEqualTo(new Deeds.Account(account.changes(), 0, 0, 0, 0)));
            assertThat(hooks).as("no hook was cut off").allMatch(Hook::isTaken);
            assertThat(hooks.stream().map(Hook::id)).doesNotHaveDuplicates();
            assertThat(endpoints.rows(id).attempts()).isLessThanOrEqualTo(hooks.size());
        }
    }

    private void survive(Receiver receiver, int kill, Aim aim) throws Exception {
        receiver.clear();
        List<Deeds> users = IntStream.range(0, USERS)
                .mapToObj(i -> deeds(i, realm.newPerson("k" + kill + "u" + i, user -> {})))
                .toList();
        CountDownLatch trigger = new CountDownLatch(1);
        AtomicBoolean armed = new AtomicBoolean();
        receiver.behave("/hook", (request, out) -> {
            if (aim == Aim.AT_SEND && armed.get() && random.nextInt(20) == 0) {
                trigger.countDown();
            }
            return Receiver.status(204).answer(request, out);
        });
        ExecutorService threads = Executors.newFixedThreadPool(USERS);
        users.forEach(user -> threads.execute(() -> {
            while (user.next()) {
                if (aim == Aim.AT_COMMIT && armed.get() && random.nextInt(20) == 0) {
                    trigger.countDown();
                }
            }
        }));
        TimeUnit.MILLISECONDS.sleep(500 + random.nextInt(1500));
        armed.set(true);
        assertThat(aim == Aim.RANDOM || trigger.await(20, TimeUnit.SECONDS)).isTrue();
        server.kill();
        threads.shutdown();
        assertThat(threads.awaitTermination(60, TimeUnit.SECONDS)).isTrue();
        receiver.behave("/hook", Receiver.status(204));
        server.start();
        users.forEach(Deeds::learn);
        judge(receiver, users, kill, aim);
    }

    private Deeds deeds(int number, Person person) {
        return number % 2 == 0 ? new Changes(realm, person) : new Logins(realm, person);
    }

    private void judge(Receiver receiver, List<Deeds> users, int kill, Aim aim) throws IOException {
        for (Deeds user : users) {
            receiver.await(1, PATIENCE, hook -> user.acknowledged() == 0 || (user.isLast(hook) && hook.isTaken()));
        }
        List<Hook> hooks = receiver.hooks();
        List<Deeds.Account> accounts =
                users.stream().map(user -> user.account(hooks)).toList();
        Deeds.Account all = new Deeds.Account(
                accounts.stream().mapToInt(Deeds.Account::changes).sum(),
                accounts.stream().mapToInt(Deeds.Account::lost).sum(),
                accounts.stream().mapToInt(Deeds.Account::phantoms).sum(),
                accounts.stream().mapToInt(Deeds.Account::duplicates).sum(),
                accounts.stream().mapToInt(Deeds.Account::inversions).sum());
        record(kill, aim, all);
        assertThat(all.changes()).as("the kill came while users changed").isPositive();
        assertThat(all.lost()).as("lost of %s", all).isZero();
        assertThat(all.phantoms()).as("invented of %s", all).isZero();
        assertThat(all.inversions()).as("out of order of %s", all).isZero();
        assertThat(accounts)
                .as("sent twice: the one that was under way, for each user")
                .allMatch(account -> account.duplicates() <= 1);
    }

    private static void record(int kill, Aim aim, Deeds.Account all) throws IOException {
        Path figures = Workspace.target().resolve("kills.csv");
        if (!Files.exists(figures)) {
            Files.writeString(figures, "kill,aim,changes,lost,phantoms,duplicates,inversions\n");
        }
        String line = "%d,%s,%d,%d,%d,%d,%d%n"
                .formatted(kill, aim, all.changes(), all.lost(), all.phantoms(), all.duplicates(), all.inversions());
        Files.writeString(figures, line, StandardOpenOption.APPEND);
        System.out.print("kill " + line);
    }
}
