package io.keygear.tests.verification;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.keygear.tests.server.KeycloakServer;
import io.keygear.tests.server.KeygearTest;
import io.keygear.tests.server.RealmFixture;
import io.keygear.tests.server.RealmSetup;
import io.keygear.tests.verification.People.Owner;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What stands in a message, by the person's language and by the client. */
@KeygearTest(realm = MessageTextIT.Languages.class)
class MessageTextIT extends CodeJourneys {

    MessageTextIT(RealmFixture realm) {
        super(realm);
    }

    /** Every language there are texts in, as Keycloak's console names them. */
    static final class Languages implements RealmSetup {
        @Override
        public void apply(ObjectNode realm, KeycloakServer server) {
            new People.Undisturbed().apply(realm, server);
            ArrayNode locales = realm.putArray("supportedLocales");
            List.of(
                            "en", "de", "fr", "es", "it", "pt-BR", "ja", "zh-CN", "zh-TW", "ko", "ar", "fa", "he", "tr",
                            "pl", "nl")
                    .forEach(locales::add);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "de, ist Ihr Code",
        "fr, est votre code",
        "pt-BR, para continuar",
        "ja, 認証コード",
        "zh-CN, 验证码",
        "zh-TW, 驗證碼",
        "ar, رمزك",
        "he, הוא הקוד"
    })
    void it_is_in_the_persons_language(String locale, String words) {
        Owner owner = people.withPhone("reader-" + locale.toLowerCase(Locale.ROOT));
        realm.changeUser(
                owner.person(),
                user -> user.withObjectProperty("attributes").putArray("locale").add(locale));

        people.afterPassword(owner.person());

        String text = sms.textTo(owner.number());
        assertThat(text).contains(words);
        assertThat(text.lines().reduce((before, last) -> last).orElseThrow()).matches("@\\S+ #\\d{6}");
    }

    @Test
    void a_client_with_an_android_app_has_its_hash_instead_of_the_line_for_browsers() {
        ObjectNode client = (ObjectNode)
                realm.admin().get(realm.name() + "/clients?clientId=demo-app").get(0);
        String address = realm.name() + "/clients/" + client.path("id").asText();
        realm.admin().put(address, withHash(client.deepCopy(), "FA+9qCX9VSu"));
        try {
            Owner owner = people.withPhone("android");
            people.afterPassword(owner.person());

            assertThat(sms.textTo(owner.number())).endsWith("\n\nFA+9qCX9VSu").doesNotContain("@");
        } finally {
            realm.admin().put(address, withHash(client, ""));
        }
    }

    private static ObjectNode withHash(ObjectNode client, String hash) {
        client.withObjectProperty("attributes").put("verification.android-app-hash", hash);
        return client;
    }
}
