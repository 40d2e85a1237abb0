package io.keygear.verification.admin;

import com.fasterxml.jackson.annotation.JsonProperty;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * Something about a realm's configuration that will not work, or not as one would expect.
 *
 * @param code stable name in snake case
 * @param severity how bad it is
 * @param detail what is the matter
 * @param fix what to do about it
 */
@Schema(name = "Finding")
public record Finding(
        @JsonProperty("code") String code,
        @JsonProperty("severity") Severity severity,
        @JsonProperty("detail") String detail,
        @JsonProperty("fix") String fix) {

    /** How bad a finding is. */
    public enum Severity {
        /** Codes do not work, or not for everybody. */
        error,
        /** It works, but not as safely or as well as it could. */
        warning
    }
}
