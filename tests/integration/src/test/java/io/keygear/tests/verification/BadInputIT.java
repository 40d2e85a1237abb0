package io.keygear.tests.verification;

import static io.keygear.tests.verification.VerificationRealm.phone;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.keygear.tests.actor.HttpBrowser;
import io.keygear.tests.actor.HttpPage;
import io.keygear.tests.actor.JsonApi;
import io.keygear.tests.actor.JsonApi.Answer;
import io.keygear.tests.server.KeygearTest;
import io.keygear.tests.server.Person;
import io.keygear.tests.server.Probe;
import io.keygear.tests.server.RealmFixture;
import io.keygear.tests.verification.People.Owner;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What nobody should send, or not any more: it is answered clearly, and nothing is sent, compared or let in. */
@KeygearTest(realm = VerificationRealm.Setup.class)
class BadInputIT extends CodeJourneys {

    private final VerificationRealm verification;
    private final Probe database;

    BadInputIT(RealmFixture realm) {
        super(realm);
        this.verification = new VerificationRealm(realm);
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
    void codes_of_every_kind_at_the_api() {
        String number = People.newNumber();
        JsonApi app = verification.as(withNumber("tries-all", number));
        String foreignNumber = People.newNumber();
        verification.as(withNumber("somebody-else", foreignNumber)).post("send", phone(null));
        String foreign = sms.codeTo(foreignNumber);
        assertThat(app.post("check", phone(null, "123456")).problem())
                .as("none was sent")
                .isEqualTo("expired");
        app.post("send", phone(null));
        String replaced = sms.codeTo(number);
        realm.passTime(Duration.ofSeconds(31));
        app.post("send", phone(null));
        String code = sms.codeTo(number);

        assertThat(app.post("check", phone(null, "")).member("field")).isEqualTo("code");
        assertThat(app.post("check", phone(null, " \u2003")).member("field")).isEqualTo("code");
        assertThat(failures("tries-all")).as("nothing typed is no attempt").isZero();
        assertThat(app.post("check", phone(null, Sms.wrong(code, 0))).problem()).isEqualTo("invalid");
        assertThat(app.post("check", phone(null, replaced)).problem()).isEqualTo("invalid");
        assertThat(app.post("check", phone(null, foreign)).problem()).isEqualTo("invalid");
        assertThat(app.post("check", phone(null, code + "0")).problem()).isEqualTo("invalid");
        String typed = code.substring(0, 3) + " - " + code.substring(3) + "\u200B";
        assertThat(app.post("check", phone(null, typed)).status()).isEqualTo(200);
        assertThat(app.post("check", phone(null, code)).problem()).isEqualTo("used");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "+",
                "+44",
                "07700900102",
                "00447700900102",
                "447700900102",
                "+4477009001021234567",
                "+447700900102;ext=5",
                "+447700900102,+447700900103",
                "+44 7700 900 1x2",
                "+999123456789"
            })
    void what_is_no_number_is_refused_by_name(String shape) {
        Answer answer = verification.anybody().post("send", phone(shape));

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.member("field")).isEqualTo("verify_data");
        assertThat(answer.member("detail")).contains("E.164");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\u0000", "+447700900102\u0000"})
    void what_no_database_keeps_is_refused_by_name(String shape) {
        Answer answer = verification.anybody().post("send", phone(shape));

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.member("field")).isEqualTo("verify_data");
        assertThat(answer.member("detail")).contains("NUL");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "+44 7700 90 %s",
                " +44770090%s ",
                "+44-7700-90-%s",
                "+44 (0)7700 90%s",
                "tel:+44770090%s",
                "＋４４７７００９０%s",
                "+44.7700.90.%s",
                "++44770090%s",
                "+٤٤٧٧٠٠٩٠%s"
            })
    void a_number_in_any_spelling_is_one_number(String spelling) {
        String number = People.newNumber();
        withNumber("spelled-" + number.substring(9), number);

        Answer sent = verification.backend().post("send", phone(spelling.formatted(number.substring(9))));

        assertThat(sent.status()).as(sent.text()).isEqualTo(202);
        sms.codeTo(number);
    }

    @ParameterizedTest
    @CsvSource({"+4915123456789, sms-countries", "+449012345678, sms-refused-number-kinds"})
    void whom_the_realm_knows_is_told_that_no_message_goes_to_a_number(String number, String rule) {
        Person person = withNumber("out-of-reach-" + number.substring(1), number);

        for (Answer answer : List.of(
                verification.backend().post("send", of(person.id())),
                verification.as(person).post("send", phone(null)))) {
            assertThat(answer.status()).as(answer.text()).isEqualTo(400);
            assertThat(answer.problem()).isEqualTo("number_refused");
            assertThat(answer.member("detail")).contains(rule).doesNotContain(number);
        }
        assertThat(verification.anybody().post("send", phone(number)).status())
                .as("strangers are told nothing")
                .isEqualTo(202);
        assertThat(database.number("select count(*) from KG_CODE_CHALLENGE where SUBJECT = '" + person.id() + "'"))
                .isZero();
        assertThat(sms.sentTo(number)).isZero();
    }

    @Test
    void a_back_end_is_told_what_is_wrong_with_a_user() {
        Person without = realm.newPerson("without-phone", user -> {});
        String number = People.newNumber();
        Person disabled = withNumber("is-off", number);
        realm.changeUser(disabled, user -> user.put("enabled", false));
        JsonApi backend = verification.backend();

        assertThat(backend.post("send", of("no-such-user")).member("field")).isEqualTo("user_id");
        assertThat(backend.post("send", of(without.id())).member("field")).isEqualTo("verify_data");
        assertThat(backend.post("send", phone(People.newNumber())).member("field"))
                .isEqualTo("verify_data");
        assertThat(backend.post("send", Map.of("verify_key", "phone")).member("field"))
                .isEqualTo("user_id");
        Answer off = backend.post("send", of(disabled.id()));
        assertThat(off.status()).isEqualTo(409);
        assertThat(off.problem()).isEqualTo("user_disabled");
        assertThat(sms.sentTo(number)).isZero();
    }

    @Test
    void who_is_disabled_or_gone_has_no_valid_token_any_more() {
        Person suspended = withNumber("suspended", People.newNumber());
        JsonApi app = verification.as(suspended);
        realm.changeUser(suspended, user -> user.put("enabled", false));
        Person removed = withNumber("removed", People.newNumber());
        JsonApi gone = verification.as(removed);
        realm.admin().delete(realm.name() + "/users/" + removed.id());

        assertThat(app.post("send", phone(null)).problem()).isEqualTo("invalid_token");
        assertThat(app.post("check", phone(null, "123456")).problem()).isEqualTo("invalid_token");
        assertThat(gone.post("send", phone(null)).problem()).isEqualTo("invalid_token");
    }

    @ParameterizedTest
    @CsvSource({"phone", "email"})
    void a_realm_that_cannot_send_says_so_to_whom_it_knows_and_nothing_to_strangers(String key) {
        String number = People.newNumber();
        Person person = withNumber("unreachable-" + key, number);
        String value = key.equals("phone") ? number : person.username() + "@example.com";
        JsonApi app = verification.as(person);
        realm.changeComponent(Sms.SENDER, "twilio", Map.of("enabled", "false"));
        try {
            Answer known = app.post("send", Map.of("verify_key", key));
            Answer stranger = verification.anybody().post("send", Map.of("verify_key", key, "verify_data", value));
            Answer nobody = verification
                    .anybody()
                    .post(
                            "send",
                            Map.of(
                                    "verify_key",
                                    key,
                                    "verify_data",
                                    key.equals("phone") ? People.newNumber() : "nobody@example.com"));

            assertThat(known.status()).isEqualTo(503);
            assertThat(known.problem()).isEqualTo("not_configured");
            assertThat(stranger.status()).isEqualTo(202);
            assertThat(stranger.text()).isEqualTo(nobody.text());
        } finally {
            realm.changeComponent(Sms.SENDER, "twilio", Map.of("enabled", "true"));
        }
    }

    @Test
    void a_disabled_client_leads_nowhere() {
        Owner owner = people.withPhone("client-goes");
        HttpPage page = people.afterPassword(owner.person());
        String code = sms.codeTo(owner.number());
        Owner late = people.withPhone("client-gone");
        enable("demo-app", false);
        try {
            HttpPage answer = People.answer(page, code);
            HttpPage start = new HttpBrowser().open(realm.demoApp().login().url());

            assertThat(answer.status()).isEqualTo(400);
            assertThat(answer.has("kg-code-form")).isFalse();
            assertThat(start.status()).isEqualTo(400);
            assertThat(start.has("kc-form-login")).isFalse();
            assertThat(verification
                            .anybody()
                            .post("send?client_id=demo-app", phone(late.number()))
                            .member("field"))
                    .isEqualTo("client_id");
            assertThat(consumed(owner)).isZero();
            assertThat(sms.sentTo(late.number())).isZero();
        } finally {
            enable("demo-app", true);
        }
    }

    @Test
    void the_api_serves_no_disabled_client() {
        String number = People.newNumber();
        Person person = withNumber("has-old-token", number);
        JsonApi app = verification.as(person);
        JsonApi backend = verification.backend();
        enable("mobile", false);
        enable("backend", false);
        enable("signs-in", false);
        try {
            assertThat(app.post("send", phone(null)).problem()).isEqualTo("invalid_token");
            assertThat(backend.post("send", of(person.id())).problem()).isEqualTo("invalid_token");
            assertThat(verification.signsIn().post("send", phone(number)).problem())
                    .isEqualTo("invalid_client");
            assertThat(sms.sentTo(number)).isZero();
        } finally {
            enable("mobile", true);
            enable("backend", true);
            enable("signs-in", true);
        }
    }

    @Test
    void a_disabled_realm_leads_nowhere() {
        Owner owner = people.withPhone("realm-goes");
        HttpPage page = people.afterPassword(owner.person());
        String code = sms.codeTo(owner.number());
        JsonApi app = verification.as(withNumber("realm-gone", People.newNumber()));
        realm.change(all -> all.put("enabled", false));
        try {
            HttpPage answer = People.answer(page, code);
            HttpPage start = new HttpBrowser().open(realm.demoApp().login().url());

            assertThat(answer.status()).isIn(400, 403);
            assertThat(start.status()).isIn(400, 403);
            assertThat(app.post("send", phone(null)).problem()).isEqualTo("realm_disabled");
            assertThat(app.post("check", phone(null, "123456")).problem()).isEqualTo("realm_disabled");
            assertThat(app.get("status").problem()).isEqualTo("realm_disabled");
            assertThat(consumed(owner)).isZero();
        } finally {
            realm.change(all -> all.put("enabled", true));
        }
    }

    private void enable(String clientId, boolean enabled) {
        ObjectNode client = (ObjectNode) realm.admin()
                .get(realm.name() + "/clients?clientId=" + clientId)
                .get(0);
        realm.admin().put(realm.name() + "/clients/" + client.path("id").asText(), client.put("enabled", enabled));
    }

    private Person withNumber(String username, String number) {
        return realm.newPerson(
                username,
                user -> user.withObjectProperty("attributes")
                        .putArray("phoneNumber")
                        .add(number));
    }

    private static Map<String, String> of(String userId) {
        return Map.of("verify_key", "phone", "user_id", userId);
    }

    private long failures(String username) {
        String id = realm.admin()
                .get(realm.name() + "/users?exact=true&username=" + username)
                .at("/0/id")
                .asText();
        return database.number("select sum(FAILURES) from KG_CODE_GUARD where SUBJECT = '" + id + "'");
    }

    private long consumed(Owner owner) {
        return database.number("select count(*) from KG_CODE_CHALLENGE where CONSUMED_AT is not null and SUBJECT = '"
                + owner.person().id() + "'");
    }
}
