package io.keygear.webhook.admin;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.keygear.webhook.outbox.Attempt;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** One try of a delivery. */
@Schema(name = "WebhookAttempt")
@JsonInclude(JsonInclude.Include.NON_NULL)
record AttemptView(
        String startedAt,
        int durationMillis,

        @Schema(description = "Of the answer; absent when there was none") @Nullable
        Integer status,

        @Schema(description = "answered, or what was in the way: forbidden, dns, connect, tls, deadline, broken, busy")
        String outcome,

        @Schema(description = "The first 2 KB of the answer") @Nullable
        String answer) {

    static AttemptView of(Attempt attempt) {
        return new AttemptView(
                Instant.ofEpochMilli(attempt.startedAt()).toString(),
                attempt.durationMillis(),
                attempt.status() == 0 ? null : attempt.status(),
                attempt.outcome(),
                attempt.answer());
    }
}
