package io.keygear.tests.verification;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.keygear.tests.actor.HttpPage;
import io.keygear.tests.server.FlowFixture;
import io.keygear.tests.server.KeycloakServer;
import io.keygear.tests.server.KeygearTest;
import io.keygear.tests.server.Person;
import io.keygear.tests.server.RealmFixture;
import io.keygear.tests.server.RealmSetup;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** One form for who has an account and who has none, in the flow {@code login-or-register}. */
@KeygearTest(realm = LoginOrRegisterIT.NothingElseAsked.class)
class LoginOrRegisterIT extends CodeJourneys {

    private static Mails mails;

    LoginOrRegisterIT(RealmFixture realm) {
        super(realm);
    }

    /** No action at the end of a first login. */
    static final class NothingElseAsked implements RealmSetup {
        @Override
        public void apply(ObjectNode realm, KeycloakServer server) {
            for (JsonNode action : realm.withArray("requiredActions")) {
                boolean asks = List.of("verify-phone-number", "VERIFY_PROFILE")
                        .contains(action.path("alias").asText());
                if (asks) {
                    ((ObjectNode) action).put("enabled", false);
                }
            }
        }
    }

    @BeforeAll
    static void flow(RealmFixture realm) {
        mails = Mails.of(realm);
        FlowFixture.use(realm, "login-or-register");
        realm.changeComponent(People.POLICY, "code-policy", Identify.UNLIMITED);
    }

    @AfterAll
    static void closeMails() {
        mails.close();
    }

    @Test
    void who_has_an_account_is_logged_in() {
        Person person = realm.newPerson("resident", user -> {});

        HttpPage page = Identify.at(realm, "resident@example.com");

        assertThat(People.answer(page, mails.codeTo("resident@example.com")).status())
                .isEqualTo(302);
        assertThat(realm.events(person)).noneMatch(event -> "REGISTER".equals(event.type()));
    }

    @Test
    void who_has_none_gets_one_when_the_code_is_right_and_not_before() {
        HttpPage page = Identify.at(realm, "settler@example.com");
        String code = mails.codeTo("settler@example.com");
        page = People.answer(page, Sms.wrong(code, 0));
        assertThat(found("settler@example.com")).isEmpty();

        page = People.answer(page, code);

        assertThat(page.status()).as("%s", page).isEqualTo(302);
        JsonNode user = found("settler@example.com").get(0);
        assertThat(user.path("emailVerified").asBoolean()).isTrue();
        assertThat(realm.events())
                .filteredOn(event -> user.path("id").asText().equals(event.userId()))
                .extracting(event -> event.type())
                .contains("REGISTER", "LOGIN");
    }

    @Test
    void a_phone_will_do_and_a_second_login_finds_the_same_account() {
        String number = People.newNumber();
        assertThat(People.answer(Identify.at(realm, number), sms.codeTo(number)).status())
                .isEqualTo(302);

        HttpPage page = Identify.at(realm, number);

        assertThat(People.answer(page, sms.codeTo(number)).status()).isEqualTo(302);
        JsonNode users = realm.admin().get(realm.name() + "/users?q=phoneNumber:" + number.replace("+", "%2B"));
        assertThat(users).hasSize(1);
        assertThat(users.get(0).path("username").asText()).isEqualTo(number);
    }

    @Test
    void a_username_is_no_way_in_where_accounts_are_made() {
        assertThat(Identify.at(realm, "alice").text("kg-identifier-error").orElse(""))
                .contains("neither");
    }

    @Test
    void parallel_right_codes_make_one_account() {
        HttpPage page = Identify.at(realm, "racer@example.com");
        String code = mails.codeTo("racer@example.com");
        List<HttpPage> twins = IntStream.range(0, 10)
                .mapToObj(turn -> Identify.at(realm, "racer@example.com"))
                .toList();

        List<HttpPage> ends = Together.each(twins, twin -> People.answer(twin, code));

        assertThat(ends).filteredOn(end -> end.status() == 302).hasSize(1);
        assertThat(found("racer@example.com")).hasSize(1);
        assertThat(page.status()).isEqualTo(200);
    }

    private JsonNode found(String email) {
        return realm.admin().get(realm.name() + "/users?exact=true&email=" + email.replace("@", "%40"));
    }
}
