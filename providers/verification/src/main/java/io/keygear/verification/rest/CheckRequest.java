package io.keygear.verification.rest;

import com.fasterxml.jackson.annotation.JsonProperty;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A code to be checked.
 *
 * @param verifyKey {@code email} or {@code phone}
 * @param userId Keycloak's id of the user; for service accounts. A person's own by default
 * @param verifyData the address or number that the code was sent to; the user's current one by default
 * @param code the code as the person typed it
 */
@Schema(name = "CheckRequest")
public record CheckRequest(
        @JsonProperty("verify_key") @Schema(required = true, examples = "email") @Nullable
        String verifyKey,

        @JsonProperty("user_id") @Schema(examples = "e7bee2de-445b-42d7-b90a-84cb735a25d6") @Nullable
        String userId,

        @JsonProperty("verify_data") @Schema(examples = "johndoe@example.com") @Nullable
        String verifyData,

        @JsonProperty("code") @Schema(required = true, examples = "123456") @Nullable
        String code) {

    SendRequest whom() {
        return new SendRequest(verifyKey, userId, verifyData);
    }

    @Override
    public String toString() {
        return "CheckRequest[" + verifyKey + "]";
    }
}
