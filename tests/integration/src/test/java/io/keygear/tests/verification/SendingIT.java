package io.keygear.tests.verification;

import static org.assertj.core.api.Assertions.assertThat;

import io.keygear.tests.actor.HttpBrowser;
import io.keygear.tests.actor.HttpForm;
import io.keygear.tests.actor.HttpPage;
import io.keygear.tests.actor.OidcClient;
import io.keygear.tests.gateway.TwilioBehaviour;
import io.keygear.tests.server.KeygearTest;
import io.keygear.tests.server.Person;
import io.keygear.tests.server.Probe;
import io.keygear.tests.server.RealmFixture;
import io.keygear.tests.verification.People.Owner;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** How often a message goes out, and what people see when it does not. */
@KeygearTest(realm = People.Undisturbed.class)
class SendingIT extends CodeJourneys {

    SendingIT(RealmFixture realm) {
        super(realm);
    }

    @BeforeEach
    void mend() {
        sms.mend(realm);
    }

    @Test
    void reload_back_second_tab_and_replayed_posts_send_nothing_more() {
        Owner owner = people.withPhone("reloader");
        HttpBrowser browser = new HttpBrowser();
        OidcClient.Login login = realm.demoApp().login();
        HttpPage password = browser.open(login.url());
        HttpForm form = password.form("kc-form-login")
                .set("username", owner.person().username())
                .set("password", owner.person().password());
        HttpPage code = form.submit();
        String sent = sms.codeTo(owner.number());

        code.reload();
        code.reload();
        form.submit(); // back, and the password once more
        password.reload();
        HttpPage answered = People.answer(code, Sms.wrong(sent, 0));
        HttpForm wrong = answered.form("kg-code-form").set("code", Sms.wrong(sent, 1));
        wrong.submit();
        wrong.submit(); // replayed
        browser.open(realm.demoApp().login().url()); // second tab
        HttpPage other = people.afterPassword(owner.person()); // second browser

        assertThat(People.answer(other, sent).status()).isEqualTo(302);
        assertThat(sms.sentTo(owner.number())).isEqualTo(1);
    }

    @Test
    void of_many_parallel_password_posts_one_message_results() {
        Owner owner = people.withPhone("hasty");
        List<HttpForm> forms = IntStream.range(0, 30)
                .mapToObj(turn -> new HttpBrowser()
                        .open(realm.demoApp().login().url())
                        .form("kc-form-login")
                        .set("username", owner.person().username())
                        .set("password", owner.person().password()))
                .toList();

        List<HttpPage> pages = Together.each(forms, HttpForm::submit);

        assertThat(pages).allSatisfy(page -> {
            assertThat(page.has("kg-code-form")).isTrue();
            assertThat(People.complaint(page)).isEmpty();
        });
        sms.codeTo(owner.number());
        assertThat(sms.sentTo(owner.number())).isEqualTo(1);
    }

    @Test
    void an_error_after_taking_the_message_does_not_send_it_again() {
        Owner owner = people.withPhone("servererror");
        sms.behave(owner.number(), TwilioBehaviour.failAfterTaking());

        HttpPage page = people.afterPassword(owner.person());
        String code = sms.codeTo(owner.number());
        page = awaitState(page, "failed");

        assertThat(sms.sentTo(owner.number())).isEqualTo(1);
        assertThat(People.answer(page, code).status()).isEqualTo(302);
    }

    @Test
    void a_reset_after_the_message_does_not_send_it_again() {
        Owner owner = people.withPhone("reset");
        sms.behave(owner.number(), TwilioBehaviour.resetAfterBody());

        HttpPage page = awaitState(people.afterPassword(owner.person()), "failed");

        assertThat(page.text("kg-delivery").orElseThrow()).contains("could not send");
        assertThat(sms.sentTo(owner.number())).isEqualTo(1);
    }

    @Test
    void when_the_gateway_is_down_people_are_told_and_have_another_way() {
        Owner owner = people.withPhoneAndApp("stranded");
        sms.behave(owner.number(), TwilioBehaviour.unavailable());

        HttpPage page = awaitState(people.afterPassword(owner.person()), "failed");

        assertThat(page.text("kg-delivery").orElseThrow()).contains("could not send");
        HttpPage choice = page.form("kc-select-try-another-way-form").submit("tryAnotherWay", "on");
        assertThat(choice.document().text()).contains("Authenticator");
    }

    @Test
    void every_refusal_of_the_gateway_is_a_page_not_an_error() {
        int turn = 0;
        for (int code : List.of(21211, 21610, 21408, 30450, 20429, 20003, 21612, 20500)) {
            Owner owner = people.withPhone("refused" + turn++);
            sms.behave(owner.number(), TwilioBehaviour.error(code, code == 20003 ? 401 : code == 20500 ? 500 : 400));
            HttpPage page = awaitState(people.afterPassword(owner.person()), "failed");
            assertThat(page.has("kg-code-form")).isTrue();
            assertThat(page.text("kg-delivery").orElseThrow())
                    .contains(
                            List.of(21211, 21610, 21408).contains(code)
                                    ? "cannot send messages to this number"
                                    : "could not send");
        }
    }

    @Test
    void a_gateway_that_hangs_holds_up_nobody_else() {
        people.policy(Map.of("sends-per-realm-hour", "100000"));
        List<Owner> stuck = IntStream.range(0, 120)
                .mapToObj(n -> people.withPhone("stuck" + n))
                .toList();
        List<Person> bystanders = IntStream.range(0, 20)
                .mapToObj(n -> realm.newPerson("bystander" + n, user -> {}))
                .toList();
        stuck.forEach(owner -> sms.behave(owner.number(), TwilioBehaviour.hang(Duration.ofSeconds(30))));

        CompletableFuture<List<HttpPage>> hanging = CompletableFuture.supplyAsync(
                () -> Together.each(stuck, owner -> people.afterPassword(owner.person())));
        List<Duration> waits = Stream.concat(bystanders.stream(), bystanders.stream())
                .map(bystander -> {
                    Instant start = Instant.now();
                    assertThat(people.afterPassword(bystander).status()).isEqualTo(302);
                    return Duration.between(start, Instant.now());
                })
                .toList();
        List<HttpPage> pages = hanging.join();

        // Far above what a login takes here, far below the hanging gateway.
        assertThat(waits).allSatisfy(wait -> assertThat(wait).isLessThan(Duration.ofSeconds(10)));
        assertThat(pages)
                .allSatisfy(page -> assertThat(page.has("kg-code-form")).isTrue());
        pages.forEach(page -> awaitState(page, "failed"));
    }

    @Test
    void what_became_of_a_message_is_kept_even_if_nobody_may_be_told() {
        Owner reached = people.withPhone("untellable-reached");
        Owner unreached = people.withPhone("untellable-unreached");
        sms.behave(unreached.number(), TwilioBehaviour.unavailable());

        HttpPage page = people.afterPassword(reached.person());
        String code = sms.codeTo(reached.number());
        awaitState(people.afterPassword(unreached.person()), "failed");

        Probe probe = new Probe(realm.url());
        Eventually.get(
                Duration.ofSeconds(10),
                () -> Optional.of(probe.number("select count(*) from KG_CODE_CHALLENGE where SUBJECT = '"
                                + reached.person().id() + "' and DELIVERY = 'accepted' and DELIVERY_ID is not null"))
                        .filter(kept -> kept == 1));
        assertThat(People.answer(page, code).status()).isEqualTo(302);
    }

    @Test
    void without_a_sender_people_are_told() {
        Owner owner = people.withPhone("senderless");
        realm.changeComponent(Sms.SENDER, "twilio", Map.of("enabled", "false"));
        try {
            HttpPage page = people.afterPassword(owner.person());
            assertThat(People.complaint(page)).contains("not set up");
        } finally {
            realm.changeComponent(Sms.SENDER, "twilio", Map.of("enabled", "true"));
        }
        assertThat(new Probe(realm.url())
                        .number("select count(*) from KG_CODE_CHALLENGE where SUBJECT = '"
                                + owner.person().id() + "'"))
                .isZero();
    }

    /** Asks again, as the page's script does, until the message has got this far. */
    static HttpPage awaitState(HttpPage page, String state) {
        Instant end = Instant.now().plusSeconds(7);
        HttpPage current = page;
        while (!state.equals(state(current))) {
            assertThat(Instant.now()).as("state " + state(current)).isBefore(end);
            pause();
            current = current.form("kg-code-form").submit("refresh", "true");
        }
        return current;
    }

    private static String state(HttpPage page) {
        return page.document().getElementById("kg-delivery").attr("data-state");
    }

    private static void pause() {
        try {
            Thread.sleep(200);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
