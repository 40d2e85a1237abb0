package io.keygear.tests.verification;

import static io.keygear.tests.verification.VerificationRealm.phone;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.keygear.tests.actor.JsonApi;
import io.keygear.tests.actor.JsonApi.Answer;
import io.keygear.tests.server.KeygearTest;
import io.keygear.tests.server.LoginEvent;
import io.keygear.tests.server.Person;
import io.keygear.tests.server.Probe;
import io.keygear.tests.server.RealmFixture;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Clients that get tokens for a right code ({@code verification.tokens}), and for whose codes they get none. */
@KeygearTest(realm = VerificationRealm.Setup.class)
class SignInByCodeIT extends CodeJourneys {

    private static final String APP =
            "{\"subType\":\"totp\",\"digits\":6,\"counter\":0,\"period\":30,\"algorithm\":\"HmacSHA1\"}";

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final VerificationRealm verification;
    private final Probe database;

    SignInByCodeIT(RealmFixture realm) {
        super(realm);
        this.verification = new VerificationRealm(realm);
        this.database = new Probe(realm.url());
    }

    @BeforeEach
    void roomForManyMessages() {
        people.policy(Map.of("sends-per-ip-hour", "1000"));
        realm.change(all -> all.put("eventsEnabled", true));
    }

    @Test
    void a_client_that_may_gets_tokens_for_a_code() {
        String number = People.newNumber();
        Person person = withNumber("signs-in", number);

        Answer checked = checkedByPhone(number);

        assertThat(checked.status()).isEqualTo(200);
        assertThat(checked.member("token_type")).isEqualTo("Bearer");
        assertThat(checked.member("refresh_token")).isNotEmpty();
        assertThat(checked.json().has("tokens_withheld")).isFalse();
        assertThat(new JsonApi(realm.url())
                        .bearing(checked.member("access_token"))
                        .get("verification/status")
                        .member("user_id"))
                .isEqualTo(person.id());
        assertThat(sessions(person)).isEqualTo(1);
    }

    @Test
    void a_phone_is_no_second_factor_beside_a_code_to_it() {
        People.Owner owner = people.withMainPhone("one-phone");

        assertThat(checkedByPhone(owner.number()).json().has("access_token")).isTrue();
        assertThat(sessions(owner.person())).isEqualTo(1);
    }

    @Test
    void a_phone_is_a_second_factor_beside_a_code_by_mail() {
        try (Mails mails = Mails.of(realm)) {
            People.Owner owner = people.withMainPhone("mail-and-phone");
            Map<String, String> address =
                    Map.of("verify_key", "email", "verify_data", owner.person().username() + "@example.com");
            verification.signsIn().post("send", address);
            String code = mails.codeTo(address.get("verify_data"));

            Answer checked = verification
                    .signsIn()
                    .post(
                            "check",
                            Map.of("verify_key", "email", "verify_data", address.get("verify_data"), "code", code));

            assertWithheld(checked, owner.person(), "second_factor");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"otp", "webauthn", "webauthn-passwordless", "recovery-authn-codes"})
    void whose_account_has_more_than_a_password_gets_no_tokens(String type) {
        String number = People.newNumber();
        Person person = realm.newPerson("has-" + type, user -> {
            phoneOf(user, number);
            user.withArrayProperty("credentials")
                    .addObject()
                    .put("type", type)
                    .put("secretData", type.equals("otp") ? "{\"value\":\"" + People.APP_SECRET + "\"}" : "{}")
                    .put("credentialData", type.equals("otp") ? APP : "{}");
        });

        Answer checked = checkedByPhone(number);

        assertWithheld(checked, person, "second_factor");
        assertThat(phoneFlag(person)).isEqualTo("true");
    }

    @Test
    void a_person_with_something_else_to_do_gets_no_tokens() {
        String number = People.newNumber();
        Person person = realm.newPerson("has-to-do", user -> {
            phoneOf(user, number);
            user.withArrayProperty("requiredActions").add("UPDATE_PASSWORD");
        });

        Answer checked = checkedByPhone(number);

        assertWithheld(checked, person, "required_action");
        assertThat(phoneFlag(person)).isEqualTo("true");
    }

    @Test
    void a_client_that_asks_for_consent_gets_no_tokens() {
        String number = People.newNumber();
        Person person = withNumber("has-to-consent", number);
        changeClient(client -> client.put("consentRequired", true));
        try {
            assertWithheld(checkedByPhone(number), person, "consent_required");
        } finally {
            changeClient(client -> client.put("consentRequired", false));
        }
    }

    @Test
    void a_person_who_is_locked_out_gets_no_tokens() {
        String number = People.newNumber();
        Person person = withNumber("locked-out", number);
        realm.change(all -> all.put("bruteForceProtected", true).put("failureFactor", 2));
        try {
            for (int turn = 0; turn < 3; turn++) {
                verification.passwordGrant(new Person(person.id(), person.username(), "wrong"));
            }
            Eventually.get(
                    PATIENCE,
                    () -> Optional.of(BruteForce.failures(realm, person)).filter(failures -> failures >= 2));
            realm.clearEvents();

            assertWithheld(checkedByPhone(number), person, "locked");
        } finally {
            realm.change(all -> all.put("bruteForceProtected", false));
        }
    }

    @Test
    void a_person_who_has_to_verify_more_gets_no_tokens() {
        String number = People.newNumber();
        Person person = realm.newPerson("half-verified", user -> {
            phoneOf(user, number);
            user.put("emailVerified", false);
        });
        people.policy(Map.of("verify-required", "true", "verify-criteria", "all"));
        try {
            Answer checked = checkedByPhone(number);

            assertThat(checked.json().has("access_token")).isFalse();
            assertThat(checked.member("tokens_withheld")).isEqualTo("verification_required");
            assertThat(sessions(person)).isZero();
            assertThat(phoneFlag(person)).isEqualTo("true");
        } finally {
            people.policy(Map.of("verify-required", "false", "verify-criteria", "any"));
        }
    }

    @Test
    void a_person_who_has_to_verify_a_number_besides_an_address_is_not_said_to_have_an_action_to_do() {
        Person person = realm.newPerson("half-verified-by-mail", user -> user.put("emailVerified", false));
        String address = person.username() + "@example.com";
        people.policy(Map.of("verify-required", "true", "verify-criteria", "all"));
        try (Mails mails = Mails.of(realm)) {
            verification.signsIn().post("send", Map.of("verify_key", "email", "verify_data", address));
            Answer checked = verification
                    .signsIn()
                    .post(
                            "check",
                            Map.of("verify_key", "email", "verify_data", address, "code", mails.codeTo(address)));

            assertThat(checked.json().has("access_token")).isFalse();
            assertThat(checked.member("tokens_withheld")).isEqualTo("verification_required");
            assertThat(sessions(person)).isZero();
        } finally {
            people.policy(Map.of("verify-required", "false", "verify-criteria", "any"));
        }
    }

    @Test
    void a_client_that_may_not_is_not_told_of_tokens() {
        People.Owner owner = people.withPhoneAndApp("not-asked");
        realm.changeUser(owner.person(), user -> phoneOf(user, owner.number()));
        verification.anybody().post("send", phone(owner.number()));

        Answer checked = verification.anybody().post("check", phone(owner.number(), sms.codeTo(owner.number())));

        assertThat(checked.status()).isEqualTo(200);
        assertThat(checked.json().has("tokens_withheld")).isFalse();
        assertThat(sessions(owner.person())).isZero();
    }

    /** The value is verified, the code is used up, the client knows why, and nobody is signed in. */
    private void assertWithheld(Answer checked, Person person, String cause) {
        assertThat(checked.status()).as(checked.text()).isEqualTo(200);
        assertThat(checked.member("tokens_withheld")).isEqualTo(cause);
        assertThat(checked.member("user_id")).isEqualTo(person.id());
        assertThat(checked.json().has("access_token")).isFalse();
        assertThat(checked.json().has("refresh_token")).isFalse();
        assertThat(checked.json().path("profile")).hasSize(1);
        assertThat(sessions(person)).isZero();
        assertThat(database.number("select count(*) from KG_CODE_CHALLENGE where SUBJECT = '"
                        + stranger(
                                checked.json().path("profile").elements().next().asText())
                        + "' and CONSUMED_AT is not null"))
                .isEqualTo(1);
        assertThat(realm.events(person))
                .filteredOn(event -> event.type().startsWith("LOGIN"))
                .singleElement()
                .satisfies(event -> assertThat(event.details()).containsEntry("reason", cause))
                .extracting(LoginEvent::error)
                .isEqualTo("resolve_required_actions");
    }

    /** To whom the code of somebody belongs who is not signed in: to the value. */
    private static String stranger(String value) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(value.getBytes(StandardCharsets.UTF_8));
            return "~" + HexFormat.of().formatHex(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private Answer checkedByPhone(String number) {
        verification.signsIn().post("send", phone(number));
        return verification.signsIn().post("check", phone(number, sms.codeTo(number)));
    }

    private void changeClient(Consumer<ObjectNode> edit) {
        ObjectNode client = (ObjectNode)
                realm.admin().get(realm.name() + "/clients?clientId=signs-in").path(0);
        edit.accept(client);
        realm.admin().put(realm.name() + "/clients/" + client.path("id").asText(), client);
    }

    private long sessions(Person person) {
        return database.number("select count(*) from OFFLINE_USER_SESSION where USER_ID = '" + person.id() + "'");
    }

    private Person withNumber(String username, String number) {
        return realm.newPerson(username, user -> phoneOf(user, number));
    }

    private String phoneFlag(Person person) {
        return realm.user(person).at("/attributes/phoneNumberVerified/0").asText();
    }

    private static void phoneOf(ObjectNode user, String number) {
        user.withObjectProperty("attributes").putArray("phoneNumber").add(number);
    }
}
