package io.keygear.tests.verification;

import static org.assertj.core.api.Assertions.assertThat;

import io.keygear.tests.actor.HttpPage;
import io.keygear.tests.actor.JsonApi.Answer;
import io.keygear.tests.gateway.TwilioBehaviour;
import io.keygear.tests.server.KeygearTest;
import io.keygear.tests.server.Person;
import io.keygear.tests.server.RealmFixture;
import io.keygear.tests.verification.Pages.Look;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Nobody learns from an answer who has an account: not by a page, and not by the API. {@link EnumerationTimeIT}. */
@KeygearTest(realm = Suspects.LocksEarly.class)
class EnumerationIT extends CodeJourneys {

    private static final int WRONG_CODES = 6;

    private static Mails mails;

    private final Suspects suspects;

    EnumerationIT(RealmFixture realm) {
        super(realm);
        this.suspects = new Suspects(realm);
    }

    @BeforeAll
    static void flows(RealmFixture realm) {
        mails = Mails.of(realm);
        FlowsForStrangers.use(realm);
    }

    @AfterAll
    static void closeMails() {
        mails.close();
    }

    @ParameterizedTest
    @EnumSource(names = {"LOGIN", "RESET"})
    void login_and_reset_answer_everybody_alike_until_the_code_is_right(Door door) {
        String prefix = door.name().toLowerCase(Locale.ROOT);
        Map<String, String> people = new LinkedHashMap<>();
        suspects.byAddress(prefix).forEach((kind, address) -> people.put(kind + ", address", address));
        suspects.byNumber(prefix).forEach((kind, number) -> people.put(kind + ", number", number));
        suspects.byUsername(prefix).forEach((kind, name) -> people.put(kind + ", username", name));

        alike(door, people);
    }

    @Test
    void a_message_that_fails_does_not_tell_that_there_was_one() {
        String known = People.newNumber();
        String unknown = People.newNumber();
        realm.newPerson("unreachable", user -> People.addMainPhone(user, known));
        sms.behave(known, TwilioBehaviour.error(21211, 400));

        List<Look> answers = twice(known);
        assertThat(new Challenges(realm).delivered("failed"))
                .as("the message was refused")
                .isPositive();

        compareLooks(Map.of("known", answers, "unknown", twice(unknown)));
    }

    /** Says who it is, again in another browser as soon as the message failed, and once more after the pause. */
    private List<Look> twice(String number) {
        List<Look> answers = new ArrayList<>();
        answers.add(Pages.look(Identify.as(Door.LOGIN.open(realm), number), number));
        new Challenges(realm).settle();
        answers.add(Pages.look(Identify.as(Door.LOGIN.open(realm), number), number));
        realm.passTime(Duration.ofSeconds(31));
        answers.add(Pages.look(Identify.as(Door.LOGIN.open(realm), number), number));
        return answers;
    }

    @Test
    void registration_answers_everybody_alike_until_the_code_is_right() {
        alike(Door.REGISTRATION, suspects.byAddress("joins"));
        alike(Door.REGISTRATION, suspects.byNumber("joins"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"phone", "email"})
    void the_api_answers_everybody_alike_until_the_code_is_right(String key) {
        VerificationRealm verification = new VerificationRealm(realm);
        Map<String, String> people = key.equals("phone") ? suspects.byNumber("api") : suspects.byAddress("api");
        Map<String, List<String>> answers = new LinkedHashMap<>();
        people.forEach((kind, value) -> {
            Map<String, String> send = Map.of("verify_key", key, "verify_data", value);
            Map<String, String> check = Map.of("verify_key", key, "verify_data", value, "code", "zzzzzz");
            List<String> seen = new ArrayList<>();
            for (int turn = 0; turn < WRONG_CODES; turn++) {
                seen.add(same(verification.anybody().post("send", send)));
                seen.add(same(verification.signsIn().post("send", send)));
                seen.add(same(verification.anybody().post("check", check)));
                seen.add(same(verification.signsIn().post("check", check)));
            }
            answers.put(kind, seen);
        });
        compare(answers);
        assertThat(answers.get("unknown").get(0)).startsWith("202");
        assertThat(answers.get("unknown").get(2)).startsWith("400").contains("problem:invalid");
    }

    @Test
    void a_back_end_without_the_role_learns_nothing_of_anybody() {
        VerificationRealm verification = new VerificationRealm(realm);
        Map<String, List<String>> answers = new LinkedHashMap<>();
        suspects.byNumber("behind")
                .forEach((kind, number) -> answers.put(
                        kind,
                        List.of(
                                same(verification.stranger().post("send", VerificationRealm.phone(number))),
                                same(verification.stranger().post("check", VerificationRealm.phone(number, "1"))))));

        compare(answers);
        assertThat(answers.get("unknown").get(0)).startsWith("403");
    }

    @Test
    void the_password_grant_answers_a_locked_user_as_an_unknown_one() {
        Map<String, String> people = suspects.byUsername("grant");
        Map<String, List<String>> answers = new LinkedHashMap<>();
        people.forEach((kind, name) -> answers.put(
                kind, List.of(same(new VerificationRealm(realm).passwordGrant(new Person("", name, "not it"))))));

        compare(answers);
    }

    private void alike(Door door, Map<String, String> people) {
        Map<String, List<Look>> answers = new LinkedHashMap<>();
        people.forEach((kind, identifier) -> {
            HttpPage page = settled(Identify.as(door.open(realm), identifier));
            List<Look> seen = new ArrayList<>(List.of(Pages.look(page, identifier)));
            for (int turn = 0; turn < WRONG_CODES; turn++) {
                page = People.answer(page, "zzzzzz");
                seen.add(Pages.look(page, identifier));
            }
            seen.add(Pages.look(page.form("kg-code-form").submit("resend", "true"), identifier));
            answers.put(kind, seen);
        });
        assertThat(answers).hasSizeGreaterThan(2);
        compareLooks(answers);
    }

    /** All kinds, step by step, with the first. */
    private static void compare(Map<String, List<String>> answers) {
        assertThat(answers).hasSizeGreaterThan(2);
        List<String> first = answers.values().iterator().next();
        answers.forEach((kind, seen) -> {
            assertThat(seen).hasSameSizeAs(first);
            for (int step = 0; step < seen.size(); step++) {
                assertThat(seen.get(step)).as("%s, step %d", kind, step).isEqualTo(first.get(step));
            }
        });
    }

    /** The same of pages: a clock on one of them began at an earlier step, and some get there later than others. */
    private static void compareLooks(Map<String, List<Look>> answers) {
        List<Look> first = answers.values().iterator().next();
        answers.forEach((kind, seen) -> {
            assertThat(seen).hasSameSizeAs(first);
            for (int step = 0; step < seen.size(); step++) {
                Duration apart = Collections.max(List.of(taken(seen, step), taken(first, step)));
                seen.get(step).assertLike(first.get(step), apart, "%s, step %d".formatted(kind, step));
            }
        });
    }

    private static Duration taken(List<Look> seen, int step) {
        return Duration.between(seen.get(0).seen(), seen.get(step).seen());
    }

    /** All that an outsider sees of an answer. */
    private static String same(Answer answer) {
        return answer.status() + " " + answer.headers().map() + " " + answer.text();
    }

    /** Registration tells what became of the message, which takes a moment. */
    private static HttpPage settled(HttpPage page) {
        HttpPage current = page;
        for (int tries = 0;
                tries < 100 && !current.document().select("[data-state=queued]").isEmpty();
                tries++) {
            current = current.form("kg-code-form").submit("refresh", "true");
        }
        return current;
    }
}
