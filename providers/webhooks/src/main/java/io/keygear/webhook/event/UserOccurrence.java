package io.keygear.webhook.event;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.keygear.webhook.endpoint.EventNames;
import io.keygear.webhook.outbox.EventHead;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.keycloak.events.Event;
import org.keycloak.events.EventType;

/** What a user did, or failed to do. */
record UserOccurrence(Event event) implements Occurrence {

    /** Those after which the user may look different. */
    private static final Set<EventType> CHANGES =
            Set.of(EventType.UPDATE_PROFILE, EventType.UPDATE_EMAIL, EventType.VERIFY_EMAIL, EventType.VERIFY_PROFILE);

    @Override
    public EventHead head() {
        return new EventHead(
                event.getId(),
                event.getRealmId(),
                EventNames.of(event.getType()),
                event.getClientId(),
                event.getUserId(),
                event.getTime());
    }

    @Override
    public Optional<String> user() {
        return Optional.ofNullable(event.getUserId());
    }

    @Override
    public Envelope describe(Representations things, Envelope empty) {
        String userId = event.getUserId();
        Envelope envelope = empty.text("session", event.getSessionId())
                .text("ip", event.getIpAddress())
                .text("error", event.getError())
                .party("actor", userId == null ? "anonymous" : "user", userId, Map.of())
                .details(event.getDetails());
        if (userId == null) {
            return envelope;
        }
        envelope.party("subject", "user", userId, Map.of());
        Optional<ObjectNode> user = things.user(event.getRealmId(), userId);
        user.ifPresent(now -> {
            envelope.set("user", now);
            if (CHANGES.contains(event.getType())) {
                things.before(event.getRealmId(), Resource.of("users/" + userId))
                        .ifPresent(before -> envelope.changed(before, now));
            }
        });
        return envelope;
    }
}
