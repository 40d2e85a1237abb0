package io.keygear.verification.rest;

import com.fasterxml.jackson.annotation.JsonProperty;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * The wish for a code.
 *
 * @param verifyKey {@code email} or {@code phone}
 * @param userId Keycloak's id of the user; for service accounts. A person's own by default
 * @param verifyData the address, or the number in E.164; the user's current one by default
 */
@Schema(name = "SendRequest")
public record SendRequest(
        @JsonProperty("verify_key") @Schema(required = true, examples = "email") @Nullable
        String verifyKey,

        @JsonProperty("user_id") @Schema(examples = "e7bee2de-445b-42d7-b90a-84cb735a25d6") @Nullable
        String userId,

        @JsonProperty("verify_data") @Schema(examples = "johndoe@example.com") @Nullable
        String verifyData) {

    @Override
    public String toString() {
        return "SendRequest[" + verifyKey + "]";
    }
}
