package io.keygear.kit.rest;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.time.Duration;
import java.util.Locale;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * Why a request was refused, as RFC 9457 has it: the body of every 4xx and 5xx of Keygear's own endpoints.
 *
 * @param cause stable name of the reason in snake case, such as {@code too_many_attempts}
 * @param status HTTP status
 * @param detail what is wrong with this request and how to mend it; never a secret or a personal datum
 * @param field the member of the request that is meant; absent when it is none in particular
 * @param retryAfter how long to wait before trying again; absent when waiting does not help
 */
@Schema(name = "Problem", description = "RFC 9457 problem details")
@JsonPropertyOrder({"type", "title", "status", "detail", "field"})
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Problem(
        @JsonIgnore @Schema(hidden = true) String cause,
        int status,
        String detail,
        @Nullable String field,
        @JsonIgnore @Schema(hidden = true) @Nullable Duration retryAfter) {

    /** Media type of the body. */
    public static final String MEDIA_TYPE = "application/problem+json";

    /** A refusal that waiting and naming a field would not explain better. */
    public static Problem of(String cause, int status, String detail) {
        return new Problem(cause, status, detail, null, null);
    }

    /** A member of the request that is missing, malformed or not allowed: 400 {@code invalid_request}. */
    public static Problem field(String field, String detail) {
        return new Problem("invalid_request", 400, detail, field, null);
    }

    /** The thing named in the address or in {@code field} is not there: 404 {@code not_found}. */
    public static Problem notFound(String detail) {
        return of("not_found", 404, detail);
    }

    /** The caller is known but may not do this: 403 {@code forbidden}; says which role would allow it. */
    public static Problem forbidden(String role) {
        return of("forbidden", 403, "This needs the role " + role + ".");
    }

    /** Throws {@link #forbidden} unless {@code granted}. */
    public static void require(boolean granted, String role) {
        if (!granted) {
            throw forbidden(role).exception();
        }
    }

    /** The same refusal, with the time after which trying again makes sense; sent as {@code Retry-After} in seconds. */
    public Problem after(Duration pause) {
        return new Problem(cause, status, detail, field, pause);
    }

    /** The reason as a URN that never changes: {@code urn:keygear:problem:<cause>}. */
    @JsonProperty("type")
    @Schema(examples = "urn:keygear:problem:invalid_request")
    public String type() {
        return "urn:keygear:problem:" + cause;
    }

    /** The reason for people, the same for every occurrence. */
    @JsonProperty("title")
    @Schema(examples = "Invalid request")
    public String title() {
        return cause.substring(0, 1).toUpperCase(Locale.ROOT)
                + cause.substring(1).replace('_', ' ');
    }

    /** What to throw: it answers with this problem and rolls the request's transaction back. */
    public ProblemException exception() {
        return new ProblemException(this);
    }
}
