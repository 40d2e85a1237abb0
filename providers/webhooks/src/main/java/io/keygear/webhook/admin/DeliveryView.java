package io.keygear.webhook.admin;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonRawValue;
import io.keygear.webhook.outbox.DeliveryLog.Delivery;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** One event for one endpoint. */
@Schema(name = "WebhookDelivery")
@JsonInclude(JsonInclude.Include.NON_NULL)
record DeliveryView(
        @Schema(description = "A number, as a text since JavaScript cannot hold it")
        String id,

        String eventId,
        String type,
        long seq,

        @Schema(enumeration = {"pending", "delivered", "dead"})
        String state,

        int attempts,
        Times times,

        @Schema(description = "Only when one delivery is shown") @Nullable
        List<AttemptView> tries,

        @Schema(description = "Only when one delivery is shown", implementation = Object.class) @JsonRawValue @Nullable
        String payload) {

    /** When what happened to it, or will. */
    @Schema(name = "WebhookDeliveryTimes")
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Times(
            String createdAt,
            @Nullable String dueAt,
            @Nullable String doneAt) {}

    static DeliveryView of(Delivery delivery) {
        return of(delivery, null, null);
    }

    static DeliveryView of(Delivery delivery, @Nullable List<AttemptView> tries, @Nullable String payload) {
        Times times = new Times(
                Instant.ofEpochMilli(delivery.createdAt()).toString(), time(delivery.dueAt()), time(delivery.doneAt()));
        return new DeliveryView(
                Long.toString(delivery.id()),
                delivery.eventId(),
                delivery.type(),
                delivery.seq(),
                delivery.state(),
                delivery.attempts(),
                times,
                tries,
                payload);
    }

    private static @Nullable String time(long millis) {
        return millis == 0 ? null : Instant.ofEpochMilli(millis).toString();
    }
}
