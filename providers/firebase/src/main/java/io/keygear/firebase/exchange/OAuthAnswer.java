package io.keygear.firebase.exchange;

import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.LinkedHashMap;
import java.util.Map;

/** Puts an answer into OAuth's words: RFC 8693 section 2.2, errors as in RFC 6749 section 5.2 with a {@code reason}. */
public final class OAuthAnswer {

    private OAuthAnswer() {}

    /** The response, to which CORS headers are still to be added. */
    public static Response.ResponseBuilder of(ExchangeAnswer answer) {
        Response.ResponseBuilder response = body(answer);
        return response.type(MediaType.APPLICATION_JSON_TYPE)
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .header("Pragma", "no-cache");
    }

    private static Response.ResponseBuilder body(ExchangeAnswer answer) {
        if (answer instanceof ExchangeAnswer.Tokens tokens) {
            return Response.ok(tokens.response());
        }
        if (answer instanceof ExchangeAnswer.Limited limited) {
            return Response.ok(limited.body());
        }
        ExchangeAnswer.Refused refused = (ExchangeAnswer.Refused) answer;
        Map<String, Object> error = new LinkedHashMap<>();
        error.put("error", refused.error());
        error.put("error_description", refused.description());
        error.put("reason", refused.reason());
        if (refused.ticket() != null) {
            error.put("link_token", refused.ticket());
        }
        Response.ResponseBuilder response = Response.status(refused.status()).entity(error);
        return refused.retryAfter() == null
                ? response
                : response.header(
                        HttpHeaders.RETRY_AFTER,
                        Math.max(1, refused.retryAfter().plusMillis(999).toSeconds()));
    }
}
