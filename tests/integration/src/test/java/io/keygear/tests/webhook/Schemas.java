package io.keygear.tests.webhook;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion.VersionFlag;
import com.networknt.schema.ValidationMessage;
import io.keygear.tests.server.Workspace;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The published schemas of events, as a receiver would use them. */
final class Schemas {

    private final JsonSchemaFactory factory = JsonSchemaFactory.getInstance(VersionFlag.V202012);
    private final Map<String, JsonSchema> read = new HashMap<>();

    /** What an event has that its type's schema does not allow. */
    List<String> complaints(JsonNode event) {
        return read.computeIfAbsent(event.path("type").asText(), this::schema).validate(event).stream()
                .map(ValidationMessage::getMessage)
                .toList();
    }

    private JsonSchema schema(String type) {
        try {
            return factory.getSchema(
                    Files.readString(Workspace.root().resolve("docs/webhooks/schemas/" + type + ".json")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
