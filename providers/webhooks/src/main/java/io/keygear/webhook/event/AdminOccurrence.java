package io.keygear.webhook.event;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.keygear.webhook.endpoint.EventNames;
import io.keygear.webhook.outbox.EventHead;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.keycloak.events.admin.AdminEvent;
import org.keycloak.events.admin.AuthDetails;
import org.keycloak.util.JsonSerialization;

/** What an administrator did. */
record AdminOccurrence(AdminEvent event) implements Occurrence {

    @Override
    public EventHead head() {
        return new EventHead(
                event.getId(),
                event.getRealmId(),
                EventNames.of(event.getResourceTypeAsString(), event.getOperationType()),
                null,
                resource().orderKey(),
                event.getTime());
    }

    @Override
    public Optional<String> user() {
        return resource().user();
    }

    @Override
    public Envelope describe(Representations things, Envelope empty) {
        Resource resource = resource();
        AuthDetails auth = event.getAuthDetails();
        if (auth != null) {
            Map<String, @Nullable String> more = new HashMap<>();
            more.put("realm", auth.getRealmId());
            more.put("client", auth.getClientId());
            empty.party("actor", "admin", auth.getUserId(), more).text("ip", auth.getIpAddress());
        }
        String kind = resource.user().isPresent() ? "user" : EventNames.resource(event.getResourceTypeAsString());
        Envelope envelope = empty.party("subject", kind, resource.subject(), Map.of("path", resource.path()))
                .text("error", event.getError())
                .details(event.getDetails());
        Optional<ObjectNode> user = resource.user().flatMap(id -> things.user(event.getRealmId(), id));
        user.ifPresent(snapshot -> envelope.set("user", snapshot));
        return switch (event.getOperationType()) {
            case UPDATE -> updated(things, envelope);
            case DELETE -> envelope.set("before", removed(things, user));
            case CREATE, ACTION -> envelope.set("after", representation());
        };
    }

    private Envelope updated(Representations things, Envelope envelope) {
        Optional<ObjectNode> now = things.now(event.getRealmId(), resource());
        Optional<ObjectNode> before = now.isEmpty() ? Optional.empty() : things.before(event.getRealmId(), resource());
        return before.isPresent() ? envelope.changed(before.get(), now.get()) : envelope.set("after", representation());
    }

    private @Nullable JsonNode removed(Representations things, Optional<ObjectNode> user) {
        if (event.getRepresentation() != null) {
            return representation();
        }
        if (resource().isWhole() && user.isPresent()) {
            return user.get();
        }
        return things.before(event.getRealmId(), resource()).orElse(null);
    }

    private @Nullable JsonNode representation() {
        try {
            return event.getRepresentation() == null
                    ? null
                    : JsonSerialization.mapper.readTree(event.getRepresentation());
        } catch (JsonProcessingException notJson) {
            return null;
        }
    }

    private Resource resource() {
        return Resource.of(event.getResourcePath());
    }
}
