package io.keygear.webhook.admin;

import io.keygear.webhook.endpoint.EndpointOptions;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;
import org.keycloak.component.ComponentModel;

/** What an administrator says about an endpoint. What is absent stays as it is, or gets its default. */
@Schema(name = "WebhookEndpointRequest")
record EndpointRequest(
        @Schema(examples = "https://functions.example.com/keycloak") @Nullable
        String url,

        @Schema(description = "Types, or beginnings that end in *", examples = "[\"user.login\", \"admin.user.*\"]")
        @Nullable
        List<String> events,

        @Nullable List<String> clients,
        @Nullable String description,
        @Nullable Boolean enabled,

        @Schema(enumeration = {"v1", "v1a", "both"}) @Nullable
        String signature,

        @Schema(enumeration = {"standard", "cloud-events"}) @Nullable
        String format,

        @Nullable Boolean ordered,
        @Schema(description = "Seconds, 1 to 30") @Nullable Integer timeout,

        @Schema(description = "Rules such as \"drop user.email\"") @Nullable
        List<String> fields) {

    /** Writes what is present into a component. */
    void applyTo(ComponentModel component) {
        put(component, EndpointOptions.URL.key(), url);
        put(component, EndpointOptions.EVENTS.key(), events);
        put(component, "clients", clients);
        put(component, EndpointOptions.DESCRIPTION.key(), description);
        put(component, EndpointOptions.ENABLED.key(), enabled);
        put(component, "signature", signature);
        put(component, "format", format);
        put(component, "ordered", ordered);
        put(component, "timeout", timeout);
        put(component, "fields", fields);
    }

    private static void put(ComponentModel component, String key, @Nullable Object value) {
        if (value instanceof List<?> list) {
            component.getConfig().put(key, list.stream().map(String::valueOf).toList());
        } else if (value != null) {
            component.getConfig().putSingle(key, value.toString());
        }
    }
}
