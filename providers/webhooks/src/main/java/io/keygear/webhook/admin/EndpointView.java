package io.keygear.webhook.admin;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.keygear.kit.config.InvalidConfigurationException;
import io.keygear.kit.http.OutboundSecrets;
import io.keygear.webhook.endpoint.EndpointOptions;
import io.keygear.webhook.signing.PrivateKey;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;
import org.keycloak.component.ComponentModel;
import org.keycloak.models.KeycloakSession;

/** An endpoint as administrators see it. */
@Schema(name = "WebhookEndpoint")
@JsonInclude(JsonInclude.Include.NON_NULL)
record EndpointView(
        String id,
        @Nullable String url,
        List<String> events,
        @Nullable String description,
        boolean enabled,

        @Schema(description = "Only in the answer to create and rotate") @Nullable
        String secret,

        @Schema(description = "What a receiver verifies v1a signatures with") @Nullable
        String publicKey,

        Settings settings) {

    /** What most endpoints leave as it is. */
    @Schema(name = "WebhookEndpointSettings")
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Settings(
            List<String> clients,
            String signature,
            String format,
            boolean ordered,
            int timeout,
            List<String> fields,
            @Nullable String previousSecretUntil) {}

    /** Without the secret. */
    static EndpointView of(KeycloakSession session, ComponentModel component) {
        return of(session, component, null);
    }

    /** With the secret, for the one answer that shows it. */
    static EndpointView of(KeycloakSession session, ComponentModel component, @Nullable String secret) {
        Settings settings = new Settings(
                EndpointOptions.values(component, "clients"),
                text(component, "signature", "v1"),
                text(component, "format", "standard"),
                component.get("ordered", true),
                component.get("timeout", 10),
                EndpointOptions.values(component, "fields"),
                component.get(EndpointOptions.PREVIOUS_UNTIL.key()));
        return new EndpointView(
                component.getId(),
                component.get(EndpointOptions.URL.key()),
                EndpointOptions.values(component, EndpointOptions.EVENTS.key()),
                component.get(EndpointOptions.DESCRIPTION.key()),
                component.get(EndpointOptions.ENABLED.key(), true),
                secret,
                publicKey(session, component),
                settings);
    }

    /** None while the vault does not have the private key: the rest can be looked at all the same. */
    private static @Nullable String publicKey(KeycloakSession session, ComponentModel component) {
        try {
            String key = new OutboundSecrets(session, EndpointOptions.source(component))
                    .get(EndpointOptions.PRIVATE_KEY.key());
            return key == null
                    ? null
                    : PrivateKey.parse(key).map(PrivateKey::publicText).orElse(null);
        } catch (InvalidConfigurationException notInVault) {
            return null;
        }
    }

    private static String text(ComponentModel component, String key, String fallback) {
        String value = component.get(key);
        return value == null ? fallback : value;
    }
}
