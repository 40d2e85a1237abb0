package io.keygear.tests.verification;

import static org.assertj.core.api.Assertions.assertThat;

import io.keygear.tests.actor.HttpBrowser;
import io.keygear.tests.actor.HttpPage;
import io.keygear.tests.actor.JsonApi;
import io.keygear.tests.gateway.FakeTwilio;
import io.keygear.tests.gateway.TwilioBehaviour;
import io.keygear.tests.server.FlowFixture;
import io.keygear.tests.server.KeygearTest;
import io.keygear.tests.server.Person;
import io.keygear.tests.server.RealmFixture;
import io.keygear.tests.server.Workspace;
import io.keygear.tests.verification.People.Owner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/**
 * No number, code, text or token is in a log, with Keygear and the Twilio SDK at TRACE. Looks at a journey of its own
 * and at all that the servers of this run have logged before, so it runs last.
 */
@Order(Integer.MAX_VALUE)
@KeygearTest(realm = People.Undisturbed.class)
class WholeRunLogIT extends CodeJourneys {

    /** The one place where numbers and codes may stand: the sender for development. */
    private static final String EXEMPT = "io.keygear.sms.log";

    private static final Pattern TEST_NUMBER = Pattern.compile("7700[ -]?90[0-9][ -]?\\d{3}");
    private static final Pattern TEXT = Pattern.compile("is your code|ist Ihr Code|@\\S+ #\\d{6}");

    WholeRunLogIT(RealmFixture realm) {
        super(realm);
    }

    @Test
    void nothing_secret_is_logged() throws IOException {
        Pattern codes = anyOf(journey());
        int lines = 0;
        for (Path log : logs()) {
            for (String line : Files.readAllLines(log)) {
                lines++;
                if (!line.contains(EXEMPT)) {
                    assertThat(line)
                            .doesNotContainPattern(TEST_NUMBER)
                            .doesNotContainPattern(TEXT)
                            .doesNotContainPattern(codes)
                            .doesNotContain(FakeTwilio.AUTH_TOKEN, FakeTwilio.API_KEY_SECRET);
                }
            }
        }
        assertThat(lines).isGreaterThan(100);
        assertThat(realm.server().log()).contains("DEBUG [io.keygear.verification");
    }

    /** Everything that could make somebody log something: success, wrong codes, refusals, breakdowns. */
    private List<String> journey() {
        List<String> codes = new ArrayList<>();
        Owner owner = people.withPhone("discreet");
        HttpPage page = people.afterPassword(owner.person());
        String code = sms.codeTo(owner.number());
        codes.add(code);
        String wrong = Sms.wrong(code, 1);
        codes.add(wrong);
        page = People.answer(page, wrong);
        People.answer(page, code);

        Person newcomer = realm.newPerson(
                "discreetnewcomer",
                user -> user.withArrayProperty("requiredActions").add("verify-phone-number"));
        String number = People.newNumber();
        page = people.afterPassword(newcomer)
                .form("kg-phone-form")
                .set("phone", "0" + number.substring(3))
                .submit();
        code = sms.codeTo(number);
        codes.add(code);
        People.answer(page, code);

        codes.addAll(withoutAccounts());
        List<TwilioBehaviour> troubles = List.of(
                TwilioBehaviour.error(21211, 400),
                TwilioBehaviour.error(20003, 401),
                TwilioBehaviour.failAfterTaking(),
                TwilioBehaviour.resetAfterBody(),
                TwilioBehaviour.unavailable());
        for (int turn = 0; turn < troubles.size(); turn++) {
            Owner unlucky = people.withPhone("unlucky" + turn);
            sms.behave(unlucky.number(), troubles.get(turn));
            people.afterPassword(unlucky.person()).reload();
        }
        return codes;
    }

    /** By number and by mail, with a wrong code and a right one; through the API; and a password that is wrong. */
    private List<String> withoutAccounts() {
        List<String> codes = new ArrayList<>();
        FlowFixture.use(realm, "login-or-register");
        try (Mails mails = Mails.of(realm)) {
            String number = People.newNumber();
            codes.add(signUp(number, () -> sms.codeTo(number)));
            codes.add(signUp("discreet-mail@example.com", () -> mails.codeTo("discreet-mail@example.com")));
            FlowFixture.use(realm, "login-name");
            new HttpBrowser().open(realm.demoApp().login().url()).login(number, "wrong");

            JsonApi api = new VerificationRealm(realm).anybody();
            api.post("send", VerificationRealm.phone(number));
            String code = sms.codeTo(number);
            api.post("check", VerificationRealm.phone(number, Sms.wrong(code, 3)));
            api.post("check", VerificationRealm.phone(number, code));
            codes.add(code);
        }
        return codes;
    }

    private String signUp(String identifier, Supplier<String> message) {
        HttpPage page = Identify.at(realm, identifier);
        String code = message.get();
        page = People.answer(page, Sms.wrong(code, 2));
        assertThat(People.answer(page, code).has("kg-code-form")).isFalse();
        return code;
    }

    /** By themselves: among the hundred thousands of ids of a run are some with the same six digits in a row. */
    private static Pattern anyOf(List<String> codes) {
        return Pattern.compile("(?<!\\p{Alnum})(" + String.join("|", codes) + ")(?!\\p{Alnum})");
    }

    private static List<Path> logs() throws IOException {
        try (Stream<Path> files = Files.walk(Workspace.target().resolve("keycloak-logs"))) {
            return files.filter(file -> file.toString().endsWith(".log")).toList();
        }
    }
}
