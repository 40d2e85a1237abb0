package io.keygear.webhook.event;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.keygear.webhook.endpoint.EventNames;
import io.keygear.webhook.outbox.EventHead;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.keycloak.util.JsonSerialization;

/** What there is to subscribe to, for people and for their tools: an example and a JSON Schema of every event. */
public final class EventCatalogue {

    private static final Instant AT = Instant.parse("2027-01-31T12:00:00.250Z");
    private static final String USER = "5f0c6d1a-3a55-4c0b-9a39-0d0b6b6cf6a1";
    private static final String REALM = "7b7b7d5e-6b7c-4b4e-8f0e-1c7c4d3f9d10";
    private static final Set<String> CHANGES =
            Set.of("user.update_profile", "user.update_email", "user.verify_email", "user.verify_profile");

    private EventCatalogue() {}

    /** Every type that Keycloak can cause, and the one of a test send. */
    public static List<String> types() {
        return Stream.concat(EventNames.all().stream(), Stream.of(EventNames.TEST))
                .sorted()
                .toList();
    }

    /** An event about nothing in particular, as a test sends it. */
    public static String bare(EventHead head, String realmName) {
        return Envelope.of(head, realmName)
                .party("actor", "system", null, Map.of())
                .details(Map.of("message", "This is a test."))
                .text();
    }

    /** What such an event may look like. */
    public static ObjectNode example(String type) {
        boolean user = type.startsWith("user.");
        EventHead head = new EventHead(
                "0b9a4f0e-9d7b-4a53-8f57-2f4f6f7f8a11", REALM, type, user ? "demo-app" : null, USER, AT.toEpochMilli());
        if (type.equals(EventNames.TEST)) {
            return numbered(bare(head, "demo"), null);
        }
        Envelope envelope = Envelope.of(head, "demo").text("ip", "203.0.113.7");
        return numbered((user ? user(envelope, type) : admin(envelope, type)).text(), 42L);
    }

    /** The schema of such an event (JSON Schema 2020-12), with the example in it. */
    public static ObjectNode schema(String type) {
        ObjectNode schema = JsonSerialization.mapper.createObjectNode();
        schema.put("$schema", "https://json-schema.org/draft/2020-12/schema")
                .put("$id", "urn:keygear:webhook:" + type + ":" + Envelope.SCHEMA)
                .put("title", type)
                .put("type", "object");
        ArrayNode required = schema.putArray("required").add("seq");
        Envelope.MEMBERS.forEach(required::add);
        ObjectNode members = schema.putObject("properties");
        members.set("seq", type("integer", "null").put("minimum", 1));
        members.set("id", type("string"));
        members.putObject("type").put("const", type);
        members.putObject("schema").put("const", Envelope.SCHEMA);
        members.set("time", type("string").put("format", "date-time"));
        members.set("realm", party("id", "name"));
        members.set("actor", orNull(party("type", "id")));
        members.set("subject", orNull(party("type", "id")));
        for (String text : List.of("client", "session", "ip")) {
            members.set(text, type("string", "null"));
        }
        members.set("error", type.endsWith("_error") ? type("string") : type("string", "null"));
        members.set("user", orNull(user()));
        members.set("before", change(type));
        members.set("after", change(type));
        members.set("details", orNull(type("object").set("additionalProperties", type("string"))));
        members.set("incomplete", type("array", "null").set("items", type("string")));
        schema.putArray("examples").add(example(type));
        return schema;
    }

    private static Envelope user(Envelope envelope, String type) {
        envelope.text("session", "c3c1b2a0-1d7a-4f0e-8a4e-6f5b4a3c2d1e")
                .party("actor", "user", USER, Map.of())
                .party("subject", "user", USER, Map.of())
                .set("user", person("Alice"))
                .details(Map.of("username", "alice"));
        if (type.endsWith("_error")) {
            envelope.text("error", "invalid_user_credentials");
        }
        return CHANGES.contains(type) ? envelope.changed(person("Alicia"), person("Alice")) : envelope;
    }

    private static Envelope admin(Envelope envelope, String type) {
        String resource = type.substring("admin.".length(), type.lastIndexOf('.'));
        boolean user = resource.equals("user");
        String path = user ? "users/" + USER : resource.replace('_', '-') + "s/example";
        envelope.party("actor", "admin", "1d2c3b4a-5f6e-4d7c-8b9a-0a1b2c3d4e5f", Map.of("realm", REALM))
                .party("subject", resource, user ? USER : "example", Map.of("path", path))
                .set("user", user ? person("Alice") : null)
                .details(null);
        ObjectNode thing = user ? person("Alice") : object("name", "example");
        return switch (type.substring(type.lastIndexOf('.') + 1)) {
            case "update" -> envelope.changed(user ? person("Alicia") : object("name", "before"), thing);
            case "delete" -> envelope.set("before", thing);
            default -> envelope.set("after", thing);
        };
    }

    private static ObjectNode person(String firstName) {
        ObjectNode person = object("id", USER)
                .put("username", "alice")
                .put("email", "alice@example.com")
                .put("emailVerified", true)
                .put("firstName", firstName)
                .put("lastName", "Example")
                .put("enabled", true)
                .put("createdAt", "2026-12-24T18:00:00Z");
        person.putObject("attributes").putArray("locale").add("en");
        return person;
    }

    private static ObjectNode user() {
        ObjectNode schema = type("object");
        ObjectNode members = schema.putObject("properties");
        for (String text : List.of("id", "username", "email", "firstName", "lastName", "createdAt")) {
            members.set(text, type("string", "null"));
        }
        members.set("emailVerified", type("boolean"));
        members.set("enabled", type("boolean"));
        ObjectNode values = type("array");
        values.set("items", type("string"));
        ObjectNode attributes = type("object");
        attributes.set("additionalProperties", values);
        members.set("attributes", attributes);
        return schema;
    }

    private static ObjectNode change(String type) {
        return type.startsWith("admin.") ? type("object", "array", "null") : type("object", "null");
    }

    private static ObjectNode party(String... members) {
        ObjectNode schema = type("object");
        ObjectNode properties = schema.putObject("properties");
        ArrayNode required = schema.putArray("required");
        for (String member : members) {
            properties.set(member, type("string", "null"));
            required.add(member);
        }
        return schema;
    }

    private static ObjectNode orNull(JsonNode schema) {
        ObjectNode either = JsonSerialization.mapper.createObjectNode();
        either.putArray("anyOf").add(schema).add(type("null"));
        return either;
    }

    private static ObjectNode type(String... names) {
        ObjectNode schema = JsonSerialization.mapper.createObjectNode();
        if (names.length == 1) {
            return schema.put("type", names[0]);
        }
        ArrayNode types = schema.putArray("type");
        for (String name : names) {
            types.add(name);
        }
        return schema;
    }

    private static ObjectNode object(String member, String value) {
        return JsonSerialization.mapper.createObjectNode().put(member, value);
    }

    private static ObjectNode numbered(String json, @Nullable Long seq) {
        try {
            ObjectNode event = JsonSerialization.mapper.createObjectNode().put("seq", seq);
            event.setAll((ObjectNode) JsonSerialization.mapper.readTree(json));
            return event;
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("An envelope is JSON", impossible);
        }
    }
}
