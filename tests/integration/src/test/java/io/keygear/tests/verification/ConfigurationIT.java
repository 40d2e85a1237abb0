package io.keygear.tests.verification;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.keygear.tests.gateway.FakeTwilio;
import io.keygear.tests.server.KeygearTest;
import io.keygear.tests.server.RealmFixture;
import java.net.http.HttpResponse;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Settings through the admin API, which the console and kcadm use: refused when wrong, masked when secret. */
@KeygearTest(realm = People.Undisturbed.class)
class ConfigurationIT {

    private static final String TAB = "org.keycloak.services.ui.extend.UiTabProvider";
    private static final Map<String, String> TWILIO =
            Map.of("account-sid", FakeTwilio.ACCOUNT_SID, "auth-token", FakeTwilio.AUTH_TOKEN, "from", FakeTwilio.FROM);

    private final RealmFixture realm;

    ConfigurationIT(RealmFixture realm) {
        this.realm = realm;
    }

    static Stream<Arguments> wrong() {
        return Stream.of(
                Arguments.of(Sms.SENDER, "twilio", Map.of("account-sid", "AC123"), "account-sid"),
                Arguments.of(Sms.SENDER, "twilio", Map.of(), "account-sid"),
                Arguments.of(Sms.SENDER, "http", Map.of(), "url"),
                Arguments.of(Sms.SENDER, "http", Map.of("url", "http://169.254.169.254/latest"), "url"),
                Arguments.of(Sms.SENDER, "http", Map.of("url", "it's {no} address"), "url"),
                Arguments.of(Sms.SENDER, "log", Map.of("priority", "first"), "priority"));
    }

    @ParameterizedTest
    @MethodSource("wrong")
    void a_wrong_setting_is_refused_with_its_name(
            String type, String provider, Map<String, String> config, String key) {
        HttpResponse<String> answer = create(type, provider, config);

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).contains(key);
    }

    @Test
    void a_secret_never_comes_back_and_survives_an_update() {
        String id = realm.addComponent(Sms.SENDER, "twilio", TWILIO);
        JsonNode shown = realm.admin().get(realm.name() + "/components/" + id);

        assertThat(shown.toString()).doesNotContain(FakeTwilio.AUTH_TOKEN);
        realm.admin().put(realm.name() + "/components/" + id, shown); // as the console saves it, masked

        assertThat(realm.admin().get(realm.name() + "/components/" + id)).isEqualTo(shown);
        realm.removeComponent(Sms.SENDER, "twilio");
    }

    @Test
    void the_tab_and_the_component_say_the_same_and_the_tab_keeps_no_secret() {
        String tab = realm.addComponent(TAB, "keygear-sms-twilio", TWILIO);
        assertThat(config(tab).has("auth-token")).isFalse();
        assertThat(config(tab).path("from").path(0).asText()).isEqualTo(FakeTwilio.FROM);

        realm.changeComponent(Sms.SENDER, "twilio", Map.of("priority", "7"));
        assertThat(config(tab).path("priority").path(0).asText()).isEqualTo("7");

        realm.changeComponent(TAB, "keygear-sms-twilio", Map.of("priority", "8"));
        JsonNode sender =
                realm.admin().get(realm.name() + "/components?type=" + Sms.SENDER).findParents("providerId").stream()
                        .filter(component ->
                                "twilio".equals(component.path("providerId").asText()))
                        .findFirst()
                        .orElseThrow();
        assertThat(sender.path("config").path("priority").path(0).asText()).isEqualTo("8");
        assertThat(sender.path("config").path("auth-token").path(0).asText()).contains("****");

        HttpResponse<String> refused = create(TAB, "keygear-codes", Map.of("max-attempts", "99"));
        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(refused.body()).contains("max-attempts").contains("1 to 10");
        realm.removeComponent(TAB, "keygear-sms-twilio");
        realm.removeComponent(Sms.SENDER, "twilio");
    }

    @Test
    void a_realm_has_one_policy() {
        assertThat(create(People.POLICY, "code-policy", Map.of()).statusCode()).isEqualTo(400);
    }

    private JsonNode config(String component) {
        return realm.admin().get(realm.name() + "/components/" + component).path("config");
    }

    private HttpResponse<String> create(String type, String provider, Map<String, String> config) {
        ObjectNode component = new ObjectMapper()
                .createObjectNode()
                .put("name", provider)
                .put("providerType", type)
                .put("providerId", provider)
                .put("parentId", realm.admin().get(realm.name()).path("id").asText());
        ObjectNode values = component.putObject("config");
        config.forEach((key, value) -> values.putArray(key).add(value));
        return realm.admin().send("POST", realm.name() + "/components", component);
    }
}
