package io.keygear.tests.server;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A user event as the realm stored it.
 *
 * @param type as in Keycloak's {@code EventType}
 * @param error for the events that end in {@code _ERROR}
 */
public record LoginEvent(
        String type,
        @Nullable String error,
        @Nullable String userId,
        @Nullable String clientId,
        Map<String, String> details) {

    static LoginEvent from(JsonNode json) {
        Map<String, String> details = new TreeMap<>();
        json.path("details")
                .properties()
                .forEach(entry -> details.put(entry.getKey(), entry.getValue().asText()));
        return new LoginEvent(
                json.path("type").asText(),
                json.path("error").asText(null),
                json.path("userId").asText(null),
                json.path("clientId").asText(null),
                Map.copyOf(details));
    }
}
