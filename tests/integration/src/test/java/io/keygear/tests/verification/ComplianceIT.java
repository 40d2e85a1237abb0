package io.keygear.tests.verification;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.keygear.tests.actor.HttpPage;
import io.keygear.tests.server.KeygearTest;
import io.keygear.tests.server.Person;
import io.keygear.tests.server.Probe;
import io.keygear.tests.server.RealmFixture;
import io.keygear.tests.server.Workspace;
import io.keygear.tests.verification.People.Owner;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Rules of the standards that no other test is about. */
@KeygearTest(realm = People.Undisturbed.class)
class ComplianceIT extends CodeJourneys {

    private static final int SHA_256_IN_HEX = 64;

    private final Probe database;

    ComplianceIT(RealmFixture realm) {
        super(realm);
        this.database = new Probe(realm.url());
    }

    @Test
    void no_flow_of_the_realm_file_signs_in_by_mail() throws IOException {
        String file = Files.readString(Workspace.root().resolve("realm-export/keygear-realm.json"));

        assertThat(file).contains("sms-code").doesNotContain("email-code").doesNotContain("code-login");
    }

    @Test
    void the_realm_file_brings_no_people_and_no_secrets() throws IOException {
        JsonNode file = new ObjectMapper()
                .readTree(Workspace.root()
                        .resolve("realm-export/keygear-realm.json")
                        .toFile());

        assertThat(file.path("users")).isEmpty();
        assertThat(file.findValues("secret")).isEmpty();
        assertThat(file.findValues("credentials")).isEmpty();
    }

    @Test
    void who_adds_a_phone_is_told_of_the_risk() {
        Person person = realm.newPerson(
                "newphone", user -> user.withArrayProperty("requiredActions").add("verify-phone-number"));

        assertThat(people.afterPassword(person).text("kg-phone-risk").orElse(""))
                .contains("intercepted")
                .contains("passkey");

        String texts = realm.name() + "/localization/en";
        realm.admin().post(texts, JsonNodeFactory.instance.objectNode().put("kgPhoneRisk", " "));
        try {
            HttpPage page = people.afterPassword(person);
            assertThat(page.has("kg-phone-form")).isTrue();
            assertThat(page.has("kg-phone-risk")).isFalse();
        } finally {
            realm.admin().delete(texts);
        }
    }

    @Test
    void a_code_is_posted_and_stands_in_no_address() {
        Owner owner = people.withPhone("posted");
        HttpPage page = people.afterPassword(owner.person());
        String code = sms.codeTo(owner.number());
        assertThat(page.document().selectFirst("#kg-code-form").attr("method")).isEqualToIgnoringCase("post");

        String asked = page.form("kg-code-form").action() + "&code=" + code;
        HttpPage still = page.browser().open(URI.create(asked));
        assertThat(still.has("kg-code-form"))
                .as("a code in an address is not taken")
                .isTrue();
        HttpPage end = People.answer(still, code);

        assertThat(end.status()).isEqualTo(302);
        assertThat(end.url().toString()).doesNotContain(code);
    }

    @Test
    void a_code_is_stored_as_a_keyed_hash() {
        Owner owner = people.withPhone("hashed");
        people.afterPassword(owner.person());
        String code = sms.codeTo(owner.number());
        String own =
                " from KG_CODE_CHALLENGE where SUBJECT = '" + owner.person().id() + "'";

        assertThat(database.number("select count(*)" + own)).isEqualTo(1);
        assertThat(database.number("select length(CODE_HASH)" + own)).isEqualTo(SHA_256_IN_HEX);
        assertThat(database.number("select length(VALUE_HASH)" + own)).isEqualTo(SHA_256_IN_HEX);
        assertThat(database.number("select count(*)" + own + " and CODE_HASH like '%" + code + "%'"))
                .as("a code within the hash would be an accident of one in two hundred thousand")
                .isZero();
    }

    @Test
    void a_phone_that_is_removed_signs_nobody_in() {
        Owner owner = people.withPhoneAndApp("revoked");
        realm.admin()
                .put(
                        realm.name() + "/verification/users/" + owner.person().id() + "/keys/phone",
                        Map.of("verified", true));
        String phone = realm.credentials(owner.person()).stream()
                .filter(credential -> credential.path("type").asText().equals("phone-code"))
                .findFirst()
                .orElseThrow()
                .path("id")
                .asText();

        realm.admin().delete(realm.name() + "/users/" + owner.person().id() + "/credentials/" + phone);
        HttpPage page = people.afterPassword(owner.person());

        assertThat(page.has("kc-otp-login-form")).isTrue();
        assertThat(page.has("kg-code-form")).isFalse();
        new VerificationRealm(realm).anybody().post("send", VerificationRealm.phone(owner.number()));
        new Challenges(realm).settle();
        assertThat(sms.sentTo(owner.number())).isZero();
        assertThat(realm.user(owner.person()).path("attributes").has("phoneNumber"))
                .isFalse();
    }

    @Test
    void the_field_takes_a_code_from_a_message() {
        Owner owner = people.withPhone("field");

        HttpPage page = people.afterPassword(owner.person());

        assertThat(page.document().html()).containsPattern("<input[^>]*autocomplete=\"one-time-code\"[^>]*>");
        assertThat(page.document().html()).containsPattern("<input[^>]*inputmode=\"numeric\"[^>]*>");
        assertThat(page.document().html()).doesNotContain("onpaste");
    }
}
