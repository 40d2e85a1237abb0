package io.keygear.verification.rest;

import com.fasterxml.jackson.annotation.JsonProperty;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * That a code is on its way; to a caller whom nobody knows, that it is if there is somebody with this value.
 *
 * @param expiresIn seconds for which the code is taken
 * @param resendIn seconds until another one may be asked for
 */
@Schema(name = "SendAnswer")
public record SendAnswer(
        @JsonProperty("expires_in") long expiresIn,
        @JsonProperty("resend_in") long resendIn) {}
