package io.keygear.tests.verification;

import static io.keygear.tests.verification.VerificationRealm.phone;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.keygear.tests.actor.HttpBrowser;
import io.keygear.tests.actor.HttpPage;
import io.keygear.tests.actor.JsonApi;
import io.keygear.tests.server.KeygearTest;
import io.keygear.tests.server.Person;
import io.keygear.tests.server.Probe;
import io.keygear.tests.server.RealmFixture;
import io.keygear.tests.verification.People.Owner;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A phone that is taken away, by whomever: it is verified no longer, and its number is free. */
@KeygearTest(realm = VerificationRealm.Setup.class)
class RemovedPhoneIT extends CodeJourneys {

    private final VerificationRealm verification;

    RemovedPhoneIT(RealmFixture realm) {
        super(realm);
        this.verification = new VerificationRealm(realm);
    }

    /** Who takes it away. */
    enum By {
        ADMINISTRATOR,
        ACCOUNT,
        ACTION
    }

    @ParameterizedTest
    @EnumSource
    void its_number_is_verified_no_longer_and_the_next_owner_gets_it(By by) {
        String name = by.name().toLowerCase(Locale.ROOT);
        Owner owner = proven("former-" + name);

        remove(by, owner.person(), phoneOf(owner.person(), owner.number()));

        JsonNode attributes = realm.user(owner.person()).path("attributes");
        assertThat(attributes.has("phoneNumber")).isFalse();
        assertThat(attributes.has("phoneNumberVerified")).isFalse();
        assertThat(claims(owner.person())).isZero();
        int sent = sms.sentTo(owner.number());
        verification.anybody().post("send", phone(owner.number()));
        Person next = realm.newPerson(
                "next-" + name,
                user -> user.withObjectProperty("attributes")
                        .putArray("phoneNumber")
                        .add(owner.number()));
        JsonApi app = verification.as(next);
        app.post("send", phone(null));
        assertThat(app.post("check", phone(null, sms.codeTo(owner.number()))).status())
                .isEqualTo(200);
        assertThat(sms.sentTo(owner.number()))
                .as("the former owner's codes go nowhere")
                .isEqualTo(sent + 1);
        assertThat(claims(next)).isEqualTo(1);
    }

    @Test
    void the_next_phone_becomes_the_main_one() {
        String second = People.newNumber();
        Person person = realm.newPerson("with-two", user -> {
            People.addMainPhone(user, second);
            People.addPhone(user, People.newNumber(), "Other");
        });

        remove(By.ADMINISTRATOR, person, phoneOf(person, second));

        JsonNode attributes = realm.user(person).path("attributes");
        assertThat(attributes.path("phoneNumber").path(0).asText()).isNotEqualTo(second);
        assertThat(attributes.path("phoneNumberVerified").path(0).asText()).isEqualTo("true");
    }

    @Test
    void a_number_that_was_verified_without_a_phone_stays_when_a_phone_goes() {
        String shown = People.newNumber();
        String other = People.newNumber();
        Person person = realm.newPerson("apart", user -> {
            People.addPhone(user, other, "Other");
            user.withObjectProperty("attributes").putArray("phoneNumber").add(shown);
        });
        admitted(person);

        remove(By.ADMINISTRATOR, person, phoneOf(person, other));

        JsonNode attributes = realm.user(person).path("attributes");
        assertThat(attributes.path("phoneNumber").path(0).asText()).isEqualTo(shown);
        assertThat(attributes.path("phoneNumberVerified").path(0).asText()).isEqualTo("true");
        assertThat(claims(person)).isEqualTo(1);
    }

    /** Somebody whose main phone is verified, and known to be. */
    private Owner proven(String username) {
        Owner owner = people.withMainPhone(username);
        admitted(owner.person());
        assertThat(claims(owner.person())).isEqualTo(1);
        return owner;
    }

    private void admitted(Person person) {
        realm.admin()
                .put(realm.name() + "/verification/users/" + person.id() + "/keys/phone", Map.of("verified", true));
    }

    private void remove(By by, Person person, String credential) {
        switch (by) {
            case ADMINISTRATOR ->
                realm.admin().delete(realm.name() + "/users/" + person.id() + "/credentials/" + credential);
            case ACCOUNT ->
                assertThat(new JsonApi(realm.url())
                                .bearing(verification.passwordGrant(person).member("access_token"))
                                .call("DELETE", "account/credentials/" + credential, null)
                                .status())
                        .isEqualTo(204);
            case ACTION -> {
                HttpPage code = People.afterPassword(
                        new HttpBrowser(),
                        person,
                        realm.demoApp().login(Map.of("kc_action", "delete_credential:" + credential)));
                HttpPage page = People.answer(code, sms.codeTo(numberOf(person)));
                assertThat(page.has("kc-delete-text"))
                        .as("%s", page.document().html())
                        .isTrue();
                assertThat(page.form().submit("accept", "yes").query()).containsEntry("kc_action_status", "success");
            }
        }
        assertThat(realm.credentials(person))
                .noneMatch(left -> left.path("id").asText().equals(credential));
    }

    private String numberOf(Person person) {
        return realm.user(person).at("/attributes/phoneNumber/0").asText();
    }

    private String phoneOf(Person person, String number) {
        List<JsonNode> phones = realm.credentials(person).stream()
                .filter(credential -> credential.path("credentialData").asText().contains(number))
                .toList();
        assertThat(phones).hasSize(1);
        return phones.get(0).path("id").asText();
    }

    private long claims(Person person) {
        return new Probe(realm.url())
                .number("select count(*) from KG_VERIFIED_VALUE where VERIFY_KEY = 'phone' and USER_ID = '"
                        + person.id() + "'");
    }
}
