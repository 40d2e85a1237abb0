package io.keygear.verification.rest;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.time.Instant;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;
import org.keycloak.representations.AccessTokenResponse;

/**
 * The state of a user whose code was right.
 *
 * @param userId Keycloak's id of the user
 * @param profile {@code email}, {@code phone} and {@code username} as far as they are there; to a caller whom nobody
 *     knows only the value that was verified
 * @param verified whether the user is verified under the realm's criteria
 * @param verifiedKeys for each kind of value that counts in the realm, whether the current one is verified
 * @param lastLoginAt when the youngest of the user's sessions began; absent when there is none
 * @param tokensWithheld why there are no tokens though the client may have some: {@code second_factor},
 *     {@code required_action}, {@code consent_required}, {@code locked}, or the error that the token endpoint would answer;
 *     the person has to sign in by a browser. Absent in any other case
 * @param tokens the members of a token response (RFC 6749, section 5.1); absent where none are issued
 */
@Schema(name = "CheckAnswer")
@JsonInclude(JsonInclude.Include.NON_NULL)
public record CheckAnswer(
        @JsonProperty("user_id") String userId,
        @JsonProperty("profile") Map<String, String> profile,
        @JsonProperty("verified") boolean verified,
        @JsonProperty("verified_record_keys") Map<String, Boolean> verifiedKeys,

        @JsonProperty("last_login_at")
        @Schema(type = org.eclipse.microprofile.openapi.annotations.enums.SchemaType.STRING, format = "date-time")
        @Nullable
        String lastLoginAt,

        @JsonProperty("tokens_withheld") @Nullable String tokensWithheld,

        @JsonUnwrapped @Schema(hidden = true) @Nullable AccessTokenResponse tokens) {

    static @Nullable String time(@Nullable Instant moment) {
        return moment == null ? null : moment.toString();
    }
}
