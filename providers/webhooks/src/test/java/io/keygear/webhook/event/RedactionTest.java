package io.keygear.webhook.event;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.keycloak.util.JsonSerialization;

final class RedactionTest {

    @ParameterizedTest
    @CsvSource({
        "privateKey",
        "registrationAccessToken",
        "saml.signing.private.key",
        "saml.encryption.private.key",
        "client.secret.rotated",
        "clientSecret",
        "authTokenClientSecret",
        "password",
        "api_key",
        "credentials"
    })
    void what_is_called_a_secret_is_hidden(String name) throws JsonProcessingException {
        assertThat(after("admin.client.update", "{\"deep\":[{\"" + name + "\":\"hush\"}]}"))
                .doesNotContain("hush")
                .contains(Redaction.HIDDEN);
    }

    @ParameterizedTest
    @CsvSource({
        "access.token.claim, yes",
        "client.secret.creation.time, 1",
        "passwordPolicy, length(8)",
        "use.refresh.token, true",
        "token_id, 5f0c",
        "clientId, app",
        "password, ${vault.smtp}"
    })
    void what_is_none_is_shown(String name, String value) throws JsonProcessingException {
        assertThat(after("admin.client.update", "{\"" + name + "\":\"" + value + "\"}"))
                .contains(value);
    }

    @Test
    void the_settings_of_an_authenticator_are_all_hidden_as_nobody_says_which_are_secret()
            throws JsonProcessingException {
        assertThat(after("admin.authenticator_config.create", "{\"alias\":\"bot\",\"config\":{\"key2\":\"hush\"}}"))
                .contains("bot")
                .contains("key2")
                .doesNotContain("hush");
        assertThat(after("admin.component.create", "{\"config\":{\"url\":[\"https://x\"]}}"))
                .contains("https://x");
    }

    @Test
    void a_private_key_is_known_by_its_form() throws JsonProcessingException {
        assertThat(after("admin.idp.update", "{\"signing\":\"-----BEGIN EC PRIVATE KEY-----hush\"}"))
                .doesNotContain("hush");
    }

    @Test
    void the_shape_stays() throws JsonProcessingException {
        assertThat(after("admin.user.update", "{\"attributes\":{\"apiToken\":[\"hush\",\"quiet\"]},\"token\":7}"))
                .isEqualTo("{\"attributes\":{\"apiToken\":[\"**********\",\"**********\"]},\"token\":7}");
    }

    private static String after(String type, String after) throws JsonProcessingException {
        ObjectNode event = JsonSerialization.mapper.createObjectNode();
        event.set("after", JsonSerialization.mapper.readTree(after));
        Redaction.apply(type, event);
        return event.path("after").toString();
    }
}
