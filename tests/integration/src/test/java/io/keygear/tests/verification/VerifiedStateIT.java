package io.keygear.tests.verification;

import static io.keygear.tests.verification.VerificationRealm.phone;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.keygear.tests.actor.HttpBrowser;
import io.keygear.tests.actor.HttpPage;
import io.keygear.tests.actor.JsonApi;
import io.keygear.tests.actor.JsonApi.Answer;
import io.keygear.tests.actor.Tokens;
import io.keygear.tests.server.KeygearTest;
import io.keygear.tests.server.Person;
import io.keygear.tests.server.Probe;
import io.keygear.tests.server.RealmFixture;
import java.net.URI;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** When somebody is verified, what makes it end, and what depends on it. */
@KeygearTest(realm = VerificationRealm.Setup.class)
class VerifiedStateIT extends CodeJourneys {

    private final VerificationRealm verification;

    VerifiedStateIT(RealmFixture realm) {
        super(realm);
        this.verification = new VerificationRealm(realm);
    }

    @BeforeAll
    static void admit(RealmFixture realm) {
        new VerificationRealm(realm).admitBackend();
    }

    @AfterEach
    void usualRules() {
        people.policy(Map.of("verify-criteria", "any", "verify-required", "false", "verify-keys", "email,phone"));
        people.policy(Map.of("verify-required-keys", ""));
    }

    @Test
    void tokens_and_userinfo_say_what_is_verified() {
        Answer grant = verification.passwordGrant(realm.newPerson("told", user -> {}));
        JsonNode claims = claims(grant, "access_token");
        JsonNode userInfo = new JsonApi(realm.url())
                .bearing(grant.member("access_token"))
                .get("protocol/openid-connect/userinfo")
                .json();

        assertThat(claims.path("verified").asBoolean()).isTrue();
        assertThat(claims.at("/verified_keys/email").asBoolean()).isTrue();
        assertThat(claims.at("/verified_keys/phone").asBoolean(true)).isFalse();
        assertThat(claims(grant, "id_token").path("verified_keys")).isEqualTo(claims.path("verified_keys"));
        assertThat(userInfo.path("verified_keys")).isEqualTo(claims.path("verified_keys"));
    }

    @Test
    void the_account_shows_what_is_verified_and_nobody_writes_it() {
        Person person = realm.newPerson("looks-it-up", user -> {});
        ObjectNode declared = (ObjectNode) realm.admin().get(realm.name() + "/users/profile");
        realm.admin()
                .put(realm.name() + "/users/profile", declared.deepCopy().put("unmanagedAttributePolicy", "ENABLED"));
        try {
            ObjectNode profile = (ObjectNode) account(person).get("account").json();
            assertThat(profile.at("/attributes/verified").toString()).isEqualTo("[\"true\"]");
            assertThat(profile.at("/attributes/verified_keys").toString()).isEqualTo("[\"email\"]");

            profile.withObjectProperty("attributes")
                    .putArray("verified_keys")
                    .add("email")
                    .add("phone");
            assertThat(account(person).post("account", profile).status()).isEqualTo(204);

            assertThat(account(person)
                            .get("account")
                            .json()
                            .at("/attributes/verified_keys")
                            .toString())
                    .isEqualTo("[\"email\"]");
            assertThat(new Probe(realm.url())
                            .number("select count(*) from USER_ATTRIBUTE where NAME like 'verified%' and USER_ID = '"
                                    + person.id() + "'"))
                    .isZero();
        } finally {
            realm.admin().put(realm.name() + "/users/profile", declared);
        }
    }

    @Test
    void any_or_all_values_make_a_user_verified() {
        Person person = realm.newPerson("half", user -> {});

        people.policy(Map.of("verify-criteria", "all"));
        assertThat(verified(person)).isFalse();
        people.policy(Map.of("verify-keys", "email"));
        assertThat(verified(person)).isTrue();
        people.policy(Map.of("verify-keys", "phone"));
        assertThat(verified(person)).isFalse();
        people.policy(Map.of("verify-criteria", "any", "verify-keys", "email,phone"));
        assertThat(verified(person)).isTrue();
    }

    @Test
    void a_value_that_is_needed_in_any_case_is_not_made_up_for_by_another() {
        String number = People.newNumber();
        Person person = realm.newPerson("needs-a-number", user -> attribute(user, "phoneNumber", number));
        people.policy(Map.of("verify-required-keys", "phone"));
        assertThat(verified(person)).isFalse();
        people.policy(Map.of("verify-required", "true"));

        Answer refused = verification.passwordGrant(person);
        verification.anybody().post("send", phone(number));
        verification.anybody().post("check", phone(number, sms.codeTo(number)));

        assertThat(refused.member("error")).as(refused.text()).isEqualTo("verification_required");
        assertThat(refused.member("error_description")).contains("phone");
        assertThat(verified(person)).isTrue();
        realm.changeUser(person, user -> user.put("emailVerified", false));
        assertThat(verified(person)).as("the number alone is enough").isTrue();
        people.policy(Map.of("verify-required", "false", "verify-required-keys", "email,phone"));
        assertThat(verified(person)).isFalse();
    }

    @Test
    void an_address_that_an_administrator_changes_is_not_verified() {
        Person person = realm.newPerson("readdressed", user -> {});

        realm.changeUser(person, user -> user.put("email", "other-readdressed@example.com"));

        assertThat(realm.user(person).path("emailVerified").asBoolean())
                .as("Keycloak itself leaves the flag")
                .isTrue();
        assertThat(verified(person)).isFalse();
        assertThat(realm.user(person).path("emailVerified").asBoolean()).isFalse();
    }

    @Test
    void an_administrator_may_call_the_new_address_verified() {
        Person person = realm.newPerson("vouched", user -> {});
        realm.changeUser(person, user -> user.put("email", "other-vouched@example.com"));
        realm.changeUser(person, user -> user.put("emailVerified", true));

        assertThat(verified(person)).isTrue();
        assertThat(verified(person)).isTrue();
    }

    @Test
    void an_address_that_the_person_changes_is_not_verified() {
        Person person = realm.newPerson("moves", user -> {});
        JsonApi app = verification.as(person);
        ObjectNode profile = (ObjectNode) account(person).get("account").json();
        assertThat(app.get("status").json().path("verified").asBoolean()).isTrue();

        profile.put("email", "other-moves@example.com");
        Answer changed = account(person).post("account", profile);

        assertThat(changed.status()).isEqualTo(204);
        assertThat(app.get("status").json().at("/verified_record_keys/email").asBoolean(true))
                .isFalse();
    }

    @Test
    void a_number_that_an_administrator_changes_is_not_verified() {
        String number = People.newNumber();
        Person person = realm.newPerson("renumbered", user -> attribute(user, "phoneNumber", number));
        JsonApi app = verification.as(person);
        app.post("send", phone(null));
        assertThat(app.post("check", phone(null, sms.codeTo(number))).status()).isEqualTo(200);

        realm.changeUser(person, user -> {
            user.withObjectProperty("attributes").remove("phoneNumber");
            attribute(user, "phoneNumber", People.newNumber());
        });

        assertThat(claims(verification.passwordGrant(person), "access_token")
                        .at("/verified_keys/phone")
                        .asBoolean(true))
                .isFalse();
        assertThat(realm.user(person).at("/attributes/phoneNumberVerified/0").asText())
                .isEqualTo("false");
    }

    @Test
    void a_flag_without_a_proof_is_taken_back() {
        Person person = realm.newPerson("claims-only", user -> {
            attribute(user, "phoneNumber", People.newNumber());
            attribute(user, "phoneNumberVerified", "true");
        });

        assertThat(claims(verification.passwordGrant(person), "access_token")
                        .at("/verified_keys/phone")
                        .asBoolean(true))
                .isFalse();
    }

    @Test
    void where_it_is_required_nobody_gets_tokens_unverified() {
        String number = People.newNumber();
        Person person = realm.newPerson("has-to-verify", user -> {
            user.put("emailVerified", false);
            attribute(user, "phoneNumber", number);
        });
        people.policy(Map.of("verify-required", "true"));

        Answer refused = verification.passwordGrant(person);
        verification.anybody().post("send", phone(number));
        verification.anybody().post("check", phone(number, sms.codeTo(number)));
        Answer granted = verification.passwordGrant(person);

        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.member("error")).isEqualTo("verification_required");
        assertThat(granted.status()).isEqualTo(200);
    }

    @Test
    void a_refresh_ends_when_the_value_is_not_verified_any_more() {
        Person person = realm.newPerson("loses-it", user -> {});
        people.policy(Map.of("verify-required", "true"));
        Answer granted = verification.passwordGrant(person);
        realm.changeUser(person, user -> user.put("email", "other-loses-it@example.com"));

        Answer refreshed = verification.refresh(granted.member("refresh_token"));

        assertThat(granted.status()).isEqualTo(200);
        assertThat(refreshed.status()).isEqualTo(400);
        assertThat(refreshed.member("error")).isEqualTo("verification_required");
    }

    @Test
    void a_client_may_ask_for_more_or_less_than_its_realm() {
        Person person = realm.newPerson("client-decides", user -> user.put("emailVerified", false));

        attributeOfMobile("true");
        assertThat(verification.passwordGrant(person).member("error")).isEqualTo("verification_required");
        attributeOfMobile("false");
        people.policy(Map.of("verify-required", "true"));
        assertThat(verification.passwordGrant(person).status()).isEqualTo(200);
        attributeOfMobile("");
        assertThat(verification.passwordGrant(person).member("error")).isEqualTo("verification_required");
    }

    @Test
    void a_back_end_needs_no_verified_value() {
        people.policy(Map.of("verify-required", "true"));

        assertThat(verification.backend().post("send", Map.of()).member("field"))
                .isEqualTo("verify_key");
    }

    @Test
    void who_signs_up_gets_a_code_where_the_realm_wants_that() {
        try (Mails mails = Mails.of(realm)) {
            people.policy(Map.of("verify-send-on-sign-up", "true"));
            realm.change(all -> all.put("registrationAllowed", true));
            HttpPage form = new HttpBrowser()
                    .open(URI.create(realm.demoApp()
                            .login()
                            .url()
                            .toString()
                            .replace("/openid-connect/auth", "/openid-connect/registrations")));

            form.form("kc-register-form")
                    .set("username", "signs-up")
                    .set("email", "signs-up@example.com")
                    .set("firstName", "Signs")
                    .set("lastName", "Up")
                    .set("password", "signs-up")
                    .set("password-confirm", "signs-up")
                    .submit();
            Answer checked = verification
                    .anybody()
                    .post(
                            "check",
                            Map.of(
                                    "verify_key",
                                    "email",
                                    "verify_data",
                                    "signs-up@example.com",
                                    "code",
                                    mails.codeTo("signs-up@example.com")));

            assertThat(checked.json().path("verified").asBoolean()).isTrue();
        } finally {
            people.policy(Map.of("verify-send-on-sign-up", "false"));
        }
    }

    private JsonApi account(Person person) {
        return new JsonApi(realm.url())
                .bearing(verification.passwordGrant(person).member("access_token"))
                .with("Accept", "application/json");
    }

    private void attributeOfMobile(String value) {
        JsonNode client =
                realm.admin().get(realm.name() + "/clients?clientId=mobile").get(0);
        ((ObjectNode) client).withObjectProperty("attributes").put("verification.required", value);
        realm.admin().put(realm.name() + "/clients/" + client.path("id").asText(), client);
    }

    private boolean verified(Person person) {
        return claims(verification.passwordGrant(person), "access_token")
                .path("verified")
                .asBoolean();
    }

    private static JsonNode claims(Answer grant, String token) {
        return Tokens.claims(grant.member(token));
    }

    private static void attribute(ObjectNode user, String name, String value) {
        user.withObjectProperty("attributes").putArray(name).add(value);
    }
}
