package io.keygear.tests.verification;

import static io.keygear.tests.verification.VerificationRealm.phone;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.keygear.tests.actor.HttpPage;
import io.keygear.tests.actor.JsonApi;
import io.keygear.tests.gateway.FakeTwilio;
import io.keygear.tests.server.FlowFixture;
import io.keygear.tests.server.KeygearTest;
import io.keygear.tests.server.Person;
import io.keygear.tests.server.Probe;
import io.keygear.tests.server.RealmFixture;
import java.net.InetAddress;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** {@code /admin/realms/{realm}/verification}: what administrators see and do. */
@KeygearTest(realm = VerificationRealm.Setup.class)
class VerificationAdminIT extends CodeJourneys {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final VerificationRealm verification;

    VerificationAdminIT(RealmFixture realm) {
        super(realm);
        this.verification = new VerificationRealm(realm);
    }

    @Test
    void an_administrator_sets_and_verifies_a_number() throws Exception {
        Person person = realm.newPerson("set-by-admin", user -> {});
        String number = People.newNumber();
        realm.change(all -> all.put("adminEventsEnabled", true));

        JsonNode set = admin("PUT", person, "/keys/phone", Map.of("value", number), 200);
        JsonNode verified = admin("PUT", person, "/keys/phone", Map.of("verified", true), 200);
        JsonNode taken = admin("PUT", person, "/keys/phone", Map.of("verified", false), 200);

        assertThat(set.at("/values/phone/value").asText()).isEqualTo(number);
        assertThat(set.at("/verified_keys/phone").asBoolean(true)).isFalse();
        assertThat(verified.at("/verified_keys/phone").asBoolean()).isTrue();
        assertThat(verified.at("/values/phone/verified_at").asText()).endsWith("Z");
        assertThat(taken.at("/verified_keys/phone").asBoolean(true)).isFalse();
        assertThat(realm.admin()
                        .get(realm.name() + "/admin-events?operationTypes=UPDATE")
                        .toString())
                .contains("users/" + person.id() + "/verification/phone")
                .doesNotContain(number);
    }

    @Test
    void an_administrator_gives_nobody_anothers_number() throws Exception {
        String number = People.newNumber();
        Person owner = realm.newPerson("has-it", user -> {});
        Person other = realm.newPerson("wants-it", user -> {});
        admin("PUT", owner, "/keys/phone", Map.of("value", number, "verified", true), 200);

        JsonNode refused = admin("PUT", other, "/keys/phone", Map.of("value", number), 409);

        assertThat(refused.path("type").asText()).isEqualTo("urn:keygear:problem:value_taken");
        assertThat(admin("GET", owner, "", null, 200).at("/verified_keys/phone").asBoolean())
                .isTrue();
        assertThat(admin("GET", other, "", null, 200).at("/values/phone/value").isMissingNode())
                .isTrue();
    }

    @Test
    void an_administrator_sees_codes_made_but_no_code_and_opens_them() throws Exception {
        String number = People.newNumber();
        Person person = withNumber("locked-out", number);
        JsonApi app = verification.as(person);
        app.post("send", phone(null));
        String code = sms.codeTo(number);
        for (int turn = 0; turn < 5; turn++) {
            app.post("check", phone(null, Sms.wrong(code, turn)));
        }

        JsonNode before = admin("GET", person, "", null, 200);
        JsonNode made = admin("GET", person, "/challenges", null, 200);
        JsonNode after = admin("POST", person, "/unlock", null, 200);

        assertThat(before.at("/codes/0/failures").asInt()).isEqualTo(5);
        assertThat(before.at("/codes/0/locked_until").asText()).endsWith("Z");
        assertThat(made).hasSize(1);
        assertThat(made.at("/0/attempts").asInt()).isEqualTo(5);
        assertThat(made.toString()).doesNotContain(code).doesNotContain(number);
        assertThat(after.at("/codes/0/failures").asInt()).isZero();
        app.post("send", phone(null));
        assertThat(app.post("check", phone(null, sms.codeTo(number))).status()).isEqualTo(200);
    }

    @Test
    void an_administrator_opens_also_what_strangers_used_up() throws Exception {
        String number = People.newNumber();
        Person person = withNumber("besieged", number);
        JsonApi anybody = verification.anybody();
        anybody.post("send", phone(number));
        String code = sms.codeTo(number);
        for (int turn = 0; turn < 5; turn++) {
            anybody.post("check", phone(number, Sms.wrong(code, turn)));
        }
        assertThat(anybody.post("check", phone(number, code)).status()).isEqualTo(400);

        admin("POST", person, "/unlock", null, 200);

        anybody.post("send", phone(number));
        assertThat(anybody.post("check", phone(number, sms.codeTo(number))).status())
                .isEqualTo(200);
    }

    @Test
    void an_administrator_sees_also_codes_that_were_asked_for_under_a_name() throws Exception {
        String number = People.newNumber();
        Person person = realm.newPerson("by-many-names", user -> People.addMainPhone(user, number));
        JsonNode flows = realm.admin().get(realm.name());
        List.of("passwordless", "reset-password").forEach(flow -> FlowFixture.use(realm, flow));
        try (Mails mails = Mails.of(realm)) {
            Stream.of(
                            Identify.as(Door.LOGIN.open(realm), number),
                            Identify.as(Door.LOGIN.open(realm), "by-many-names@example.com"),
                            Identify.as(Door.LOGIN.open(realm), "by-many-names"),
                            Identify.as(Door.RESET.open(realm), "by-many-names@example.com"))
                    .forEach(page -> People.answer(page, "wrong"));
            assertThat(mails.codeTo("by-many-names@example.com")).isNotEmpty();
            verification.anybody().post("send", phone(number));
            verification.anybody().post("check", phone(number, "wrong"));
            verification.anybody().post("check", phone(number, "wrong"));
        } finally {
            realm.change(all -> all.put("browserFlow", flows.path("browserFlow").asText())
                    .put(
                            "resetCredentialsFlow",
                            flows.path("resetCredentialsFlow").asText()));
        }
        Person other = realm.newPerson("has-no-codes", user -> {});

        JsonNode made = admin("GET", person, "/challenges", null, 200);
        JsonNode codes = admin("GET", person, "", null, 200).path("codes");

        assertThat(texts(made, "purpose")).containsExactlyInAnyOrder("login", "login", "login", "reset", "prove-phone");
        assertThat(texts(made, "attempts")).containsExactlyInAnyOrder("1", "1", "1", "1", "2");
        assertThat(made.toString()).doesNotContain(number).doesNotContain("@");
        assertThat(texts(codes, "purpose")).containsExactly("login", "prove-phone", "reset");
        assertThat(texts(codes, "failures")).containsExactly("1", "2", "1");
        assertThat(admin("GET", other, "/challenges", null, 200)).isEmpty();
    }

    @Test
    void an_administrator_opens_closed_codes_and_that_and_a_trial_are_admin_events() throws Exception {
        People.Owner owner = people.withPhone("shut-out");
        realm.change(all -> all.put("adminEventsEnabled", true));
        people.afterPassword(owner.person());
        sms.codeTo(owner.number());
        new Probe(realm.url())
                .update("update KG_CODE_GUARD set FAILURES = 100 where SUBJECT = '"
                        + owner.person().id() + "'");

        JsonNode before = admin("GET", owner.person(), "", null, 200);
        assertThat(people.afterPassword(owner.person()).has("kg-closed")).isTrue();
        JsonNode after = admin("POST", owner.person(), "/unlock", null, 200);
        HttpPage open = people.afterPassword(owner.person());
        tried(Map.of("verify_key", "phone", "to", "+447700900778"));

        assertThat(before.at("/codes/0/closed").asBoolean()).isTrue();
        assertThat(after.at("/codes/0/closed").asBoolean(true)).isFalse();
        assertThat(open.has("kg-closed")).isFalse();
        JsonNode events = realm.admin().get(realm.name() + "/admin-events?operationTypes=ACTION");
        assertThat(texts(events, "resourcePath"))
                .contains("users/" + owner.person().id() + "/verification/unlock", "verification/test-send");
        assertThat(events.toString()).doesNotContain("+447700900778").doesNotContain(owner.number());
    }

    @Test
    void an_administrator_tries_the_way_of_a_message() throws Exception {
        JsonNode result = json(realm.admin()
                .send(
                        "POST",
                        realm.name() + "/verification/test-send",
                        Map.of("verify_key", "phone", "to", "+447700900777")));

        assertThat(result.path("accepted").asBoolean()).isTrue();
        assertThat(result.path("delivery_id").asText()).isNotEmpty();
        assertThat(sms.sentTo("+447700900777")).isEqualTo(1);
    }

    @Test
    void an_administrator_tries_one_sender_and_every_template() throws Exception {
        try (FakeTwilio spare =
                        FakeTwilio.start(InetAddress.getByName(realm.server().bindAddress()));
                Mails mails = Mails.of(realm)) {
            Map<String, String> settings = new HashMap<>(Sms.settings(realm, spare));
            settings.put("enabled", "false");
            String id = realm.addComponent("spare", Sms.SENDER, "twilio", settings);

            assertThat(tried(Map.of("verify_key", "phone", "to", "+447700900781", "sender", "spare"))
                            .path("accepted")
                            .asBoolean())
                    .isTrue();
            assertThat(spare.messagesTo("+447700900781")).hasSize(1);
            assertThat(sms.sentTo("+447700900781")).isZero();
            assertThat(tried(Map.of("verify_key", "phone", "to", "+447700900782", "template", "phone-changed"))
                            .path("accepted")
                            .asBoolean())
                    .isTrue();
            assertThat(sms.textTo("+447700900782")).contains("no longer belongs");
            for (String template : List.of("code", "password-reset", "email-changed", "phone-changed")) {
                String address = template + "@example.com";
                assertThat(tried(Map.of("verify_key", "email", "to", address, "template", template))
                                .path("accepted")
                                .asBoolean())
                        .isTrue();
                assertThat(mails.next(address).subject()).isNotEmpty();
            }

            assertThat(tried(Map.of("verify_key", "phone", "to", "+447700900781", "sender", "nobody"))
                            .path("field")
                            .asText())
                    .isEqualTo("sender");
            assertThat(tried(Map.of("verify_key", "email", "to", "a@example.com", "sender", "spare"))
                            .path("field")
                            .asText())
                    .isEqualTo("sender");
            assertThat(tried(Map.of("verify_key", "phone", "to", "+447700900781", "template", "email-changed"))
                            .path("field")
                            .asText())
                    .isEqualTo("template");
            assertThat(tried(Map.of("verify_key", "email", "to", "a@example.com", "template", "poem"))
                            .path("field")
                            .asText())
                    .isEqualTo("template");
            realm.removeComponent(id);
        }
    }

    @Test
    void a_sample_goes_nowhere_that_the_realm_sends_no_codes_to() throws Exception {
        int sent = sms.sent();
        for (String number : List.of("+33612345678", "+449098790000")) {
            assertThat(tried(Map.of("verify_key", "phone", "to", number))
                            .path("field")
                            .asText())
                    .isEqualTo("to");
            assertThat(tried(Map.of("verify_key", "phone", "to", number, "template", "phone-changed"))
                            .path("field")
                            .asText())
                    .isEqualTo("to");
        }
        people.policy(Map.of("sends-per-realm-hour", "0"));
        try {
            assertThat(tried(Map.of("verify_key", "phone", "to", "+447700900779"))
                            .path("type")
                            .asText())
                    .isEqualTo("urn:keygear:problem:limit_reached");
        } finally {
            people.policy(Map.of("sends-per-realm-hour", "1000"));
        }
        assertThat(sms.sent())
                .as("a sample is waited for, so what was not sent by now is not")
                .isEqualTo(sent);
    }

    @Test
    void codes_that_verify_a_number_go_first_by_the_sender_named_for_them() throws Exception {
        try (FakeTwilio spare =
                FakeTwilio.start(InetAddress.getByName(realm.server().bindAddress()))) {
            Map<String, String> settings = new HashMap<>(Sms.settings(realm, spare));
            settings.put("priority", "9");
            String id = realm.addComponent("spare", Sms.SENDER, "twilio", settings);
            people.policy(Map.of("verify-phone-sender", "spare"));
            String number = People.newNumber();
            String other = People.newNumber();

            verification.as(withNumber("by-name", number)).post("send", phone(null));
            assertThat(FakeTwilio.codeIn(spare.awaitMessageTo(number, Duration.ofSeconds(8))))
                    .isNotEmpty();
            assertThat(sms.sentTo(number)).isZero();
            assertThat(findings()).doesNotContain("unknown_sender");

            realm.removeComponent(id);
            verification.as(withNumber("by-the-rest", other)).post("send", phone(null));
            assertThat(sms.codeTo(other)).isNotEmpty();
            assertThat(findings()).contains("unknown_sender");
        } finally {
            people.policy(Map.of("verify-phone-sender", ""));
        }
    }

    @Test
    void wrong_requests_are_refused_by_name() throws Exception {
        Person person = realm.newPerson("asked-wrongly", user -> {});

        assertThat(admin("PUT", person, "/keys/fax", Map.of(), 400)
                        .path("field")
                        .asText())
                .isEqualTo("key");
        assertThat(admin("PUT", person, "/keys/phone", Map.of(), 400)
                        .path("field")
                        .asText())
                .isEqualTo("verified");
        assertThat(admin("PUT", person, "/keys/phone", Map.of("value", "abc"), 400)
                        .path("field")
                        .asText())
                .isEqualTo("value");
        assertThat(admin("PUT", person, "/keys/phone", Map.of("verified", true), 400)
                        .path("field")
                        .asText())
                .isEqualTo("value");
        assertThat(realm.admin()
                        .send("GET", realm.name() + "/verification/users/nobody", null)
                        .statusCode())
                .isEqualTo(404);
    }

    @Test
    void a_clients_service_account_holds_no_number() {
        String account = verification.backendAccount();
        String number = People.newNumber();

        HttpResponse<String> answer = realm.admin()
                .send(
                        "PUT",
                        realm.name() + "/verification/users/" + account + "/keys/phone",
                        Map.of("value", number, "verified", true));

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(404);
        assertThat(new Probe(realm.url())
                        .number("select count(*) from USER_ATTRIBUTE where USER_ID = '" + account
                                + "' and NAME like 'phoneNumber%'"))
                .isZero();
        assertThat(new Probe(realm.url())
                        .number("select count(*) from KG_VERIFIED_VALUE where USER_ID = '" + account + "'"))
                .isZero();
    }

    @ParameterizedTest
    @EnumSource
    void the_doctor_finds_each_ailment_and_no_other_until_it_is_healed(Ailment ailment) throws Exception {
        Ailment.cureAll(realm);
        try {
            assertThat(findings()).as("tests do without TLS").containsExactly("no_https");

            ailment.befall(realm);
            assertThat(findings())
                    .hasSize(2 + ailment.alongside().size())
                    .contains("no_https", ailment.finding())
                    .containsAll(ailment.alongside());

            ailment.heal(realm);
            assertThat(findings()).containsExactly("no_https");
        } finally {
            Ailment.leave(realm);
        }
    }

    @Test
    void the_doctor_finds_a_second_factor_behind_no_first() throws Exception {
        FlowFixture.use(realm, "direct-grant");
        assertThat(findings()).doesNotContain("second_factor_without_first");
        String flow = realm.name() + "/authentication/flows/keygear%20direct%20grant/executions";
        for (JsonNode step : realm.admin().get(flow)) {
            if ("direct-grant-validate-password".equals(step.path("providerId").asText())) {
                realm.admin().put(flow, ((ObjectNode) step).put("requirement", "DISABLED"));
            }
        }

        assertThat(findings()).contains("second_factor_without_first");

        realm.change(settings -> settings.put("directGrantFlow", "direct grant"));
    }

    @Test
    void the_doctor_finds_codes_of_another_length_at_a_service() throws Exception {
        try (FakeTwilio service =
                FakeTwilio.start(InetAddress.getByName(realm.server().bindAddress()))) {
            Map<String, String> settings = new HashMap<>(Sms.settings(realm, service));
            settings.remove("from");
            settings.put("verify-service-sid", FakeTwilio.VERIFY_SERVICE_SID);
            settings.put("priority", "9");
            String id = realm.addComponent("service", Sms.SENDER, "twilio-verify", settings);

            assertThat(findings()).doesNotContain("other_code_length");
            people.policy(Map.of("code-length", "8"));
            assertThat(findings()).contains("other_code_length");
            people.policy(Map.of("code-length", "6"));
            realm.removeComponent(id);
        }
    }

    @Test
    void who_may_not_manage_users_is_refused() {
        Person person = realm.newPerson("plain", user -> {});
        JsonApi app = new JsonApi(realm.server().url().resolve("/admin/realms/" + realm.name()))
                .bearing(verification.passwordGrant(person).member("access_token"));

        assertThat(app.get("verification/users/" + person.id()).status()).isEqualTo(403);
        assertThat(app.get("verification/doctor").status()).isEqualTo(403);
        assertThat(app.post("verification/users/" + person.id() + "/unlock", "").status())
                .isEqualTo(403);
        assertThat(app.get("verification/users/" + person.id() + "/challenges").status())
                .isEqualTo(403);
        assertThat(app.call(
                                "PUT",
                                "verification/users/" + person.id() + "/keys/phone",
                                Map.of("value", "+447700900784", "verified", true))
                        .status())
                .isEqualTo(403);
        assertThat(app.post("verification/test-send", Map.of("verify_key", "phone", "to", "+447700900784"))
                        .status())
                .isEqualTo(403);
        new Challenges(realm).settle();
        assertThat(sms.sentTo("+447700900784")).isZero();
    }

    private JsonNode tried(Map<String, String> message) throws Exception {
        return json(realm.admin().send("POST", realm.name() + "/verification/test-send", message));
    }

    private Person withNumber(String username, String number) {
        return realm.newPerson(
                username,
                user -> user.withObjectProperty("attributes")
                        .putArray("phoneNumber")
                        .add(number));
    }

    private List<String> findings() throws Exception {
        return texts(json(realm.admin().send("GET", realm.name() + "/verification/doctor", null)), "code");
    }

    private static List<String> texts(JsonNode array, String member) {
        return StreamSupport.stream(array.spliterator(), false)
                .map(element -> element.path(member).asText())
                .toList();
    }

    private JsonNode admin(String method, Person person, String path, @Nullable Object body, int status)
            throws Exception {
        HttpResponse<String> answer =
                realm.admin().send(method, realm.name() + "/verification/users/" + person.id() + path, body);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        return json(answer);
    }

    private static JsonNode json(HttpResponse<String> answer) throws Exception {
        return JSON.readTree(answer.body());
    }
}
