package io.keygear.webhook.event;

import io.opentelemetry.api.trace.SpanContext;
import jakarta.enterprise.context.ContextNotActiveException;
import java.util.Optional;
import java.util.regex.Pattern;
import org.keycloak.http.HttpRequest;
import org.keycloak.models.KeycloakSession;
import org.keycloak.tracing.TracingProvider;

/**
 * Which trace a request belongs to (W3C Trace Context): the span that Keycloak records where tracing is on, else what
 * the request itself brought along.
 */
final class Traceparent {

    private static final String HEADER = "traceparent";

    /** Version 00 and what later ones have in common with it; ids of zeros and the version ff are invalid. */
    private static final Pattern WELL_FORMED =
            Pattern.compile("(?!ff)[0-9a-f]{2}-(?!0{32})[0-9a-f]{32}-(?!0{16})[0-9a-f]{16}-[0-9a-f]{2}");

    private Traceparent() {}

    static Optional<String> of(KeycloakSession session) {
        SpanContext span =
                session.getProvider(TracingProvider.class).getCurrentSpan().getSpanContext();
        if (span.isValid()) {
            return Optional.of("00-" + span.getTraceId() + "-" + span.getSpanId() + "-"
                    + span.getTraceFlags().asHex());
        }
        return header(session).filter(value -> WELL_FORMED.matcher(value).matches());
    }

    /** Some events happen outside of any request, such as the end of sessions that expire. */
    private static Optional<String> header(KeycloakSession session) {
        try {
            return Optional.ofNullable(session.getContext().getHttpRequest())
                    .map(HttpRequest::getHttpHeaders)
                    .map(headers -> headers.getHeaderString(HEADER));
        } catch (ContextNotActiveException noRequest) {
            return Optional.empty();
        }
    }
}
