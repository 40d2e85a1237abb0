package io.keygear.tests.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.keygear.tests.PlainRealm;
import io.keygear.tests.receiver.Hook;
import io.keygear.tests.server.KeygearTest;
import io.keygear.tests.server.Probe;
import io.keygear.tests.server.RealmFixture;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What administrators do is told without the keys and tokens that Keycloak puts into its events; nor are they kept. */
@KeygearTest(realm = PlainRealm.class)
final class HiddenSecretsIT {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String HIDDEN = "**********";

    private final RealmFixture realm;
    private final Endpoints endpoints;

    HiddenSecretsIT(RealmFixture realm) {
        this.realm = realm;
        this.endpoints = new Endpoints(realm);
    }

    @BeforeEach
    void subscribe() {
        endpoints.add("/all", List.of("admin.*"), Map.of());
    }

    @AfterEach
    void close() {
        endpoints.close();
    }

    @Test
    void the_private_key_of_a_certificate_that_was_made() {
        String client = client("holder", "openid-connect", Map.of());

        String key = call("POST", client + "/certificates/jwt.credential/generate", Map.of())
                .path("privateKey")
                .asText();

        JsonNode event = told("admin.client.action", key.substring(50, 120));
        assertThat(event.at("/after/privateKey").asText()).isEqualTo(HIDDEN);
        assertThat(event.at("/after/certificate").asText()).startsWith("MII");
    }

    @Test
    void the_token_by_which_a_client_changes_its_registration() {
        String client = client("registered", "openid-connect", Map.of());

        String token = call("POST", client + "/registration-access-token", Map.of())
                .path("registrationAccessToken")
                .asText();

        JsonNode event = told("admin.client.action", token);
        assertThat(event.at("/after/registrationAccessToken").asText()).isEqualTo(HIDDEN);
        assertThat(event.at("/after/clientId").asText()).isEqualTo("registered");
    }

    @Test
    void the_settings_of_an_authenticator() {
        String execution = StreamSupport.stream(
                        realm.admin()
                                .get(realm.name() + "/authentication/flows/browser/executions")
                                .spliterator(),
                        false)
                .filter(one -> one.path("providerId").asText().equals("identity-provider-redirector"))
                .map(one -> one.path("id").asText())
                .findFirst()
                .orElseThrow();

        String config = realm.admin()
                .post(
                        realm.name() + "/authentication/executions/" + execution + "/config",
                        Map.of("alias", "robots", "config", Map.of("defaultProvider", "first-hush")));
        JsonNode made = told("admin.authenticator_config.create", "first-hush");
        realm.admin()
                .put(
                        realm.name() + "/authentication/config/" + config,
                        Map.of("id", config, "alias", "robots", "config", Map.of("defaultProvider", "second-hush")));
        JsonNode changed = told("admin.authenticator_config.update", "second-hush");

        assertThat(made.at("/after/alias").asText()).isEqualTo("robots");
        assertThat(made.at("/after/config/defaultProvider").asText()).isEqualTo(HIDDEN);
        assertThat(changed.at("/after/config/defaultProvider").asText()).isEqualTo(HIDDEN);
    }

    @Test
    void the_signing_key_of_a_saml_client_whenever_it_is_made_changed_or_removed() {
        String client = client("saml", "saml", Map.of("saml.signing.private.key", "first-private"));
        assertThat(told("admin.client.create", "first-private")
                        .at("/after/attributes")
                        .path("saml.signing.private.key")
                        .asText())
                .isEqualTo(HIDDEN);

        ObjectNode all = (ObjectNode) realm.admin().get(client);
        all.withObjectProperty("attributes").put("saml.signing.private.key", "second-private");
        realm.admin().put(client, all);

        JsonNode changed = told("admin.client.update", "-private");
        for (String side : List.of("before", "after")) {
            assertThat(changed.path(side)
                            .path("attributes")
                            .path("saml.signing.private.key")
                            .asText())
                    .as("%s: %s", side, changed)
                    .isEqualTo(HIDDEN);
        }
        realm.admin().delete(client);
        assertThat(told("admin.client.delete", "-private")
                        .at("/before/clientId")
                        .asText())
                .isEqualTo("saml");
    }

    /** The event of this type, which tells nothing of the secret; nor does any row of the outbox. */
    private JsonNode told(String type, String secret) {
        assertThat(secret).isNotEmpty();
        List<Hook> hooks = endpoints.receiver().await(1, hook -> hook.type().equals(type));
        assertThat(endpoints.receiver().hooks())
                .allSatisfy(hook -> assertThat(hook.body()).doesNotContain(secret));
        assertThat(new Probe(realm.url())
                        .number("select count(*) from KG_WEBHOOK_EVENT where PAYLOAD like '%" + secret + "%'"))
                .isZero();
        return hooks.get(0).json();
    }

    /** Where a new client is to be found. */
    private String client(String id, String protocol, Map<String, String> attributes) {
        return realm.name() + "/clients/"
                + realm.admin()
                        .post(
                                realm.name() + "/clients",
                                Map.of("clientId", id, "protocol", protocol, "attributes", attributes));
    }

    private JsonNode call(String method, String path, Object body) {
        String answer = realm.admin().call(method, path, body).body();
        try {
            return JSON.readTree(answer);
        } catch (JsonProcessingException e) {
            throw new AssertionError(answer, e);
        }
    }
}
