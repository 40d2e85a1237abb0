package io.keygear.verification.admin;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * How a user stands, as administrators see it.
 *
 * @param userId Keycloak's id of the user
 * @param verified whether the user is verified under the realm's criteria
 * @param verifiedKeys for each kind of value that counts in the realm, whether the current one is verified
 * @param values for each kind of value that counts, the current one
 * @param codes failures and pauses, for each purpose that ever came up
 */
@Schema(name = "UserVerification")
public record UserVerification(
        @JsonProperty("user_id") String userId,
        @JsonProperty("verified") boolean verified,
        @JsonProperty("verified_keys") Map<String, Boolean> verifiedKeys,
        @JsonProperty("values") Map<String, Value> values,
        @JsonProperty("codes") List<Standing> codes) {

    /**
     * A user's current value of one kind.
     *
     * @param value absent when there is none
     * @param verifiedAt ISO 8601, UTC; absent when it is not verified, or nobody knows since when
     */
    @Schema(name = "VerifiedValue")
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Value(
            @JsonProperty("value") @Nullable String value,
            @JsonProperty("verified") boolean verified,
            @JsonProperty("verified_at") @Nullable String verifiedAt) {}

    /**
     * Failures of codes for one purpose.
     *
     * @param failures wrong codes since the last success; where codes were asked for under several names, the most
     * @param lockedUntil ISO 8601, UTC; absent when codes are compared now
     * @param closed whether codes are closed until another factor or an administrator opens them
     */
    @Schema(name = "CodeStanding")
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Standing(
            @JsonProperty("purpose") String purpose,
            @JsonProperty("failures") int failures,
            @JsonProperty("locked_until") @Nullable String lockedUntil,
            @JsonProperty("closed") boolean closed) {}
}
