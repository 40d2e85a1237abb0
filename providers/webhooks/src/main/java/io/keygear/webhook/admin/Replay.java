package io.keygear.webhook.admin;

import io.keygear.kit.rest.Problem;
import io.keygear.webhook.outbox.Selection;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * Which deliveries are sent again: those of one event, or those of a time.
 *
 * @param event the id of one event
 * @param from the time of the first event, in UTC
 * @param to the time after the last event
 * @param types only these types, or beginnings that end in an asterisk
 * @param dryRun only count them
 */
@Schema(name = "WebhookReplay")
record Replay(
        @Nullable String event,
        @Schema(examples = "2027-01-31T00:00:00Z") @Nullable String from,
        @Nullable String to,
        @Nullable List<String> types,
        @Nullable Boolean dryRun) {

    boolean onlyCounts() {
        return Boolean.TRUE.equals(dryRun);
    }

    Selection selection() {
        if (event == null && (from == null || to == null)) {
            throw Problem.field("from", "Give an event, or both from and to.").exception();
        }
        List<String> wanted = types == null ? List.of() : types;
        return new Selection(event, time("from", from, 0), time("to", to, Long.MAX_VALUE), wanted);
    }

    private static long time(String name, @Nullable String text, long fallback) {
        try {
            return text == null ? fallback : Instant.parse(text).toEpochMilli();
        } catch (DateTimeParseException | ArithmeticException malformed) {
            throw Problem.field(name, "Give a time in UTC like 2027-01-31T12:00:00Z.")
                    .exception();
        }
    }
}
