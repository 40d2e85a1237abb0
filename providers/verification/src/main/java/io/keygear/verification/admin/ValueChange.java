package io.keygear.verification.admin;

import com.fasterxml.jackson.annotation.JsonProperty;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * What an administrator wants of a value.
 *
 * @param value the new value; the current one stays when absent
 * @param verified whether it counts as verified; not verified when a new value comes without this
 */
@Schema(name = "ValueChange")
public record ValueChange(
        @JsonProperty("value") @Schema(examples = "+447700900123") @Nullable
        String value,

        @JsonProperty("verified") @Nullable Boolean verified) {

    @Override
    public String toString() {
        return "ValueChange[verified=" + verified + "]";
    }
}
