package io.keygear.tests.verification;

import static io.keygear.tests.verification.VerificationRealm.phone;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.keygear.tests.actor.Http;
import io.keygear.tests.actor.JsonApi;
import io.keygear.tests.actor.JsonApi.Answer;
import io.keygear.tests.server.KeycloakServer;
import io.keygear.tests.server.KeygearTest;
import io.keygear.tests.server.Person;
import io.keygear.tests.server.Probe;
import io.keygear.tests.server.RealmFixture;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code POST /realms/{realm}/verification/send} and {@code /check}: whom they serve, and what they tell. */
@KeygearTest(realm = VerificationRealm.Setup.class)
class VerificationApiIT extends CodeJourneys {

    private static final int CLAIMANTS = 50;

    private final VerificationRealm verification;
    private final Probe database;

    VerificationApiIT(RealmFixture realm) {
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
        people.policy(
                Map.of("sends-per-ip-hour", "1000", "sends-per-target-hour", "1000", "sends-per-target-day", "1000"));
    }

    @Test
    void a_person_verifies_the_own_number() {
        String number = People.newNumber();
        Person person = withNumber("own-number", number);
        JsonApi app = verification.as(person);

        Answer sent = app.post("send", phone(null));
        Answer checked = app.post("check", phone(null, sms.codeTo(number)));

        assertThat(sent.status()).isEqualTo(202);
        assertThat(sent.json().path("expires_in").asInt()).isEqualTo(300);
        assertThat(checked.status()).isEqualTo(200);
        assertThat(checked.member("user_id")).isEqualTo(person.id());
        assertThat(checked.json().path("verified").asBoolean()).isTrue();
        assertThat(checked.json().at("/verified_record_keys/phone").asBoolean()).isTrue();
        assertThat(checked.json().at("/profile/phone").asText()).isEqualTo(number);
        assertThat(checked.member("last_login_at")).matches("\\d{4}-\\d\\d-\\d\\dT.*Z");
        assertThat(checked.json().has("access_token")).isFalse();
        assertThat(phoneFlag(person)).isEqualTo("true");
        assertThat(app.get("status").json().at("/verified_record_keys/phone").asBoolean())
                .isTrue();
    }

    @Test
    void a_person_verifies_an_address() {
        Person person = realm.newPerson("own-address", user -> user.put("emailVerified", false));
        try (Mails mails = Mails.of(realm)) {
            JsonApi app = verification.as(person);

            assertThat(app.post("send", Map.of("verify_key", "email")).status()).isEqualTo(202);
            String code = mails.codeTo("own-address@example.com");
            Answer checked = app.post("check", Map.of("verify_key", "email", "code", code));

            assertThat(checked.json().at("/verified_record_keys/email").asBoolean())
                    .isTrue();
            assertThat(realm.user(person).path("emailVerified").asBoolean()).isTrue();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "phone, complex, 10, 60, [0-9A-HJKMNP-TV-Z]{10}",
        "phone, numeric, 8, 90, [0-9]{8}",
        "email, complex, '', 45, [0-9A-HJKMNP-TV-Z]{8}",
        "email, numeric, 7, 120, [0-9]{7}"
    })
    void codes_for_one_kind_of_value_obey_rules_of_their_own(
            String key, String format, String length, int lifespan, String shape) {
        String number = People.newNumber();
        Person person = withNumber("ruled-" + key + "-" + format, number);
        String rule = "verify-" + key + "-code-";
        people.policy(
                Map.of(rule + "format", format, rule + "length", length, rule + "lifespan", String.valueOf(lifespan)));
        try (Mails mails = Mails.of(realm)) {
            JsonApi app = verification.as(person);
            Supplier<String> text = () -> key.equals("phone")
                    ? sms.textTo(number)
                    : mails.next(person.username() + "@example.com").plain();

            Answer sent = app.post("send", Map.of("verify_key", key));
            String code = code(text.get(), shape);
            assertThat(sent.json().path("expires_in").asInt()).isEqualTo(lifespan);
            assertThat(app.post("check", Map.of("verify_key", key, "code", code))
                            .status())
                    .isEqualTo(200);

            app.post("send", Map.of("verify_key", key));
            String late = code(text.get(), shape);
            realm.passTime(Duration.ofSeconds(lifespan - 5));
            assertThat(app.post("check", Map.of("verify_key", key, "code", code))
                            .problem())
                    .as("the one before")
                    .isEqualTo("invalid");
            realm.passTime(Duration.ofSeconds(5));
            assertThat(app.post("check", Map.of("verify_key", key, "code", late))
                            .problem())
                    .isEqualTo("expired");

            String other = key.equals("phone") ? "email" : "phone";
            assertThat(app.post("send", Map.of("verify_key", other))
                            .json()
                            .path("expires_in")
                            .asInt())
                    .isEqualTo(300);
            assertThat(other.equals("phone") ? sms.codeTo(number) : mails.codeTo(person.username() + "@example.com"))
                    .hasSize(6);
        } finally {
            people.policy(Map.of(rule + "format", "", rule + "length", "", rule + "lifespan", ""));
        }
    }

    /** What stands apart and looks like a code, in a message that has nothing else of the kind. */
    private static String code(String text, String shape) {
        Matcher code =
                Pattern.compile("(?<![0-9A-Za-z])" + shape + "(?![0-9A-Za-z])").matcher(text);
        assertThat(code.find()).as(text).isTrue();
        return code.group();
    }

    @Test
    void a_person_does_nothing_for_others() {
        Person other = withNumber("not-me", People.newNumber());
        JsonApi app = verification.as(withNumber("only-me", People.newNumber()));

        Answer byId = app.post("send", Map.of("verify_key", "phone", "user_id", other.id()));
        Answer byValue = app.post("send", phone(phoneOf(other)));

        assertThat(byId.status()).isEqualTo(400);
        assertThat(byId.member("field")).isEqualTo("user_id");
        assertThat(byValue.status()).isEqualTo(400);
        assertThat(byValue.member("field")).isEqualTo("verify_data");
        new Challenges(realm).settle();
        assertThat(sms.sentTo(phoneOf(other))).isZero();
    }

    @Test
    void a_back_end_with_the_role_verifies_anybody() {
        String number = People.newNumber();
        Person person = withNumber("anybody", number);
        Map<String, String> request = new LinkedHashMap<>(Map.of("verify_key", "phone", "user_id", person.id()));

        Answer sent = verification.backend().post("send", request);
        request.put("code", sms.codeTo(number));
        Answer checked = verification.backend().post("check", request);

        assertThat(sent.status()).isEqualTo(202);
        assertThat(checked.member("user_id")).isEqualTo(person.id());
        assertThat(phoneFlag(person)).isEqualTo("true");
    }

    @Test
    void what_a_back_end_verifies_shows_at_once_for_somebody_who_is_signed_in() {
        String number = People.newNumber();
        Person person = withNumber("signed-in-before", number);
        JsonApi app = verification.as(person);
        assertThat(app.get("status").json().at("/verified_record_keys/phone").asBoolean())
                .isFalse();

        verification.backend().post("send", phone(number));
        Answer checked = verification.backend().post("check", phone(number, sms.codeTo(number)));

        assertThat(checked.member("user_id")).isEqualTo(person.id());
        assertThat(phoneFlag(person)).isEqualTo("true");
        assertThat(app.get("status").json().at("/verified_record_keys/phone").asBoolean())
                .isTrue();
    }

    @Test
    void a_realm_may_serve_nobody_who_does_not_authenticate() {
        String number = People.newNumber();
        withNumber("by-clients-only", number);
        people.policy(Map.of("verify-anonymously", "false"));
        long guards = database.number("select count(*) from KG_CODE_GUARD where SUBJECT like '~%'");
        try {
            Answer sent = verification.anybody().post("send", phone(number));
            Answer checked = verification.anybody().post("check", phone(number, "123456"));

            assertThat(sent.status()).isEqualTo(401);
            assertThat(sent.problem()).isEqualTo("authentication_required");
            assertThat(checked.status()).isEqualTo(401);
            assertThat(database.number("select count(*) from KG_CODE_GUARD where SUBJECT like '~%'"))
                    .isEqualTo(guards);
            assertThat(verification.signsIn().post("send", phone(number)).status())
                    .isEqualTo(202);
            assertThat(sms.codeTo(number)).isNotEmpty();
        } finally {
            people.policy(Map.of("verify-anonymously", "true"));
        }
    }

    @Test
    void a_back_end_without_the_role_verifies_nobody() {
        String number = People.newNumber();
        Person person = withNumber("out-of-reach", number);

        Answer refused = verification.stranger().post("send", Map.of("verify_key", "phone", "user_id", person.id()));

        assertThat(refused.status()).isEqualTo(403);
        assertThat(refused.problem()).isEqualTo("forbidden");
        assertThat(refused.member("detail")).contains("verify-users");
        new Challenges(realm).settle();
        assertThat(sms.sentTo(number)).isZero();
    }

    @Test
    void without_authentication_a_code_shows_who_one_is() {
        String number = People.newNumber();
        Person person = withNumber("unknown-caller", number);

        assertThat(verification.anybody().post("send", phone(number)).status()).isEqualTo(202);
        Answer checked = verification.anybody().post("check", phone(number, sms.codeTo(number)));

        assertThat(checked.status()).isEqualTo(200);
        assertThat(checked.member("user_id")).isEqualTo(person.id());
        assertThat(checked.json().path("profile")).hasSize(1);
        assertThat(checked.json().has("access_token")).isFalse();
        assertThat(phoneFlag(person)).isEqualTo("true");
    }

    @Test
    void nobody_learns_who_has_a_value() {
        String known = People.newNumber();
        withNumber("has-value", known);
        String disabled = People.newNumber();
        realm.changeUser(withNumber("is-disabled", disabled), user -> user.put("enabled", false));
        String nobodys = People.newNumber();
        List<Answer> sends = new ArrayList<>();
        List<Answer> checks = new ArrayList<>();
        for (int round = 0; round < 7; round++) {
            for (String number : List.of(known, disabled, nobodys)) {
                sends.add(verification.anybody().post("send", phone(number)));
                checks.add(verification.anybody().post("check", phone(number, "000000")));
            }
        }

        assertThat(sends).allSatisfy(answer -> assertThat(same(answer)).isEqualTo(same(sends.get(0))));
        assertThat(checks).allSatisfy(answer -> assertThat(same(answer)).isEqualTo(same(checks.get(0))));
        assertThat(sends.get(0).status()).isEqualTo(202);
        assertThat(checks.get(0).status()).isEqualTo(400);
        assertThat(checks.get(0).problem()).isEqualTo("invalid");
        new Challenges(realm).settle();
        assertThat(sms.sentTo(known)).isEqualTo(1);
        assertThat(sms.sentTo(disabled) + sms.sentTo(nobodys)).isZero();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{}|verify_key",
                "{'verify_key':'fax','verify_data':'1'}|verify_key",
                "{'verify_key':'phone'}|verify_data",
                "{'verify_key':'phone','verify_data':'07700 900 102'}|verify_data",
                "{'verify_key':'phone','verify_data':'hello'}|verify_data",
                "{'verify_key':'phone','verify_data':447700900102}|verify_data",
                "{'verify_key':'email','verify_data':'nobody'}|verify_data",
                "{'verify_key':'phone','verify_data':'+447700900102','user_id':'x'}|user_id",
                "{'verify_key':'phone','verify_data':'+447700900102','more':1}|more"
            })
    void what_is_wrong_with_a_request_is_named(String body, String field) {
        Answer send = verification.anybody().post("send", body.replace('\'', '"'));

        assertThat(send.status()).isEqualTo(400);
        assertThat(send.headers().firstValue("Content-Type").orElse("")).startsWith("application/problem+json");
        assertThat(send.problem()).isEqualTo("invalid_request");
        assertThat(send.member("field")).isEqualTo(field);
    }

    @Test
    void a_signed_in_caller_learns_why_a_code_is_not_taken() {
        String number = People.newNumber();
        JsonApi app = verification.as(withNumber("wants-to-know", number));
        app.post("send", phone(null));
        String code = sms.codeTo(number);

        assertThat(app.post("send", phone(null)).problem()).isEqualTo("too_soon");
        assertThat(app.post("send", phone(null)).headers().firstValue("Retry-After"))
                .isPresent();
        assertThat(app.post("check", phone(null, Sms.wrong(code, 0))).problem()).isEqualTo("invalid");
        assertThat(app.post("check", Map.of("verify_key", "phone")).member("field"))
                .isEqualTo("code");
        assertThat(app.post("check", phone(null, code)).status()).isEqualTo(200);
        assertThat(app.post("check", phone(null, code)).problem()).isEqualTo("used");
    }

    @Test
    void wrong_codes_bring_a_pause_and_an_old_code_is_expired() {
        String number = People.newNumber();
        JsonApi app = verification.as(withNumber("guesses", number));
        app.post("send", phone(null));
        String code = sms.codeTo(number);
        for (int turn = 0; turn < 5; turn++) {
            app.post("check", phone(null, Sms.wrong(code, turn)));
        }

        Answer locked = app.post("check", phone(null, code));
        realm.passTime(Duration.ofSeconds(301));
        Answer late = verification
                .backend()
                .post("check", Map.of("verify_key", "phone", "verify_data", number, "code", code));

        assertThat(locked.status()).isEqualTo(400);
        assertThat(locked.problem()).isEqualTo("too_many_attempts");
        assertThat(locked.headers().firstValue("Retry-After")).isPresent();
        assertThat(late.problem()).isEqualTo("expired");
    }

    @Test
    void a_value_that_changed_since_the_code_was_sent_is_not_verified() {
        String number = People.newNumber();
        Person person = withNumber("changes", number);
        JsonApi app = verification.as(person);
        app.post("send", phone(null));
        String code = sms.codeTo(number);
        realm.changeUser(person, user -> attribute(user, "phoneNumber", People.newNumber()));

        Answer checked = app.post("check", phone(null, code));

        assertThat(checked.problem()).isEqualTo("value_changed");
        assertThat(phoneFlag(person)).isNotEqualTo("true");
    }

    @Test
    void of_fifty_who_verify_one_number_one_gets_it() {
        String number = People.newNumber();
        List<JsonApi> apps = new ArrayList<>();
        List<String> codes = new ArrayList<>();
        for (int turn = 0; turn < CLAIMANTS; turn++) {
            JsonApi app = verification.as(withNumber("claimant-" + turn, number));
            assertThat(app.post("send", phone(null)).status()).isEqualTo(202);
            apps.add(app);
            codes.add(sms.codeTo(number));
        }

        List<Answer> answers = Together.each(apps, app -> app.post("check", phone(null, codes.get(apps.indexOf(app)))));

        assertThat(answers.stream().filter(answer -> answer.status() == 200)).hasSize(1);
        assertThat(answers.stream().filter(answer -> answer.status() == 409)).hasSize(CLAIMANTS - 1);
        assertThat(answers.stream().filter(answer -> answer.status() == 409))
                .allSatisfy(answer -> assertThat(answer.problem()).isEqualTo("value_taken"));
        String owner = answers.stream()
                .filter(answer -> answer.status() == 200)
                .findFirst()
                .orElseThrow()
                .member("user_id");
        assertThat(database.number("select count(*) from KG_VERIFIED_VALUE where VERIFY_KEY = 'phone' and USER_ID = '"
                        + owner + "'"))
                .isEqualTo(1);
    }

    @Test
    void a_number_that_several_have_is_of_who_proved_it() {
        String number = People.newNumber();
        Person prover = withNumber("proves-it", number);
        withNumber("says-so-too", number);

        Answer ambiguous = verification.backend().post("send", phone(number));
        JsonApi app = verification.as(prover);
        assertThat(app.post("send", phone(null)).status()).isEqualTo(202);
        assertThat(app.post("check", phone(null, sms.codeTo(number))).status()).isEqualTo(200);
        Answer sent = verification.backend().post("send", phone(number));
        Answer checked = verification.backend().post("check", phone(number, sms.codeTo(number)));

        assertThat(ambiguous.status()).isEqualTo(400);
        assertThat(ambiguous.member("field")).isEqualTo("verify_data");
        assertThat(sent.status()).isEqualTo(202);
        assertThat(checked.member("user_id")).isEqualTo(prover.id());
    }

    @Test
    void who_proved_a_number_may_prove_it_again_whoever_is_imported_with_it_later() {
        String number = People.newNumber();
        Person owner = withNumber("came-first", number);
        JsonApi app = verification.as(owner);
        app.post("send", phone(null));
        app.post("check", phone(null, sms.codeTo(number)));
        Person later = realm.newPerson("imported-later", user -> People.addMainPhone(user, number));

        app.post("send", phone(null));
        Answer again = app.post("check", phone(null, sms.codeTo(number)));

        assertThat(again.status()).as(again.text()).isEqualTo(200);
        Probe database = new Probe(realm.url());
        String claims = "select count(*) from KG_VERIFIED_VALUE where VERIFY_KEY = 'phone' and USER_ID = '";
        assertThat(database.number(claims + owner.id() + "'")).isEqualTo(1);
        assertThat(database.number(claims + later.id() + "'")).isZero();
    }

    @Test
    void a_rollback_gives_neither_the_code_nor_the_flag() {
        String number = People.newNumber();
        Person person = withNumber("rolls-back", number);
        JsonApi app = verification.as(person);
        app.post("send", phone(null));
        String code = sms.codeTo(number);

        Answer rolledBack = app.with("X-Test-Rollback", "true").post("check", phone(null, code));
        Answer again = app.post("check", phone(null, code));

        assertThat(rolledBack.status()).isEqualTo(500);
        assertThat(again.problem()).isEqualTo("used");
        assertThat(phoneFlag(person)).isNotEqualTo("true");
    }

    @Test
    void a_browser_page_calls_from_origins_that_its_client_allows() {
        JsonApi foreign = verification.anybody().with("Origin", "https://evil.example");

        assertThat(foreign.post("send", phone("+447700900102")).problem()).isEqualTo("origin_not_allowed");
        assertThat(foreign.post("send?client_id=demo-app", phone("+447700900102"))
                        .problem())
                .isEqualTo("origin_not_allowed");
        Answer allowed = verification
                .anybody()
                .with("Origin", "http://localhost:3000")
                .post("send?client_id=demo-app", phone("+447700900102"));
        assertThat(allowed.status()).isEqualTo(202);
        assertThat(allowed.headers().firstValue("Access-Control-Allow-Origin")).contains("http://localhost:3000");
        Answer preflight = foreign.with("Access-Control-Request-Method", "POST").call("OPTIONS", "send", null);
        assertThat(preflight.status()).isEqualTo(200);
        assertThat(preflight
                        .headers()
                        .firstValue("Access-Control-Allow-Methods")
                        .orElse(""))
                .contains("POST");
    }

    @Test
    void a_token_that_does_not_count_is_refused() {
        assertThat(verification
                        .anybody()
                        .bearing("e30.e30.e30")
                        .post("send", phone(null))
                        .problem())
                .isEqualTo("invalid_token");
        Person person = realm.newPerson("token-holder", user -> {});
        Answer tokens = verification.passwordGrant(person);
        String access = tokens.member("access_token");
        assertThat(verification
                        .anybody()
                        .bearing(access)
                        .post("send", phone(null))
                        .problem())
                .as("the token itself is in order")
                .isEqualTo("invalid_request");
        for (String other : List.of("id_token", "refresh_token")) {
            assertThat(verification
                            .anybody()
                            .bearing(tokens.member(other))
                            .post("send", phone(null))
                            .problem())
                    .as(other)
                    .isEqualTo("invalid_token");
        }
        assertThat(verification
                        .anybody()
                        .with("Authorization", "DPoP " + access)
                        .post("send", phone("+447700900102"))
                        .problem())
                .as("another scheme does not make a stranger of anybody")
                .isEqualTo("invalid_token");
        String foreign = Http.post(
                        realm.server().url().resolve("/realms/master/protocol/openid-connect/token"),
                        Map.of(
                                "grant_type",
                                "password",
                                "client_id",
                                "admin-cli",
                                "username",
                                KeycloakServer.ADMIN,
                                "password",
                                KeycloakServer.ADMIN))
                .body()
                .replaceAll(".*\"access_token\":\"([^\"]*)\".*", "$1");
        assertThat(verification
                        .anybody()
                        .bearing(foreign)
                        .post("send", phone(null))
                        .problem())
                .as("a token of another realm")
                .isEqualTo("invalid_token");
        assertThat(verification
                        .anybody()
                        .asClient("signs-in", "wrong")
                        .post("check", phone("+447700900102", "1"))
                        .problem())
                .isEqualTo("invalid_client");
    }

    @Test
    void a_token_for_somebody_else_is_refused() {
        Person person = realm.newPerson("elsewhere", user -> {});
        String roles = scope("roles");
        JsonNode client =
                realm.admin().get(realm.name() + "/clients?clientId=mobile").get(0);
        String scopes = realm.name() + "/clients/" + client.path("id").asText() + "/default-client-scopes/" + roles;
        realm.admin().delete(scopes);
        try {
            Answer refused = verification.as(person).post("send", phone(null));

            assertThat(refused.status()).isEqualTo(401);
            assertThat(refused.problem()).isEqualTo("invalid_token");
        } finally {
            realm.admin().put(scopes, Map.of());
        }
    }

    @Test
    void a_back_ends_token_that_does_not_name_the_role_verifies_nobody() {
        String number = People.newNumber();
        Person person = withNumber("narrowly", number);
        JsonNode client =
                realm.admin().get(realm.name() + "/clients?clientId=backend").get(0);
        String scopes =
                realm.name() + "/clients/" + client.path("id").asText() + "/default-client-scopes/" + scope("roles");
        realm.admin().delete(scopes);
        try {
            assertThat(verification.backend().post("send", phone(number)).status())
                    .isEqualTo(403);
        } finally {
            realm.admin().put(scopes, Map.of());
        }
        new Challenges(realm).settle();
        assertThat(sms.sentTo(number)).isZero();
        assertThat(phoneFlag(person)).isNotEqualTo("true");
        assertThat(verification.backend().post("send", phone(number)).status()).isEqualTo(202);
    }

    private String scope(String name) {
        for (JsonNode scope : realm.admin().get(realm.name() + "/client-scopes")) {
            if (name.equals(scope.path("name").asText())) {
                return scope.path("id").asText();
            }
        }
        throw new AssertionError("no client scope " + name);
    }

    @Test
    void a_realm_that_is_disabled_or_wants_tls_serves_nobody() {
        try {
            realm.change(all -> all.put("sslRequired", "all"));
            assertThat(verification
                            .anybody()
                            .post("send", phone("+447700900102"))
                            .problem())
                    .isEqualTo("https_required");
            realm.change(all -> all.put("enabled", false));
            assertThat(verification
                            .anybody()
                            .post("send", phone("+447700900102"))
                            .problem())
                    .isEqualTo("realm_disabled");
        } finally {
            realm.change(all -> all.put("enabled", true).put("sslRequired", "external"));
        }
    }

    private Person withNumber(String username, String number) {
        return realm.newPerson(username, user -> attribute(user, "phoneNumber", number));
    }

    private static void attribute(ObjectNode user, String name, String value) {
        user.withObjectProperty("attributes").putArray(name).add(value);
    }

    private String phoneOf(Person person) {
        return realm.user(person).at("/attributes/phoneNumber/0").asText();
    }

    private String phoneFlag(Person person) {
        return realm.user(person).at("/attributes/phoneNumberVerified/0").asText();
    }

    /** All that an outsider sees of an answer. */
    private static String same(Answer answer) {
        return answer.status() + " " + answer.headers().map() + " " + answer.text();
    }
}
