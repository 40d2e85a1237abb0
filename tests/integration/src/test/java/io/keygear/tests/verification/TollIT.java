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
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Where messages go, and how many to numbers that nobody has proved to hold. */
@KeygearTest(realm = People.Undisturbed.class)
class TollIT extends CodeJourneys {

    private final Probe database;

    TollIT(RealmFixture realm) {
        super(realm);
        this.database = new Probe(realm.url());
    }

    @BeforeEach
    void usualRules() {
        people.policy(Map.of(
                "sms-countries", "GB",
                "test-numbers", "+44770090,+4915",
                "unproven-budgets", "off",
                "unproven-share", "50",
                "unproven-sends-per-ip-hour", "10",
                "unproven-sends-per-country-hour", "30",
                "sms-sends-per-realm-day", "5000",
                "sends-per-realm-hour", "1000"));
        database.update("delete from KG_CODE_LIMIT where " + ours());
        database.update("delete from KG_CODE_CHALLENGE where " + ours());
        realm.clearEvents();
    }

    @Test
    void a_realm_that_names_no_country_sends_to_nobody() {
        people.policy(Map.of("sms-countries", ""));
        Owner owner = people.withPhone("denied");

        HttpPage page = people.afterPassword(owner.person());

        assertThat(People.complaint(page)).contains("cannot send messages to this country");
        assertThat(sms.sentTo(owner.number())).isZero();
        assertThat(codes(owner.person())).isZero();
        assertThat(blocked()).containsExactly("country");
    }

    @Test
    void other_countries_and_costly_kinds_of_numbers_get_nothing() {
        for (String number : List.of("+4915123456789", "+12015550123")) {
            assertThat(enrol("abroad" + number.substring(1), number).document().text())
                    .contains("cannot send messages to this country");
            assertThat(sms.sentTo(number)).isZero();
        }
        for (String number : List.of("+449012345678", "+445512345678", "+447640123456")) {
            assertThat(enrol("costly" + number.substring(1), number).document().text())
                    .contains("Messages cannot reach this kind of number");
            assertThat(sms.sentTo(number)).isZero();
        }
    }

    @Test
    void the_budget_of_a_day_is_a_hard_stop_and_exact_when_all_ask_at_once() {
        stopsAtSeven("sms-sends-per-realm-day", "charged-realm-day", Duration.ofDays(1));
    }

    @Test
    void the_messages_of_an_hour_end_exactly_at_their_limit_too() {
        stopsAtSeven("sends-per-realm-hour", "realm-hour", Duration.ofHours(1));
    }

    private void stopsAtSeven(String rule, String limit, Duration window) {
        people.policy(Map.of(rule, "7"));
        List<Owner> owners = owners(limit, 25);

        List<HttpPage> pages = Together.each(owners, owner -> people.afterPassword(owner.person()));

        assertThat(pages.stream().filter(page -> People.complaint(page).contains("Too many messages")))
                .hasSize(18);
        assertThat(blocked()).hasSize(18).containsOnly(limit);
        assertThat(used(limit)).isEqualTo(7);
        assertThat(database.number("select count(*) from KG_CODE_CHALLENGE where " + ours()))
                .isEqualTo(7);
        realm.passTime(window.minusSeconds(60));
        assertThat(People.complaint(people.afterPassword(owners.get(0).person())))
                .contains("Too many messages");
        realm.passTime(Duration.ofSeconds(61));
        assertThat(People.complaint(people.afterPassword(owners.get(0).person())))
                .isEmpty();
    }

    @Test
    void unproven_numbers_have_a_budget_per_country_exact_when_all_ask_at_once() {
        people.policy(Map.of(
                "unproven-budgets", "enforce",
                "unproven-sends-per-country-hour", "5",
                "unproven-sends-per-ip-hour", "1000"));
        List<Person> newcomers = newcomers("crowd", 25);

        List<HttpPage> pages = Together.each(newcomers, person -> enrol(person, People.newNumber()));

        assertThat(pages.stream().filter(page -> page.has("kg-code-form"))).hasSize(5);
        assertThat(pages.stream().filter(page -> page.document().text().contains("Too many messages")))
                .hasSize(20);
        assertThat(used("unproven-country-hour")).isEqualTo(5);
        assertThat(used("unproven-address-hour")).isEqualTo(5);
        assertThat(used("charged-realm-day")).isEqualTo(5);
        assertThat(blocked()).hasSize(20).containsOnly("unproven-country-hour");
    }

    @Test
    void unproven_numbers_have_a_budget_per_address_that_frees_itself_as_codes_come_back() {
        people.policy(Map.of("unproven-budgets", "enforce", "unproven-sends-per-ip-hour", "2", "unproven-share", "0"));
        List<Person> newcomers = newcomers("office", 5);
        String number = People.newNumber();

        HttpPage first = enrol(newcomers.get(0), number);
        enrol(newcomers.get(1), People.newNumber());
        assertThat(enrol(newcomers.get(2), People.newNumber()).has("kg-code-form"))
                .isFalse();

        assertThat(People.answer(first, sms.codeTo(number)).status()).isEqualTo(302);
        assertThat(used("unproven-address-hour")).isEqualTo(1);
        assertThat(enrol(newcomers.get(3), People.newNumber()).has("kg-code-form"))
                .isTrue();
        assertThat(enrol(newcomers.get(4), People.newNumber()).has("kg-code-form"))
                .isFalse();
    }

    @Test
    void proven_numbers_count_in_no_such_budget() {
        people.policy(Map.of("unproven-budgets", "enforce", "unproven-sends-per-country-hour", "0"));
        Owner owner = people.withPhone("known");

        HttpPage page = people.afterPassword(owner.person());

        assertThat(People.answer(page, sms.codeTo(owner.number())).status()).isEqualTo(302);
        assertThat(enrol("unknown", People.newNumber()).document().text()).contains("Too many messages");
    }

    @Test
    void budgets_grow_with_the_codes_that_come_back() {
        people.policy(Map.of(
                "unproven-budgets",
                "enforce",
                "unproven-sends-per-country-hour",
                "2",
                "unproven-sends-per-ip-hour",
                "99"));
        for (int turn = 0; turn < 4; turn++) {
            String number = People.newNumber();
            HttpPage page = enrol("honest" + turn, number);
            assertThat(People.answer(page, sms.codeTo(number)).status()).isEqualTo(302);
        }

        List<HttpPage> pages = newcomers("idle", 6).stream()
                .map(person -> enrol(person, People.newNumber()))
                .toList();

        assertThat(pages.stream().filter(page -> page.has("kg-code-form"))).hasSize(2 + 4 / 2);
    }

    @Test
    void recording_refuses_nobody_and_tells() {
        people.policy(Map.of("unproven-budgets", "record", "unproven-sends-per-country-hour", "1"));

        for (Person person : newcomers("observed", 3)) {
            assertThat(enrol(person, People.newNumber()).has("kg-code-form")).isTrue();
        }

        assertThat(used("unproven-country-hour")).isEqualTo(3);
        assertThat(realm.events().stream()
                        .filter(event ->
                                "budget_exceeded".equals(event.details().get("code_event"))))
                .hasSize(2)
                .allSatisfy(event -> assertThat(event.details()).containsEntry("code_limit", "unproven-country-hour"));
    }

    private List<Owner> owners(String name, int count) {
        return IntStream.range(0, count)
                .mapToObj(n -> people.withPhone(name + n))
                .toList();
    }

    private List<Person> newcomers(String name, int count) {
        return IntStream.range(0, count).mapToObj(n -> newcomer(name + n)).toList();
    }

    private Person newcomer(String name) {
        return realm.newPerson(name, user -> user.putArray("requiredActions").add("verify-phone-number"));
    }

    private HttpPage enrol(String name, String number) {
        return enrol(newcomer(name), number);
    }

    private HttpPage enrol(Person person, String number) {
        return people.afterPassword(person)
                .form("kg-phone-form")
                .set("phone", number)
                .submit();
    }

    private List<String> blocked() {
        return realm.events().stream()
                .filter(event -> "blocked".equals(event.details().get("code_event")))
                .map(event -> event.details().get("code_limit"))
                .toList();
    }

    private long codes(Person person) {
        return database.number("select count(*) from KG_CODE_CHALLENGE where SUBJECT = '" + person.id() + "'");
    }

    private long used(String kind) {
        return database.number("select sum(USED) from KG_CODE_LIMIT where KIND = '" + kind + "' and " + ours());
    }

    private String ours() {
        return "REALM_ID = (select ID from REALM where NAME = '" + realm.name() + "')";
    }
}
