package io.keygear.tests.verification;

import static org.assertj.core.api.Assertions.assertThat;

import io.keygear.tests.actor.HttpPage;
import io.keygear.tests.actor.JsonApi;
import io.keygear.tests.actor.JsonApi.Answer;
import io.keygear.tests.gateway.FakeTwilio;
import io.keygear.tests.gateway.TwilioBehaviour;
import io.keygear.tests.gateway.TwilioMessage;
import io.keygear.tests.server.KeygearTest;
import io.keygear.tests.server.Person;
import io.keygear.tests.server.Probe;
import io.keygear.tests.server.RealmFixture;
import io.keygear.tests.verification.People.Owner;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Twilio makes and compares the codes; what counts is counted here, before Twilio is asked. */
@KeygearTest(realm = VerificationRealm.Setup.class)
class VerifyServiceIT {

    private static final Duration PATIENCE = Duration.ofSeconds(8);

    private final RealmFixture realm;
    private final People people;
    private final Probe database;
    private FakeTwilio twilio;
    private String sender;

    VerifyServiceIT(RealmFixture realm) {
        this.realm = realm;
        this.people = new People(realm);
        this.database = new Probe(realm.url());
    }

    @BeforeEach
    void start() throws UnknownHostException {
        twilio = FakeTwilio.start(InetAddress.getByName(realm.server().bindAddress()));
        if (realm.hasComponent(Sms.SENDER, "log")) {
            realm.removeComponent(Sms.SENDER, "log");
        }
        Map<String, String> settings = new HashMap<>(Sms.settings(realm, twilio));
        settings.remove("from");
        settings.put("verify-service-sid", FakeTwilio.VERIFY_SERVICE_SID);
        sender = realm.addComponent(Sms.SENDER, "twilio-verify", settings);
    }

    @AfterEach
    void stop() {
        realm.removeComponent(sender);
        twilio.close();
    }

    @Test
    void twilios_code_is_taken_and_once() {
        Owner owner = people.withPhone("verified");
        HttpPage first = accepted(owner);
        TwilioMessage message = message(owner);
        HttpPage second = people.afterPassword(owner.person());

        assertThat(message.sid()).startsWith("VE");
        assertThat(message.locale()).isEqualTo("en");
        assertThat(People.answer(first, FakeTwilio.codeIn(message)).status()).isEqualTo(302);
        assertThat(People.complaint(People.answer(second, FakeTwilio.codeIn(message))))
                .contains("no longer valid");
        assertThat(twilio.messagesTo(owner.number())).hasSize(1);
    }

    @Test
    void wrong_codes_count_here_and_the_pause_keeps_them_from_twilio() {
        Owner owner = people.withPhone("guesser");
        HttpPage page = accepted(owner);
        String code = FakeTwilio.codeIn(message(owner));
        int before = twilio.requests();

        for (int turn = 0; turn < 4; turn++) {
            page = People.answer(page, Sms.wrong(code, turn));
            assertThat(People.complaint(page)).contains("not right");
        }
        page = People.answer(page, Sms.wrong(code, 4));
        page = People.answer(page, code);

        assertThat(People.complaint(page)).contains("Too many wrong codes");
        assertThat(twilio.requests() - before).isEqualTo(5);
        assertThat(database.number("select FAILURES from KG_CODE_GUARD where SUBJECT = '"
                        + owner.person().id() + "'"))
                .isEqualTo(5);
    }

    @Test
    void of_30_parallel_right_codes_one_succeeds() {
        Owner owner = people.withPhone("racer");
        accepted(owner);
        List<HttpPage> pages = IntStream.range(0, 30)
                .mapToObj(n -> people.afterPassword(owner.person()))
                .toList();
        String code = FakeTwilio.codeIn(message(owner));

        List<HttpPage> answers = Together.each(pages, page -> People.answer(page, code));

        assertThat(answers.stream().filter(page -> page.status() == 302)).hasSize(1);
        assertThat(database.number("select count(*) from KG_CODE_CHALLENGE where CONSUMED_AT is not null and SUBJECT"
                        + " = '" + owner.person().id() + "'"))
                .isEqualTo(1);
    }

    @Test
    void a_verification_that_twilio_forgot_is_expired() {
        Owner owner = people.withPhone("forgotten");
        HttpPage page = accepted(owner);
        twilio.behaveOnCheck(TwilioBehaviour.error(20404, 404));

        assertThat(People.complaint(People.answer(page, "123456"))).contains("no longer valid");
    }

    @Test
    void when_twilio_cannot_say_people_are_told_and_nobody_is_let_in() {
        Owner owner = people.withPhone("undecided");
        HttpPage page = accepted(owner);
        String code = FakeTwilio.codeIn(message(owner));
        twilio.behaveOnCheck(TwilioBehaviour.error(20500, 500));

        page = People.answer(page, code);
        assertThat(People.complaint(page)).contains("could not check");

        twilio.behaveOnCheck(TwilioBehaviour.accept());
        assertThat(page.status()).isEqualTo(200);
    }

    @Test
    void when_twilio_cannot_say_an_app_is_told_to_try_again() {
        Owner owner = people.withMainPhone("undecided-app");
        JsonApi app = new VerificationRealm(realm).as(owner.person());
        app.post("send", VerificationRealm.phone(null));
        String code = FakeTwilio.codeIn(message(owner));
        new Challenges(realm).settle();
        twilio.behaveOnCheck(TwilioBehaviour.error(20500, 500));

        Answer unchecked = app.post("check", VerificationRealm.phone(null, Sms.wrong(code, 0)));
        twilio.behaveOnCheck(TwilioBehaviour.accept());
        Answer checked = app.post("check", VerificationRealm.phone(null, code));

        assertThat(unchecked.status()).as(unchecked.text()).isEqualTo(503);
        assertThat(unchecked.problem()).isEqualTo("unchecked");
        assertThat(unchecked.headers().firstValue("Retry-After")).contains("5");
        assertThat(checked.status()).as(checked.text()).isEqualTo(200);
    }

    @Test
    void a_twilio_that_hangs_while_comparing_holds_up_nobody_else() {
        List<Owner> stuck = IntStream.range(0, 60)
                .mapToObj(n -> people.withPhone("waiting" + n))
                .toList();
        people.policy(Map.of("sends-per-realm-hour", "100000"));
        List<HttpPage> pages = stuck.stream().map(this::accepted).toList();
        Person bystander = realm.newPerson("passerby", user -> {});
        twilio.behaveOnCheck(TwilioBehaviour.hang(Duration.ofSeconds(30)));

        CompletableFuture<List<HttpPage>> hanging =
                CompletableFuture.supplyAsync(() -> Together.each(pages, page -> People.answer(page, "123456")));
        for (int turn = 0; turn < 10; turn++) {
            Instant start = Instant.now();
            assertThat(people.afterPassword(bystander).status()).isEqualTo(302);
            assertThat(Duration.between(start, Instant.now())).isLessThan(Duration.ofSeconds(4));
        }

        assertThat(hanging.join())
                .allSatisfy(page -> assertThat(People.complaint(page)).contains("could not check"));
    }

    /** The page when the message is out: until then nobody knows that Twilio has the code. */
    private HttpPage accepted(Owner owner) {
        return SendingIT.awaitState(people.afterPassword(owner.person()), "accepted");
    }

    private TwilioMessage message(Owner owner) {
        return twilio.awaitMessageTo(owner.number(), PATIENCE);
    }
}
