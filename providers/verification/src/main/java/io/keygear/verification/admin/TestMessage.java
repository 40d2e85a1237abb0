package io.keygear.verification.admin;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A message to try the way of codes with.
 *
 * @param key {@code phone} or {@code email}
 * @param to where to
 * @param sender the name of the SMS sender that has to send it, for any country and enabled or not; else the realm's
 *     usual senders do
 * @param template what it says: {@code code}, which is the default, or one of the notices, {@code phone-changed} and, by
 *     e-mail only, {@code email-changed} and {@code password-reset}
 */
@Schema(name = "TestMessage")
public record TestMessage(
        @JsonProperty("verify_key") @Schema(required = true, examples = "phone") @Nullable
        String key,

        @JsonProperty("to") @Schema(required = true, examples = "+447700900123") @Nullable
        String to,

        @JsonProperty("sender") @Schema(examples = "twilio") @Nullable
        String sender,

        @JsonProperty("template") @Schema(examples = "code") @Nullable
        String template) {

    @Override
    public String toString() {
        return "TestMessage[" + key + "]";
    }

    /**
     * What became of it.
     *
     * @param accepted whether gateway or mail server took it
     * @param deliveryId the gateway's id of the message; absent when it gave none
     * @param failure why it was not taken, as a category; absent when it was, or nobody knows
     */
    @Schema(name = "TestResult")
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Result(
            @JsonProperty("accepted") boolean accepted,
            @JsonProperty("delivery_id") @Nullable String deliveryId,
            @JsonProperty("failure") @Nullable String failure) {}
}
