package io.keygear.tests.receiver;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Map;

/**
 * One request that a receiver got.
 *
 * @param path below which it was called
 * @param headers by lower-case name
 * @param body exactly as sent
 * @param status what it was answered; 0 for nothing, or not yet
 * @param at when it was complete, in nanoseconds of {@link System#nanoTime()}
 */
public record Hook(String path, Map<String, String> headers, String body, int status, long at) {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** {@code webhook-id}, the same for every try. */
    public String id() {
        return headers.getOrDefault("webhook-id", "");
    }

    /** The body. */
    public JsonNode json() {
        try {
            return JSON.readTree(body);
        } catch (JsonProcessingException e) {
            throw new AssertionError("Not JSON: " + body, e);
        }
    }

    /** The event's type. */
    public String type() {
        return json().path("type").asText();
    }

    /** Whether it was answered with success. */
    public boolean isTaken() {
        return status >= 200 && status < 300;
    }
}
