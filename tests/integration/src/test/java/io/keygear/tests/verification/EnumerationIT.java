package io.keygear.tests.verification;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.keygear.tests.actor.HttpBrowser;
import io.keygear.tests.actor.HttpPage;
import io.keygear.tests.gateway.TwilioBehaviour;
import io.keygear.tests.server.FlowFixture;
import io.keygear.tests.server.KeycloakServer;
import io.keygear.tests.server.KeygearTest;
import io.keygear.tests.server.Person;
import io.keygear.tests.server.RealmFixture;
import io.keygear.tests.server.RealmSetup;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Nobody learns who has an account: not from what a page says, and not from how long it takes. */
@KeygearTest(realm = EnumerationIT.LocksEarly.class)
class EnumerationIT extends CodeJourneys {

    /** Warmed up, then so many of each kind. */
    private static final int WARM_UP = 10;

    private static final int TRIES = Integer.getInteger("keygear.enumeration.tries", 60);

    private static final String NOBODY = "+447700900196";

    private static Mails mails;

    EnumerationIT(RealmFixture realm) {
        super(realm);
    }

    /** Brute-force detection that locks after two wrong passwords, for long. */
    static final class LocksEarly implements RealmSetup {
        @Override
        public void apply(ObjectNode realm, KeycloakServer server) {
            new People.CheapPasswords().apply(realm, server);
            realm.put("failureFactor", 2).put("waitIncrementSeconds", 3600).put("minimumQuickLoginWaitSeconds", 3600);
        }
    }

    @BeforeAll
    static void flows(RealmFixture realm) {
        mails = Mails.of(realm);
        FlowFixture.use(realm, "passwordless");
        FlowFixture.use(realm, "reset-password");
        FlowFixture.use(realm, "registration");
        realm.changeComponent(People.POLICY, "code-policy", Identify.UNLIMITED);
    }

    @AfterAll
    static void closeMails() {
        mails.close();
    }

    @Test
    void login_and_reset_answer_everybody_alike_until_the_code_is_right() {
        for (String path : List.of("", "reset-credentials")) {
            Map<String, String> people = people("page" + path.length());
            Map<String, List<String>> answers = new LinkedHashMap<>();
            people.forEach((kind, identifier) -> {
                HttpPage start = open(path);
                HttpPage page = Identify.as(start, identifier);
                List<String> seen = new ArrayList<>(List.of(Pages.comparable(page, identifier)));
                for (int turn = 0; turn < 6; turn++) {
                    page = People.answer(page, "zzzzzz");
                    seen.add(Pages.comparable(page, identifier));
                }
                seen.add(Pages.comparable(page.form("kg-code-form").submit("resend", "true"), identifier));
                answers.put(kind, seen);
            });
            List<String> unknown = answers.remove("unknown");
            answers.forEach((kind, seen) -> {
                for (int step = 0; step < seen.size(); step++) {
                    assertThat(seen.get(step))
                            .as("%s, step %d of '%s'", kind, step, path)
                            .isEqualTo(unknown.get(step));
                }
            });
        }
    }

    @Test
    void registration_answers_everybody_alike_until_the_code_is_right() {
        realm.newPerson("has-one", user -> {});
        HttpPage taken = Identify.as(open("registration"), "has-one@example.com");
        HttpPage free = Identify.as(open("registration"), "hasnone@example.com");

        String takenPage = Pages.comparable(settled(taken), "h•••••@example.com");
        String freePage = Pages.comparable(settled(free), "h•••••@example.com");
        assertThat(takenPage.replace("has-one@", "TYPED@")).isEqualTo(freePage.replace("hasnone@", "TYPED@"));
    }

    @Test
    void time_tells_nothing_with_a_sender_that_takes_two_seconds() {
        String number = "+447700900197";
        realm.newPerson("timed", user -> {
            People.addPhone(user, number, "Phone");
            ObjectNode attributes = user.withObjectProperty("attributes");
            attributes.putArray("phoneNumber").add(number);
            attributes.putArray("phoneNumberVerified").add("true");
        });
        sms.behave(number, TwilioBehaviour.hang(Duration.ofSeconds(2)));
        List<Long> known = new ArrayList<>();
        List<Long> unknown = new ArrayList<>();
        for (int turn = 0; turn < WARM_UP + TRIES; turn++) {
            realm.passTime(Duration.ofSeconds(3601));
            boolean knownFirst = turn % 2 == 0; // whoever comes first after the clock moved waits a little longer
            long first = time(knownFirst ? number : NOBODY);
            long second = time(knownFirst ? NOBODY : number);
            long one = knownFirst ? first : second;
            long other = knownFirst ? second : first;
            if (turn >= WARM_UP) {
                known.add(one);
                unknown.add(other);
            }
        }

        long difference = Math.abs(median(known) - median(unknown)) / 1_000_000;
        System.out.printf(
                "medians of %d tries: known %d ms, unknown %d ms%n",
                TRIES, median(known) / 1_000_000, median(unknown) / 1_000_000);
        assertThat(difference).isLessThan(25);
        assertThat(sms.sentTo(number)).isGreaterThan(TRIES / 2);
        assertThat(sms.sentTo(NOBODY)).isZero();
    }

    private long time(String identifier) {
        HttpPage start = open("");
        long begin = System.nanoTime();
        HttpPage page = Identify.as(start, identifier);
        long taken = System.nanoTime() - begin;
        assertThat(page.has("kg-code-form")).isTrue();
        return taken;
    }

    private static long median(List<Long> times) {
        return times.stream().sorted().skip(times.size() / 2).findFirst().orElseThrow();
    }

    /** One of each kind; all identifiers of one length, so that pages can be compared to the byte. */
    private Map<String, String> people(String prefix) {
        realm.newPerson(prefix + "-known", user -> {});
        realm.newPerson(prefix + "-empty", user -> {
            user.remove("email");
            user.put("emailVerified", false);
        });
        realm.newPerson(prefix + "-false", user -> user.put("enabled", false));
        Person locked = realm.newPerson(prefix + "-locks", user -> {});
        lock(locked);
        Map<String, String> people = new LinkedHashMap<>();
        people.put("known", prefix + "-known@example.com");
        people.put("known by username", prefix + "-known");
        people.put("unknown", prefix + "-never@example.com");
        people.put("unknown username", prefix + "-never");
        people.put("no phone and no address", prefix + "-empty");
        people.put("disabled", prefix + "-false@example.com");
        people.put("locked", prefix + "-locks@example.com");
        return people;
    }

    private void lock(Person person) {
        String flow = realm.admin().get(realm.name()).path("browserFlow").asText();
        realm.change(settings -> settings.put("browserFlow", "browser"));
        for (int turn = 0; turn < 2; turn++) {
            new HttpBrowser().open(realm.demoApp().login().url()).login(person.username(), "wrong");
            BruteForce.awaitFailures(realm, person, turn + 1);
        }
        realm.change(settings -> settings.put("browserFlow", flow));
        JsonNode status = realm.admin().get(realm.name() + "/attack-detection/brute-force/users/" + person.id());
        assertThat(status.path("disabled").asBoolean()).isTrue();
    }

    private HttpPage open(String path) {
        HttpPage login = new HttpBrowser().open(realm.demoApp().login().url());
        if (path.isEmpty()) {
            return login;
        }
        String base = login.form().action().toString().replace("authenticate", path);
        return login.browser()
                .open(URI.create(base.replaceFirst("session_code=[^&]*&", "").replaceFirst("execution=[^&]*&", "")));
    }

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
