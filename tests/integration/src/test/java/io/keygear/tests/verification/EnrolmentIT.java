package io.keygear.tests.verification;

import static org.assertj.core.api.Assertions.assertThat;

import io.keygear.tests.actor.HttpPage;
import io.keygear.tests.server.KeygearTest;
import io.keygear.tests.server.Person;
import io.keygear.tests.server.Probe;
import io.keygear.tests.server.RealmFixture;
import io.keygear.tests.verification.People.Owner;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** How a phone becomes somebody's. */
@KeygearTest(realm = People.Undisturbed.class)
class EnrolmentIT extends CodeJourneys {

    private final Probe database;

    EnrolmentIT(RealmFixture realm) {
        super(realm);
        this.database = new Probe(realm.url());
    }

    @Test
    void a_number_of_somebody_else_is_refused_and_changes_nothing() {
        Owner first = people.withPhone("firstowner");
        realm.changeUser(
                first.person(),
                user -> user.withObjectProperty("attributes")
                        .putArray("phoneNumber")
                        .add(first.number()));
        realm.changeUser(
                first.person(),
                user -> user.withObjectProperty("attributes")
                        .putArray("phoneNumberVerified")
                        .add("true"));
        Person second = newcomer("secondclaimant");

        HttpPage refused = prove(second, first.number());

        assertThat(refused.text("kg-phone-error").orElseThrow()).contains("cannot be used");
        assertThat(phones(second)).isZero();
        assertThat(realm.user(second).path("attributes").has("phoneNumber")).isFalse();
        assertThat(phones(first.person())).isEqualTo(1);
        assertThat(realm.user(first.person())
                        .path("attributes")
                        .path("phoneNumberVerified")
                        .path(0)
                        .asText())
                .isEqualTo("true");
    }

    @Test
    void of_20_people_who_prove_one_number_at_once_one_has_it() {
        String number = People.newNumber();
        people.policy(Map.of("sends-per-target-hour", "100", "sends-per-target-day", "100"));
        List<Supplier<HttpPage>> proofs = IntStream.range(0, 20)
                .<Supplier<HttpPage>>mapToObj(n -> {
                    HttpPage page = people.afterPassword(newcomer("sharer" + n))
                            .form("kg-phone-form")
                            .set("phone", number)
                            .submit();
                    String code = sms.codeTo(number);
                    return () -> People.answer(page, code);
                })
                .toList();

        List<HttpPage> answers = Together.each(proofs, Supplier::get);

        assertThat(answers.stream().filter(page -> page.status() == 302)).hasSize(1);
        assertThat(answers.stream().filter(page -> page.has("kg-phone-form"))).hasSize(19);
        assertThat(database.number("select count(*) from KG_VERIFIED_VALUE where VERIFY_KEY = 'phone' and USER_ID in"
                        + " (select ID from USER_ENTITY where USERNAME like 'sharer%')"))
                .isEqualTo(1);
    }

    @Test
    void another_number_can_be_given_instead() {
        Person person = newcomer("mistyper");
        String wrong = People.newNumber();
        String right = People.newNumber();
        HttpPage page = people.afterPassword(person)
                .form("kg-phone-form")
                .set("phone", wrong)
                .submit();
        sms.codeTo(wrong);

        page = page.form("kg-code-form").submit("change", "true");
        page = page.form("kg-phone-form").set("phone", right).submit();
        assertThat(page.text("kg-phone-error").orElseThrow()).contains("seconds");
        realm.passTime(Duration.ofSeconds(31));
        page = page.form("kg-phone-form").set("phone", right).submit();
        page = People.answer(page, sms.codeTo(right));

        assertThat(page.status()).isEqualTo(302);
        assertThat(realm.user(person)
                        .path("attributes")
                        .path("phoneNumber")
                        .path(0)
                        .asText())
                .isEqualTo(right);
    }

    @Test
    void reloading_the_code_page_sends_nothing_and_stays_there() {
        Person person = newcomer("enrolreloader");
        String number = People.newNumber();
        HttpPage page = people.afterPassword(person)
                .form("kg-phone-form")
                .set("phone", number)
                .submit();
        String code = sms.codeTo(number);

        page.reload();
        HttpPage again = page.reload();

        assertThat(People.answer(again, code).status()).isEqualTo(302);
        assertThat(sms.sentTo(number)).isEqualTo(1);
    }

    @Test
    void a_code_for_one_number_does_not_prove_another() {
        Person person = newcomer("swapper");
        String own = People.newNumber();
        String foreign = People.newNumber();
        HttpPage mine = people.afterPassword(person)
                .form("kg-phone-form")
                .set("phone", own)
                .submit();
        String code = sms.codeTo(own);
        realm.passTime(Duration.ofSeconds(31));
        HttpPage theirs = people.afterPassword(person)
                .form("kg-phone-form")
                .set("phone", foreign)
                .submit();
        String second = sms.codeTo(foreign);

        assertThat(People.answer(theirs, code).status()).isEqualTo(200);
        assertThat(People.complaint(People.answer(mine, second))).isNotEmpty();
        assertThat(phones(person)).isZero();
    }

    @Test
    void a_flag_that_was_not_earned_is_taken_back_at_the_next_login() {
        Owner owner = people.withPhone("changed");
        realm.changeUser(owner.person(), user -> {
            user.withObjectProperty("attributes").putArray("phoneNumber").add("+447700900199");
            user.withObjectProperty("attributes")
                    .putArray("phoneNumberVerified")
                    .add("true");
        });

        HttpPage page = people.afterPassword(owner.person());
        assertThat(People.answer(page, sms.codeTo(owner.number())).status()).isEqualTo(302);

        assertThat(realm.user(owner.person())
                        .path("attributes")
                        .path("phoneNumberVerified")
                        .path(0)
                        .asText())
                .isEqualTo("false");
    }

    @Test
    void a_user_who_is_removed_leaves_nothing_behind() {
        Person person = newcomer("forgotten");
        prove(person, People.newNumber());
        assertThat(rows(person)).isPositive();
        assertThat(database.number("select count(*) from KG_VERIFIED_VALUE where USER_ID = '" + person.id() + "'"))
                .as("the number, and the address that was verified before")
                .isEqualTo(2);

        realm.admin().delete(realm.name() + "/users/" + person.id());

        assertThat(rows(person)).isZero();
        assertThat(database.number("select count(*) from KG_VERIFIED_VALUE where USER_ID = '" + person.id() + "'"))
                .isZero();
        assertThat(database.number("select count(*) from KG_CODE_LIMIT where LIMIT_KEY = '" + person.id() + "'"))
                .isZero();
    }

    private long rows(Person person) {
        String of = " where SUBJECT = '" + person.id() + "'";
        return database.number("select count(*) from KG_CODE_CHALLENGE" + of)
                + database.number("select count(*) from KG_CODE_GUARD" + of);
    }

    private Person newcomer(String name) {
        return realm.newPerson(
                name, user -> user.withArrayProperty("requiredActions").add("verify-phone-number"));
    }

    private HttpPage prove(Person person, String number) {
        HttpPage page = people.afterPassword(person)
                .form("kg-phone-form")
                .set("phone", number)
                .submit();
        return People.answer(page, sms.codeTo(number));
    }

    private long phones(Person person) {
        return realm.credentials(person).stream()
                .filter(credential ->
                        "phone-code".equals(credential.path("type").asText()))
                .count();
    }
}
