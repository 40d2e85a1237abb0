package io.keygear.tests.verification;

import static org.assertj.core.api.Assertions.assertThat;

import io.keygear.tests.actor.Http;
import io.keygear.tests.server.KeygearTest;
import io.keygear.tests.server.RealmFixture;
import io.keygear.tests.verification.People.Owner;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * Somebody has messages sent to 10,000 fresh numbers over 50 prefixes, from 2,000 addresses, while 200 people log in
 * five times each. Requests and codes go to the code service directly, by a door that only tests open: it is the part
 * that decides, and pages would take minutes to say the same. Twenty more people log in through the pages.
 */
@KeygearTest(realm = People.Undisturbed.class)
class AttackIT extends CodeJourneys {

    private static final int REQUESTS = 10_000;
    private static final int BATCH = 250;
    private static final int ATTACKERS = 4;
    private static final int PEOPLE = 200;
    private static final int LOGINS = 5;

    /** Of countries that messages go to: mobile numbers, whose codes nobody types. */
    private static final List<String> MOBILE = List.of(
            "+447400",
            "+447401",
            "+447402",
            "+447403",
            "+447500",
            "+447700",
            "+447800",
            "+447900",
            "+4915112",
            "+4915212",
            "+4916012",
            "+4917012",
            "+3360012",
            "+3361012",
            "+3362012",
            "+3370012");

    /** Of such countries, but expensive. */
    private static final List<String> COSTLY =
            List.of("+449012", "+449098", "+445512", "+447640", "+449112", "+448712");

    /** Of others, as pumpers like them. */
    private static final List<String> FOREIGN = List.of(
            "+21261", "+23480", "+92300", "+88017", "+37069", "+25261", "+99371", "+37379", "+21355", "+96777",
            "+24381", "+26377", "+23276", "+22176", "+22177", "+99455", "+99893", "+62812", "+84912", "+63917",
            "+94771", "+95979", "+97259", "+79161", "+50931", "+59398", "+24491", "+25779");

    AttackIT(RealmFixture realm) {
        super(realm);
    }

    @Test
    void one_in_a_hundred_reaches_the_sender_and_nobody_else_is_turned_away() {
        people.policy(Map.of(
                "sms-countries", "GB, DE, FR",
                "unproven-budgets", "enforce",
                "sends-per-realm-hour", "20000"));
        List<Owner> owners = IntStream.range(0, PEOPLE)
                .mapToObj(n -> people.withPhone("regular" + n))
                .toList();
        List<Owner> visitors = IntStream.range(0, 20)
                .mapToObj(n -> people.withPhone("visitor" + n))
                .toList();
        ExecutorService threads = Executors.newFixedThreadPool(ATTACKERS + 4);
        try {
            List<CompletableFuture<List<String>>> attack = attack(threads);
            List<CompletableFuture<Integer>> logins = owners.stream()
                    .map(owner -> CompletableFuture.supplyAsync(() -> logIn(owner), threads))
                    .toList();
            int through = visitors.stream().mapToInt(this::logInByPages).sum();

            int succeeded = logins.stream().mapToInt(CompletableFuture::join).sum();
            List<String> answers =
                    attack.stream().flatMap(part -> part.join().stream()).toList();

            long reached = answers.stream()
                    .filter(answer -> answer.startsWith("Queued"))
                    .count();
            System.out.printf(
                    "attack: %d of %d requests reached the sender; %d of %d logins succeeded, %d of 20 by pages; %s%n",
                    reached, answers.size(), succeeded, PEOPLE * LOGINS, through, counted(answers));
            assertThat(answers).hasSize(REQUESTS);
            assertThat(reached).isLessThanOrEqualTo(REQUESTS / 100);
            assertThat(sms.sent() - PEOPLE * LOGINS - 20).isLessThanOrEqualTo(REQUESTS / 100);
            assertThat(succeeded).isEqualTo(PEOPLE * LOGINS);
            assertThat(through).isEqualTo(20);
        } finally {
            threads.shutdownNow();
        }
    }

    private List<CompletableFuture<List<String>>> attack(ExecutorService threads) {
        List<String> prefixes = new ArrayList<>(MOBILE);
        prefixes.addAll(COSTLY);
        prefixes.addAll(FOREIGN);
        assertThat(prefixes).hasSize(50).doesNotHaveDuplicates();
        AtomicInteger batches = new AtomicInteger();
        return IntStream.range(0, ATTACKERS)
                .mapToObj(attacker -> CompletableFuture.supplyAsync(
                        () -> {
                            List<String> answers = new ArrayList<>();
                            for (int batch = batches.getAndIncrement();
                                    batch < REQUESTS / BATCH;
                                    batch = batches.getAndIncrement()) {
                                answers.addAll(register(prefixes, batch));
                            }
                            return answers;
                        },
                        threads))
                .toList();
    }

    private List<String> register(List<String> prefixes, int batch) {
        String lines = IntStream.range(batch * BATCH, (batch + 1) * BATCH)
                .mapToObj(n -> number(prefixes.get(n % prefixes.size()), n) + " 198.51." + (n % 8) + "." + (n % 250))
                .collect(Collectors.joining("\n"));
        return post("register", lines).body().lines().toList();
    }

    /** Every number once. */
    private static String number(String prefix, int n) {
        String start = prefix + "%05d".formatted(n);
        return start + "0".repeat(Math.max(0, 13 - start.length()));
    }

    private int logIn(Owner owner) {
        int succeeded = 0;
        String who =
                "user=" + owner.person().id() + "&number=" + URLEncoder.encode(owner.number(), StandardCharsets.UTF_8);
        for (int turn = 0; turn < LOGINS; turn++) {
            if (post("login?" + who, "").body().startsWith("Queued")) {
                String verdict = post("check?" + who + "&code=" + sms.codeTo(owner.number()), "")
                        .body();
                succeeded += verdict.equals("accepted") ? 1 : 0;
            }
        }
        return succeeded;
    }

    private int logInByPages(Owner owner) {
        return People.answer(people.afterPassword(owner.person()), sms.codeTo(owner.number()))
                                .status()
                        == 302
                ? 1
                : 0;
    }

    private static Map<String, Long> counted(List<String> answers) {
        return answers.stream()
                .map(answer -> answer.replaceAll("pause=[^\\]]*", "…"))
                .collect(Collectors.groupingBy(answer -> answer, Collectors.counting()));
    }

    private HttpResponse<String> post(String what, String body) {
        HttpResponse<String> answer = Http.send(HttpRequest.newBuilder(URI.create(realm.url() + "/test-codes/" + what))
                .header("Content-Type", "text/plain")
                .POST(BodyPublishers.ofString(body)));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return answer;
    }
}
