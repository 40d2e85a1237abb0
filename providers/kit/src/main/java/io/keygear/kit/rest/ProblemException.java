package io.keygear.kit.rest;

import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.keycloak.services.ErrorResponseException;
import org.keycloak.util.JsonSerialization;

/**
 * Ends a request with a {@link Problem}. It extends Keycloak's exception because that one rolls the transaction back;
 * a plain {@code WebApplicationException} that carries an answer commits.
 */
public final class ProblemException extends ErrorResponseException {

    private static final long serialVersionUID = 1L;

    private final transient Problem problem;

    ProblemException(Problem problem) {
        super(answer(problem));
        this.problem = problem;
    }

    /** What is answered. */
    public Problem problem() {
        return problem;
    }

    @Override
    public String getMessage() {
        return problem.type();
    }

    private static Response answer(Problem problem) {
        Response.ResponseBuilder answer = Response.status(problem.status())
                .type(Problem.MEDIA_TYPE)
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .entity(json(problem));
        if (problem.retryAfter() != null) {
            answer.header(
                    HttpHeaders.RETRY_AFTER,
                    Math.max(1, problem.retryAfter().plusMillis(999).toSeconds()));
        }
        if (problem.status() == Response.Status.UNAUTHORIZED.getStatusCode()) {
            answer.header(HttpHeaders.WWW_AUTHENTICATE, "Bearer");
        }
        return answer.build();
    }

    private static String json(Problem problem) {
        try {
            return JsonSerialization.writeValueAsString(problem);
        } catch (IOException broken) {
            throw new UncheckedIOException("a problem is plain text and numbers", broken);
        }
    }
}
