package io.keygear.verification.admin;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.keygear.verification.code.CodeRecords;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A code that was made; moments are ISO 8601 in UTC.
 *
 * @param id the challenge's id, as in logs; not the code
 * @param purpose what it was for
 * @param channel {@code sms} or {@code email}
 * @param consumedAt when it was used; absent when it was not
 * @param attempts how many times something was compared with it
 * @param resends how often it had been sent again
 * @param delivery how far the message came
 * @param failure why it did not get there, as a category; absent when it did, or nobody knows
 */
@Schema(name = "MadeCode")
@JsonInclude(JsonInclude.Include.NON_NULL)
public record MadeCode(
        @JsonProperty("id") String id,
        @JsonProperty("purpose") String purpose,
        @JsonProperty("channel") String channel,
        @JsonProperty("created_at") String createdAt,
        @JsonProperty("expires_at") String expiresAt,
        @JsonProperty("consumed_at") @Nullable String consumedAt,
        @JsonProperty("attempts") int attempts,
        @JsonProperty("resends") int resends,
        @JsonProperty("delivery") String delivery,
        @JsonProperty("failure") @Nullable String failure) {

    static MadeCode of(CodeRecords.Made made) {
        return new MadeCode(
                made.id(),
                made.purpose(),
                made.channel(),
                made.createdAt().toString(),
                made.expiresAt().toString(),
                made.consumedAt().map(Instant::toString).orElse(null),
                made.attempts(),
                made.resends(),
                made.delivery(),
                made.failure().orElse(null));
    }
}
