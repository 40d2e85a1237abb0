package io.keygear.firebase.account;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.keycloak.models.UserSessionModel;

/**
 * What holds for a session that an exchange began, kept as notes of the session.
 *
 * @param until when it ends, however often it is refreshed
 * @param accessToken longest life of its access tokens
 */
public record SessionTerms(Instant until, Duration accessToken) {

    private static final String UNTIL = "keygear.firebase.until";
    private static final String ACCESS = "keygear.firebase.access";
    private static final String FACTOR = "keygear.firebase.factor";

    /** Writes the terms down. */
    public void write(UserSessionModel session, @Nullable String secondFactor) {
        session.setNote(UNTIL, Long.toString(until.getEpochSecond()));
        session.setNote(ACCESS, Long.toString(accessToken.toSeconds()));
        if (secondFactor != null) {
            session.setNote(FACTOR, secondFactor);
        }
    }

    /** The terms of a session; empty when no exchange began it. */
    static Optional<SessionTerms> of(UserSessionModel session) {
        String until = session.getNote(UNTIL);
        String access = session.getNote(ACCESS);
        return until == null || access == null
                ? Optional.empty()
                : Optional.of(new SessionTerms(
                        Instant.ofEpochSecond(Long.parseLong(until)), Duration.ofSeconds(Long.parseLong(access))));
    }

    /** The second factor that Firebase asked for, if it did. */
    static Optional<String> secondFactor(UserSessionModel session) {
        return Optional.ofNullable(session.getNote(FACTOR));
    }
}
