package io.keygear.webhook.event;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.keygear.webhook.outbox.EventHead;
import java.time.Instant;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
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
            "id",
            "type",
            "schema",
            "time",
            "realm",
            "actor",
            "subject",
            "client",
            "session",
            "ip",
            "error",
            "user",
            "before",
            "after",
            "details",
            "incomplete");

    /** How long a single text of the event may be as it is written, in bytes; longer ones are typed with a purpose. */
    private static final int LONGEST_TEXT = 2048;

    /** What a character that is no plain one is written with. */
    private static final int LONGEST_ESCAPE = "\\u0000".length();

    /** How long the whole may be, in bytes. */
    static final int LONGEST = 256 * 1024;

    /** ASCII alone, so that every database can keep it, whatever its character set is. */
    private static final ObjectWriter WRITER =
            JsonSerialization.mapper.writer().with(JsonWriteFeature.ESCAPE_NON_ASCII.mappedFeature());

    /** What is left out of an event that is too long. */
    private static final List<List<String>> EXPENDABLE =
            List.of(List.of("before", "after"), List.of("details"), List.of("user"));

    private final ObjectNode json = JsonSerialization.mapper.createObjectNode();
    private final Set<String> incomplete = new TreeSet<>();

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
        json.put(member, cut(member, value));
        return this;
    }

    Envelope set(String member, @Nullable JsonNode value) {
        json.set(member, value);
        return this;
    }

    /** A member that names someone or something: its kind, its id, and more. */
    Envelope party(String member, String kind, @Nullable String id, Map<String, @Nullable String> more) {
        ObjectNode party = json.putObject(member).put("type", kind).put("id", cut(member, id));
        more.forEach((name, value) -> party.put(name, cut(member, value)));
        return this;
    }

    Envelope details(@Nullable Map<String, String> details) {
        ObjectNode object = json.putObject("details");
        if (details != null) {
            new TreeMap<>(details).forEach((name, value) -> object.put(name, cut("details", value)));
        }
        return this;
    }

    /** Both sides of a change, only what differs. */
    Envelope changed(ObjectNode before, ObjectNode after) {
        Difference difference = Difference.between(before, after);
        return set("before", difference.before()).set("after", difference.after());
    }

    /** Says that these members are not whole: something was too long, or could not be read. */
    Envelope incomplete(Collection<String> members) {
        incomplete.addAll(members);
        return this;
    }

    /** The whole without what is secret; members are left out, the least important first, until it is short enough. */
    String text() {
        Redaction.apply(json.path("type").asText(), json);
        String text = written();
        Iterator<List<String>> expendable = EXPENDABLE.iterator();
        while (text.length() > LONGEST && expendable.hasNext()) {
            List<String> members = expendable.next();
            members.forEach(json::putNull);
            text = incomplete(members).written();
        }
        return text;
    }

    private @Nullable String cut(String member, @Nullable String text) {
        if (text == null || text.length() * LONGEST_ESCAPE <= LONGEST_TEXT) {
            return text;
        }
        int kept = 0;
        for (int bytes = 0; kept < text.length(); kept++) {
            bytes += isPlain(text.charAt(kept)) ? 1 : LONGEST_ESCAPE;
            if (bytes > LONGEST_TEXT) {
                incomplete.add(member);
                return text.substring(0, Character.isLowSurrogate(text.charAt(kept)) ? kept - 1 : kept);
            }
        }
        return text;
    }

    private static boolean isPlain(char c) {
        return c >= ' ' && c <= '~';
    }

    private String written() {
        if (!incomplete.isEmpty()) {
            ArrayNode names = json.putArray("incomplete");
            incomplete.forEach(names::add);
        }
        try {
            return WRITER.writeValueAsString(json);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("A tree can always be written", impossible);
        }
    }
}
