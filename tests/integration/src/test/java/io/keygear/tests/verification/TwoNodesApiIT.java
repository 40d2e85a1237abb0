package io.keygear.tests.verification;

import static io.keygear.tests.verification.VerificationRealm.phone;
import static org.assertj.core.api.Assertions.assertThat;

import io.keygear.tests.actor.JsonApi;
import io.keygear.tests.actor.JsonApi.Answer;
import io.keygear.tests.server.KeygearTest;
import io.keygear.tests.server.Person;
import io.keygear.tests.server.Probe;
import io.keygear.tests.server.RealmFixture;
import io.keygear.tests.server.ServerConfig;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The verification API, called on two nodes at the same moment. */
@KeygearTest(server = ServerConfig.TwoNodes.class, realm = TwoNodesFlowsIT.Setup.class)
class TwoNodesApiIT extends CodeJourneys {

    private static final int CLAIMANTS = 50;

    private final Probe database;

    TwoNodesApiIT(RealmFixture realm) {
        super(realm);
        this.database = new Probe(realm.url());
    }

    @BeforeAll
    static void admit(RealmFixture realm) {
        new VerificationRealm(realm).admitBackend();
    }

    @BeforeEach
    void roomForManyMessages() {
        people.policy(Identify.UNLIMITED);
    }

    @Test
    void of_fifty_who_verify_one_number_one_gets_it() {
        String number = People.newNumber();
        List<Supplier<Answer>> checks = new ArrayList<>();
        for (int turn = 0; turn < CLAIMANTS; turn++) {
            JsonApi app = api(turn).as(withNumber("claimant-" + turn, number));
            assertThat(app.post("send", phone(null)).status()).isEqualTo(202);
            String code = sms.codeTo(number);
            checks.add(() -> app.post("check", phone(null, code)));
        }

        List<Answer> answers = Together.each(checks, Supplier::get);

        List<Answer> owners =
                answers.stream().filter(answer -> answer.status() == 200).toList();
        assertThat(owners).hasSize(1);
        assertThat(answers)
                .filteredOn(answer -> answer.status() != 200)
                .allSatisfy(answer -> assertThat(answer.problem()).isEqualTo("value_taken"));
        assertThat(database.number("select count(*) from KG_VERIFIED_VALUE where VERIFY_KEY = 'phone' and USER_ID = '"
                        + owners.get(0).member("user_id") + "'"))
                .isEqualTo(1);
    }

    @Test
    void what_one_node_verifies_shows_on_the_other_that_knows_the_user_already() {
        String number = People.newNumber();
        Person person = withNumber("known-there", number);
        JsonApi there = api(0).as(person);
        assertThat(there.get("status").json().at("/verified_record_keys/phone").asBoolean())
                .isFalse();

        api(1).backend().post("send", phone(number));
        Answer checked = api(1).backend().post("check", phone(number, sms.codeTo(number)));

        assertThat(checked.status()).isEqualTo(200);
        assertThat(there.get("status").json().at("/verified_record_keys/phone").asBoolean())
                .isTrue();
    }

    @Test
    void of_fifty_checks_of_the_right_code_one_succeeds() {
        String number = People.newNumber();
        Person person = withNumber("checked", number);
        api(0).as(person).post("send", phone(null));
        String code = sms.codeTo(number);
        List<JsonApi> apps = IntStream.range(0, CLAIMANTS)
                .mapToObj(
                        turn -> turn % 4 < 2 ? api(turn).as(person) : api(turn).backend())
                .toList();

        List<Answer> answers = Together.each(apps, app -> app.post("check", phone(number, code)));

        assertThat(answers.stream().filter(answer -> answer.status() == 200)).hasSize(1);
        assertThat(answers)
                .filteredOn(answer -> answer.status() != 200)
                .allSatisfy(answer -> assertThat(answer.problem()).isIn("used", "too_many_attempts"));
        assertThat(realm.user(person).at("/attributes/phoneNumberVerified/0").asText())
                .isEqualTo("true");
    }

    @Test
    void of_fifty_wrong_checks_five_are_compared() {
        String number = People.newNumber();
        Person person = withNumber("miscounted", number);
        api(0).as(person).post("send", phone(null));
        String code = sms.codeTo(number);
        List<Supplier<Answer>> checks = IntStream.range(0, CLAIMANTS)
                .<Supplier<Answer>>mapToObj(turn -> {
                    JsonApi app = api(turn).as(person);
                    return () -> app.post("check", phone(null, Sms.wrong(code, turn)));
                })
                .toList();

        List<Answer> answers = Together.each(checks, Supplier::get);

        assertThat(answers.stream().filter(answer -> "invalid".equals(answer.problem())))
                .hasSize(5);
        assertThat(answers.stream().filter(answer -> "too_many_attempts".equals(answer.problem())))
                .hasSize(CLAIMANTS - 5);
        assertThat(database.number("select FAILURES from KG_CODE_GUARD where SUBJECT = '" + person.id() + "'"))
                .isEqualTo(5);
    }

    @Test
    void the_limit_of_an_address_is_one_for_both() {
        people.policy(Map.of("sends-per-ip-hour", "7"));
        List<String> numbers = IntStream.range(0, 30)
                .mapToObj(turn -> {
                    String number = People.newNumber();
                    withNumber("neighbour-" + turn, number);
                    return number;
                })
                .toList();
        database.update("delete from KG_CODE_LIMIT where KIND = 'address-hour'");

        List<Answer> answers = Together.each(
                numbers, number -> api(numbers.indexOf(number)).anybody().post("send", phone(number)));

        assertThat(answers).allSatisfy(answer -> assertThat(answer.status()).isEqualTo(202));
        assertThat(database.number("select sum(USED) from KG_CODE_LIMIT where KIND = 'address-hour'"))
                .isEqualTo(7);
        new Challenges(realm).settle();
        assertThat(numbers.stream().mapToInt(sms::sentTo).sum()).isEqualTo(7);
    }

    private VerificationRealm api(int turn) {
        return new VerificationRealm(realm, node(turn));
    }

    private URI node(int turn) {
        return turn % 2 == 0
                ? realm.server().url()
                : realm.server().secondNode().url();
    }

    private Person withNumber(String username, String number) {
        return realm.newPerson(
                username,
                user -> user.withObjectProperty("attributes")
                        .putArray("phoneNumber")
                        .add(number));
    }
}
