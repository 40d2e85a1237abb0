package io.keygear.tests.verification;

import static org.assertj.core.api.Assertions.assertThat;

import io.keygear.tests.actor.HttpPage;
import io.keygear.tests.gateway.FakeTwilio;
import io.keygear.tests.gateway.TwilioBehaviour;
import io.keygear.tests.server.KeygearTest;
import io.keygear.tests.server.LoginEvent;
import io.keygear.tests.server.RealmFixture;
import io.keygear.tests.verification.People.Owner;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Two senders: who sends, when one cannot. */
@KeygearTest(realm = People.Undisturbed.class)
class FailOverIT {

    private static final Duration PATIENCE = Duration.ofSeconds(8);
    private static final Duration SHORT = Duration.ofSeconds(3);

    private final RealmFixture realm;
    private final People people;
    private FakeTwilio first;
    private FakeTwilio second;
    private String firstId;
    private String secondId;

    FailOverIT(RealmFixture realm) {
        this.realm = realm;
        this.people = new People(realm);
    }

    @BeforeEach
    void twoSenders() throws UnknownHostException {
        InetAddress address = InetAddress.getByName(realm.server().bindAddress());
        first = FakeTwilio.start(address);
        second = FakeTwilio.start(address);
        if (realm.hasComponent(Sms.SENDER, "log")) {
            realm.removeComponent(Sms.SENDER, "log");
        }
        firstId = realm.addComponent("first", Sms.SENDER, "twilio", settings(first, 1));
        secondId = realm.addComponent("second", Sms.SENDER, "twilio", settings(second, 2));
    }

    @AfterEach
    void noSenders() {
        realm.removeComponent(firstId);
        realm.removeComponent(secondId);
        first.close();
        second.close();
    }

    @Test
    void the_second_sends_what_the_first_refuses_and_its_code_is_taken() {
        first.behave(TwilioBehaviour.error(20003, 401));
        Owner owner = people.withPhone("passedon");

        HttpPage page = people.afterPassword(owner.person());
        String code = FakeTwilio.codeIn(second.awaitMessageTo(owner.number(), PATIENCE));

        assertThat(People.answer(page, code).status()).isEqualTo(302);
        assertThat(first.messages()).isEmpty();
        assertThat(second.messagesTo(owner.number())).hasSize(1);
        assertThat(event(owner, "sent").details())
                .containsEntry("code_sender", "second")
                .containsEntry("code_tries", "2")
                .containsEntry("code_country", "GB");
    }

    @ParameterizedTest
    @ValueSource(ints = {21610, 30450})
    void nobody_sends_what_the_first_refuses_for_good(int code) {
        first.behave(TwilioBehaviour.error(code, 400));
        Owner owner = people.withPhone("final" + code);

        SendingIT.awaitState(people.afterPassword(owner.person()), "failed");

        assertThat(first.requests()).isEqualTo(1);
        assertThat(second.requests()).isZero();
    }

    @Test
    void nobody_sends_what_the_first_may_have_taken() {
        first.behave(TwilioBehaviour.resetAfterBody());
        Owner owner = people.withPhone("unclear");

        SendingIT.awaitState(people.afterPassword(owner.person()), "failed");

        assertThat(second.requests()).isZero();
        assertThat(event(owner, "send_failed").error()).isEqualTo("provider-down");
    }

    @Test
    void a_sender_is_for_its_countries() {
        realm.changeComponent(firstId, Map.of("countries", "DE, FR"));
        Owner owner = people.withPhone("routed");

        people.afterPassword(owner.person());

        second.awaitMessageTo(owner.number(), PATIENCE);
        assertThat(first.requests()).isZero();
    }

    @Test
    void a_sender_that_fails_five_times_is_passed_over_until_it_is_mended() {
        first.behave(TwilioBehaviour.resetAfterBody());
        for (int turn = 0; turn < 5; turn++) {
            SendingIT.awaitState(
                    people.afterPassword(people.withPhone("breaking" + turn).person()), "failed");
        }
        Owner owner = people.withPhone("bypassed");
        people.afterPassword(owner.person());
        second.awaitMessageTo(owner.number(), PATIENCE);
        assertThat(first.requests()).isEqualTo(5);

        first.behave(TwilioBehaviour.accept());
        realm.changeComponent(firstId, Map.of("priority", "0"));
        Owner later = people.withPhone("mended");
        people.afterPassword(later.person());
        first.awaitMessageTo(later.number(), PATIENCE);
        assertThat(second.messagesTo(later.number())).isEmpty();
    }

    @Test
    void a_first_that_is_down_is_no_obstacle() {
        first.close();
        Owner owner = people.withPhone("unbothered");

        people.afterPassword(owner.person());

        second.awaitMessageTo(owner.number(), PATIENCE);
        assertThat(second.messages()).hasSize(1);
    }

    private Map<String, String> settings(FakeTwilio twilio, int priority) {
        Map<String, String> settings = new HashMap<>(Sms.settings(realm, twilio));
        settings.put("priority", Integer.toString(priority));
        return settings;
    }

    /** The event is written when the message is out, on another thread. */
    private LoginEvent event(Owner owner, String what) {
        return Eventually.get(
                SHORT,
                () -> realm.events(owner.person()).stream()
                        .filter(event -> what.equals(event.details().get("code_event")))
                        .findFirst());
    }
}
