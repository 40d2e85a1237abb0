package io.keygear.tests.verification;

import static io.keygear.tests.verification.VerificationRealm.phone;
import static org.assertj.core.api.Assertions.assertThat;

import io.keygear.tests.actor.Http;
import io.keygear.tests.actor.HttpBrowser;
import io.keygear.tests.actor.HttpPage;
import io.keygear.tests.server.KeygearTest;
import io.keygear.tests.server.Probe;
import io.keygear.tests.server.RealmFixture;
import io.keygear.tests.verification.People.Owner;
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What people whom nobody knows use up by asking for codes is not taken from anybody else. */
@KeygearTest(realm = VerificationRealm.Setup.class)
class StrangersIT extends CodeJourneys {

    private final VerificationRealm verification;
    private final Probe database;

    StrangersIT(RealmFixture realm) {
        super(realm);
        this.verification = new VerificationRealm(realm);
        this.database = new Probe(realm.url());
    }

    @BeforeAll
    static void flows(RealmFixture realm) {
        FlowsForStrangers.use(realm);
        startWith(realm, "keygear browser");
    }

    /** How a login begins. */
    private static void startWith(RealmFixture realm, String flow) {
        realm.change(settings -> settings.put("browserFlow", flow));
    }

    @BeforeEach
    void countAnew() {
        database.update("delete from KG_CODE_LIMIT");
    }

    @Test
    void who_knows_a_number_takes_no_second_factor_from_its_owner() {
        limits(Map.of("sends-per-user-day", "3", "sends-per-target-hour", "3", "sends-per-target-day", "3"));
        Owner owner = people.withMainPhone("besieged");
        for (int turn = 0; turn < 5; turn++) {
            verification.anybody().post("send", phone(owner.number()));
            verification.anybody().post("check", phone(owner.number(), "000000"));
        }
        IntStream.range(0, 3).forEach(message -> sms.codeTo(owner.number()));

        HttpPage page = people.afterPassword(owner.person());
        HttpPage answered = People.answer(page, sms.codeTo(owner.number()));

        assertThat(People.complaint(answered)).isEmpty();
        assertThat(sms.sentTo(owner.number())).isEqualTo(4);
    }

    @Test
    void codes_to_nobody_use_up_nothing_of_the_realm() {
        limits(Map.of("sends-per-realm-hour", "4"));
        for (int turn = 0; turn < 10; turn++) {
            assertThat(verification
                            .anybody()
                            .post("send", phone(People.newNumber()))
                            .status())
                    .isEqualTo(202);
        }

        Owner owner = people.withMainPhone("undisturbed");
        assertThat(verification.as(owner.person()).post("send", phone(null)).status())
                .isEqualTo(202);
        assertThat(sms.codeTo(owner.number())).isNotEmpty();
        assertThat(database.number("select count(*) from KG_CODE_LIMIT where KIND like '%realm%' and USED > 1"))
                .isZero();
    }

    @Test
    void strangers_use_up_one_half_of_what_a_realm_sends() {
        limits(Map.of("sends-per-realm-hour", "4"));
        List<Owner> owners = IntStream.range(0, 4)
                .mapToObj(turn -> people.withMainPhone("asked-for-" + turn))
                .toList();
        for (Owner owner : owners) {
            assertThat(verification
                            .anybody()
                            .post("send", phone(owner.number()))
                            .status())
                    .isEqualTo(202);
        }

        Owner owner = owners.get(3);
        assertThat(verification.as(owner.person()).post("send", phone(null)).status())
                .isEqualTo(202);
        assertThat(sms.codeTo(owner.number())).isNotEmpty();
        assertThat(sent(owners)).isEqualTo(3);
        assertThat(database.number("select USED from KG_CODE_LIMIT where KIND = 'realm-hour' and LIMIT_KEY = 'all'"))
                .isEqualTo(3);
    }

    @Test
    void nobody_learns_which_names_belong_together_by_using_up_one_of_them() {
        limits(Map.of("sends-per-target-hour", "3", "max-resends", "10"));
        realm.newPerson("linked", user -> {});
        startWith(realm, "keygear passwordless");
        try (Mails mails = Mails.of(realm)) {
            HttpPage page = Identify.at(realm, "linked");
            for (int turn = 0; turn < 4; turn++) {
                page = page.form("kg-code-form").submit("resend", "true");
            }
            String complaint = People.complaint(page);

            HttpPage known = Identify.at(realm, "linked@example.com");
            HttpPage unknown = Identify.at(realm, "nobody@example.com");

            assertThat(mails.codeTo("linked@example.com")).isNotEmpty();
            assertThat(complaint).isNotEmpty();
            Pages.look(known, "linked@example.com").assertLike(Pages.look(unknown, "nobody@example.com"));
        } finally {
            startWith(realm, "keygear browser");
        }
    }

    @Test
    void who_only_opens_addresses_has_nothing_sent() {
        String number = People.newNumber();
        String address = "looked-up@example.com";
        realm.newPerson("looked-up", user -> People.addMainPhone(user, number));
        startWith(realm, "keygear passwordless");
        limits(Map.of());
        try (Mails mails = Mails.of(realm)) {
            List<HttpPage> begun = List.of(
                    Identify.as(Door.LOGIN.open(realm), number),
                    Identify.as(Door.RESET.open(realm), address),
                    Identify.as(Door.REGISTRATION.open(realm), address),
                    People.answer(Identify.as(Door.LOGIN.open(realm), address), mails.codeTo(address)));
            new Challenges(realm).settle();
            long made = database.number("select count(*) from KG_CODE_CHALLENGE");
            int messages = sms.sent() + mails.sentTo(address);
            realm.passTime(Duration.ofSeconds(601)); // no pause and no valid code stands in the way any more

            for (String value : List.of(number, address)) {
                for (URI open : addresses(value)) {
                    HttpPage shown = new HttpBrowser().open(open);
                    assertThat(shown.status())
                            .as("%s", shown)
                            .isIn(open.getPath().contains("/openid-connect/") ? List.of(200) : List.of(401, 404, 405));
                    begun.forEach(page -> page.browser().copy().open(open));
                }
                for (HttpPage page : begun) {
                    inSession(page, value).forEach(open -> page.browser().copy().open(open));
                }
            }

            new Challenges(realm).settle();
            assertThat(database.number("select count(*) from KG_CODE_CHALLENGE"))
                    .isEqualTo(made);
            assertThat(sms.sent() + mails.sentTo(address)).isEqualTo(messages);
            Identify.as(Door.LOGIN.open(realm), number);
            assertThat(database.number("select count(*) from KG_CODE_CHALLENGE"))
                    .as("a form does it")
                    .isEqualTo(made + 1);
        } finally {
            startWith(realm, "keygear browser");
        }
    }

    /** Where a link may lead anybody, with all that forms would send. */
    private List<URI> addresses(String value) {
        String all = Http.encode(Map.of(
                        "login_hint", value,
                        "identifier", value,
                        "username", value,
                        "email", value,
                        "phone", value,
                        "verify_data", value,
                        "verify_key", value.contains("@") ? "email" : "phone",
                        "resend", "true")
                .entrySet());
        String login = realm.demoApp().login().url() + "&" + all;
        Stream<String> pages = Stream.of("auth", "registrations", "forgot-credentials")
                .map(page -> login.replace("/openid-connect/auth?", "/openid-connect/" + page + "?"));
        Stream<String> actions = Stream.of("verify-phone-number", "verify-email-code", "change-email")
                .map(action -> login + "&kc_action=" + action);
        Stream<String> api = Stream.of("verification", "verification/send", "verification/check", "verification/status")
                .map(path -> realm.url() + "/" + path + "?" + all);
        Stream<String> administration = Stream.of("verification/test-send", "verification/users/x/unlock")
                .map(path -> realm.server().url().resolve("/admin/realms/" + realm.name() + "/" + path) + "?" + all);
        return Stream.of(pages, actions, api, administration)
                .flatMap(addresses -> addresses)
                .map(URI::create)
                .toList();
    }

    /** Where the browser of a login that has begun may go on without a form, and what its form would send. */
    private List<URI> inSession(HttpPage page, String value) {
        String form = page.form("kg-code-form").action().toString();
        String all = "&"
                + Http.encode(Map.of("identifier", value, "username", value, "resend", "true")
                        .entrySet());
        String bare = form.replaceFirst("(session_code=[^&]*&)?execution=[^&]*&", "");
        return Stream.concat(
                        Stream.of(form, form.replaceFirst("session_code=[^&]*&", "")),
                        Stream.of("authenticate", "reset-credentials", "registration", "required-action", "restart")
                                .map(path -> bare.replaceFirst("/login-actions/[a-z-]+", "/login-actions/" + path)))
                .map(address -> URI.create(address + all))
                .toList();
    }

    /** Messages take a moment; three have come when none is missing. */
    private long sent(List<Owner> owners) {
        return Eventually.get(
                Duration.ofSeconds(5),
                () -> Optional.of(owners.stream()
                                .mapToLong(owner -> sms.sentTo(owner.number()))
                                .sum())
                        .filter(messages -> messages >= 3));
    }

    private void limits(Map<String, String> rules) {
        Map<String, String> all = new HashMap<>(Identify.UNLIMITED);
        all.put("resend-cooldown", "0");
        all.putAll(rules);
        people.policy(all);
    }
}
