package io.keygear.webhook.event;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.keygear.webhook.outbox.EventHead;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.keycloak.util.JsonSerialization;

/**
 * What receivers get: the same members in every event, {@code null} where there is nothing to say. The sequence number
 * is put in front when it is sent.
 */
final class Envelope {

    /** Grows when a member changes its meaning; new members may come without. */
    static final String SCHEMA = "1";

    static final List<String> MEMBERS = List.of(
            "id", "type", "schema", "time", "realm", "actor", "subject", "client", "session", "ip", "error", "user",
            "before", "after", "details");

    private final ObjectNode json = JsonSerialization.mapper.createObjectNode();

    private Envelope() {
        MEMBERS.forEach(json::putNull);
    }

    /** With all that the head knows. */
    static Envelope of(EventHead head, @Nullable String realmName) {
        Envelope envelope = new Envelope();
        envelope.json
                .put("id", head.id())
                .put("type", head.type())
                .put("schema", SCHEMA)
                .put("time", Instant.ofEpochMilli(head.at()).toString())
                .put("client", head.client());
        envelope.json.putObject("realm").put("id", head.realmId()).put("name", realmName);
        return envelope;
    }

    Envelope text(String member, @Nullable String value) {
        json.put(member, value);
        return this;
    }

    Envelope set(String member, @Nullable JsonNode value) {
        json.set(member, value);
        return this;
    }

    /** A member that names someone or something: its kind, its id, and more. */
    Envelope party(String member, String kind, @Nullable String id, Map<String, @Nullable String> more) {
        ObjectNode party = json.putObject(member).put("type", kind).put("id", id);
        more.forEach(party::put);
        return this;
    }

    Envelope details(@Nullable Map<String, String> details) {
        ObjectNode object = json.putObject("details");
        if (details != null) {
            new TreeMap<>(details).forEach(object::put);
        }
        return this;
    }

    /** Both sides of a change, only what differs. */
    Envelope changed(ObjectNode before, ObjectNode after) {
        Difference difference = Difference.between(before, after);
        return set("before", difference.before()).set("after", difference.after());
    }

    String text() {
        try {
            return JsonSerialization.mapper.writeValueAsString(json);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("A tree can always be written", impossible);
        }
    }
}
