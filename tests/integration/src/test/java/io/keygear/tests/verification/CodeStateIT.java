package io.keygear.tests.verification;

import static org.assertj.core.api.Assertions.assertThat;

import io.keygear.tests.actor.HttpPage;
import io.keygear.tests.server.KeygearTest;
import io.keygear.tests.server.LoginEvent;
import io.keygear.tests.server.Probe;
import io.keygear.tests.server.RealmFixture;
import io.keygear.tests.verification.People.Owner;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What no tab, resend, race or rollback may undo. */
@KeygearTest(realm = People.Undisturbed.class)
class CodeStateIT extends CodeJourneys {

    final Probe database;

    CodeStateIT(RealmFixture realm) {
        super(realm);
        this.database = new Probe(realm.url());
    }

    @BeforeEach
    void usualRules() {
        people.policy(Map.of(
                "resend-cooldown", "30,60,120,300",
                "max-resends", "3",
                "sends-per-user-day", "10",
                "sends-per-target-hour", "5",
                "sends-per-target-day", "10"));
    }

    @Test
    void of_200_parallel_wrong_codes_five_are_compared() {
        Owner owner = people.withPhone("guessed");
        List<HttpPage> pages = codePages(owner, 200);
        String code = sms.codeTo(owner.number());
        realm.clearEvents();

        List<HttpPage> answers = Together.each(
                IntStream.range(0, 200).boxed().toList(),
                turn -> People.answer(pages.get(turn), Sms.wrong(code, turn)));

        assertThat(answers).allSatisfy(page -> assertThat(page.status()).isEqualTo(200));
        assertThat(reasons("wrong")).hasSize(5);
        assertThat(reasons("locked")).hasSize(195);
        assertThat(failures(owner)).isEqualTo(5);
        assertThat(attempts(owner)).isEqualTo(5);
        assertThat(sms.sentTo(owner.number())).isEqualTo(1);

        HttpPage right = People.answer(people.afterPassword(owner.person()), code);
        assertThat(People.complaint(right)).contains("Too many wrong codes");
        assertThat(consumed(owner)).isZero();
    }

    @Test
    void of_100_parallel_right_codes_one_succeeds() {
        Owner owner = people.withPhone("redeemed");
        List<HttpPage> pages = codePages(owner, 100);
        String code = sms.codeTo(owner.number());

        List<HttpPage> answers = Together.each(pages, page -> People.answer(page, code));

        assertThat(answers.stream().filter(page -> page.status() == 302)).hasSize(1);
        assertThat(answers.stream().filter(page -> page.status() == 200)).hasSize(99);
        assertThat(consumed(owner)).isEqualTo(1);
        assertThat(failures(owner)).isZero();
    }

    @Test
    void a_rollback_gives_no_attempt_back() {
        Owner owner = people.withPhone("rolledback");
        HttpPage page = people.afterPassword(owner.person());
        String code = sms.codeTo(owner.number());

        for (int turn = 1; turn <= 5; turn++) {
            HttpPage current = people.afterPassword(owner.person());
            HttpPage answer = Probe.rollingBack(current.form("kg-code-form").set("code", Sms.wrong(code, turn)));
            assertThat(answer.status()).isEqualTo(500);
            assertThat(failures(owner)).isEqualTo(turn);
        }
        assertThat(People.complaint(People.answer(page, code))).contains("Too many wrong codes");
        assertThat(consumed(owner)).isZero();
    }

    @Test
    void a_rollback_does_not_give_a_used_code_back() {
        Owner owner = people.withPhone("spent");
        HttpPage first = people.afterPassword(owner.person());
        HttpPage second = people.afterPassword(owner.person());
        String code = sms.codeTo(owner.number());

        HttpPage broken = Probe.rollingBack(first.form("kg-code-form").set("code", code));

        assertThat(broken.status()).isEqualTo(500);
        assertThat(consumed(owner)).isEqualTo(1);
        assertThat(People.complaint(People.answer(second, code))).contains("no longer valid");
    }

    @Test
    void failures_survive_a_resend_a_new_tab_and_a_new_login() {
        Owner owner = people.withPhone("patient");
        HttpPage page = people.afterPassword(owner.person());
        String first = sms.codeTo(owner.number());
        page = People.answer(page, Sms.wrong(first, 0));
        page = People.answer(page, Sms.wrong(first, 1));
        assertThat(People.complaint(page)).contains("3 tries left");

        realm.passTime(Duration.ofSeconds(31));
        page = page.form("kg-code-form").submit("resend", "true");
        String second = sms.codeTo(owner.number());
        page = People.answer(page, Sms.wrong(second, 2));
        assertThat(People.complaint(page)).contains("2 tries left");

        HttpPage other = people.afterPassword(owner.person());
        other = People.answer(other, Sms.wrong(second, 3));
        assertThat(People.complaint(other)).contains("1 try left");
        other = People.answer(other, Sms.wrong(second, 4));
        assertThat(failures(owner)).isEqualTo(5);
        assertThat(People.complaint(People.answer(other, second))).contains("Too many wrong codes");

        realm.passTime(Duration.ofMinutes(5));
        HttpPage later = people.afterPassword(owner.person());
        String third = sms.codeTo(owner.number());
        assertThat(People.answer(later, third).status()).isEqualTo(302);
        assertThat(failures(owner)).isZero();
    }

    @Test
    void the_newest_code_wins() {
        Owner owner = people.withPhone("newest");
        HttpPage page = people.afterPassword(owner.person());
        String old = sms.codeTo(owner.number());
        realm.passTime(Duration.ofSeconds(31));
        page = page.form("kg-code-form").submit("resend", "true");
        String fresh = sms.codeTo(owner.number());

        page = People.answer(page, old);

        assertThat(People.complaint(page)).contains("not right");
        assertThat(People.answer(page, fresh).status()).isEqualTo(302);
    }

    @Test
    void a_code_ends_with_its_lifespan() {
        Owner owner = people.withPhone("late");
        HttpPage page = people.afterPassword(owner.person());
        String code = sms.codeTo(owner.number());
        realm.passTime(Duration.ofMinutes(5));

        page = People.answer(page, code);

        assertThat(People.complaint(page)).contains("no longer valid");
        assertThat(failures(owner)).isZero();
        assertThat(consumed(owner)).isZero();
    }

    @Test
    void closed_after_a_hundred_failures() {
        Owner owner = people.withPhone("closed");
        people.afterPassword(owner.person());
        String code = sms.codeTo(owner.number());
        database.update("update KG_CODE_GUARD set FAILURES = 99 where SUBJECT = '"
                + owner.person().id() + "'");

        People.answer(people.afterPassword(owner.person()), Sms.wrong(code, 0));
        realm.passTime(Duration.ofHours(2));
        HttpPage page = People.answer(people.afterPassword(owner.person()), code); // no field, but who says that?

        assertThat(reasons("closed")).hasSize(1);
        assertThat(page.has("kg-closed")).isTrue();
        assertThat(page.has("kg-code")).isFalse();
        assertThat(consumed(owner)).isZero();
    }

    @ParameterizedTest
    @CsvSource({"target-hour, PT1H", "target-day, P1D", "user-day, P1D"})
    void a_limit_is_exact_also_when_all_ask_at_once(String limit, Duration window) {
        people.policy(Map.of("resend-cooldown", "0", "max-resends", "10", "sends-per-target-hour", "10"));
        people.policy(Map.of("sends-per-" + limit, "5"));
        Owner owner = people.withPhone("pumped-by-" + limit);
        List<HttpPage> pages = codePages(owner, 40);
        realm.clearEvents();

        Together.each(pages, page -> page.form("kg-code-form").submit("resend", "true"));

        assertThat(database.number("select USED from KG_CODE_LIMIT where KIND = 'user-day' and LIMIT_KEY = '"
                        + owner.person().id() + "'"))
                .isEqualTo(5);
        HttpPage refused =
                people.afterPassword(owner.person()).form("kg-code-form").submit("resend", "true");
        assertThat(People.complaint(refused)).contains("Too many messages");
        assertThat(blockedBy()).containsOnly(limit);
        new Challenges(realm).settle();
        assertThat(sms.sentTo(owner.number())).isEqualTo(5);

        realm.passTime(window.minusSeconds(60));
        people.afterPassword(owner.person());
        new Challenges(realm).settle();
        assertThat(sms.sentTo(owner.number())).isEqualTo(5);
        realm.passTime(Duration.ofSeconds(61));
        people.afterPassword(owner.person());
        new Challenges(realm).settle();
        assertThat(sms.sentTo(owner.number())).isEqualTo(6);
    }

    @Test
    void of_50_parallel_resends_one_is_sent() {
        Owner owner = people.withPhone("impatient");
        List<HttpPage> pages = codePages(owner, 50);
        sms.codeTo(owner.number());
        realm.passTime(Duration.ofSeconds(31));

        List<HttpPage> answers =
                Together.each(pages, page -> page.form("kg-code-form").submit("resend", "true"));

        assertThat(answers.stream().filter(page -> People.complaint(page).isEmpty()))
                .hasSize(1);
        sms.codeTo(owner.number());
        assertThat(sms.sentTo(owner.number())).isEqualTo(2);
    }

    private List<HttpPage> codePages(Owner owner, int count) {
        return IntStream.range(0, count)
                .mapToObj(turn -> people.afterPassword(owner.person()))
                .toList();
    }

    private List<String> blockedBy() {
        return realm.events().stream()
                .filter(event -> "blocked".equals(event.details().get("code_event")))
                .map(event -> event.details().get("code_limit"))
                .toList();
    }

    private List<LoginEvent> reasons(String reason) {
        return realm.events().stream()
                .filter(event -> reason.equals(event.details().get("reason")))
                .toList();
    }

    private long failures(Owner owner) {
        return database.number("select FAILURES from KG_CODE_GUARD where PURPOSE = 'second-factor' and " + of(owner));
    }

    private long attempts(Owner owner) {
        return database.number("select sum(ATTEMPTS) from KG_CODE_CHALLENGE where " + of(owner));
    }

    private long consumed(Owner owner) {
        return database.number("select count(*) from KG_CODE_CHALLENGE where CONSUMED_AT is not null and " + of(owner));
    }

    private static String of(Owner owner) {
        return "SUBJECT = '" + owner.person().id() + "'";
    }
}
