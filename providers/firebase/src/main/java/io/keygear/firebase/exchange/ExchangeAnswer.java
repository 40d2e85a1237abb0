package io.keygear.firebase.exchange;

import io.keygear.firebase.account.AccountStatus;
import io.keygear.firebase.token.Refusal;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.keycloak.OAuth2Constants;
import org.keycloak.OAuthErrorException;
import org.keycloak.events.Errors;
import org.keycloak.representations.AccessTokenResponse;

/** What becomes of an exchange. */
public sealed interface ExchangeAnswer {

    /** Tokens for an active account. */
    record Tokens(AccessTokenResponse response) implements ExchangeAnswer {}

    /** A token that can do one thing only, for an account that is not active. */
    record Limited(String token, AccountStatus status, Duration life) implements ExchangeAnswer {

        /** The members of RFC 8693 section 2.2.1, and the status. */
        public Map<String, Object> body() {
            return Map.of(
                    "access_token",
                    token,
                    OAuth2Constants.ISSUED_TOKEN_TYPE,
                    OAuth2Constants.ACCESS_TOKEN_TYPE,
                    "token_type",
                    "Bearer",
                    "expires_in",
                    life.toSeconds(),
                    "scope",
                    String.valueOf(status.scope()),
                    "status",
                    status.id());
        }
    }

    /**
     * Nothing.
     *
     * @param error as in RFC 6749 section 5.2
     * @param reason stable, for programs
     * @param description for developers
     * @param status HTTP status
     * @param retryAfter when to come again; {@code null} when that does not help
     * @param ticket with which the user can link the identity, logged in; {@code null} without
     */
    record Refused(
            String error,
            String reason,
            String description,
            int status,
            @Nullable Duration retryAfter,
            @Nullable String ticket)
            implements ExchangeAnswer {

        private static final int BAD_REQUEST = 400;

        static Refused because(String reason, String description) {
            return of(OAuthErrorException.INVALID_REQUEST, reason, description);
        }

        static Refused of(String error, String reason, String description) {
            return new Refused(error, reason, description, BAD_REQUEST, null, null);
        }

        static Refused token(Refusal refusal) {
            return because(refusal.reason(), refusal.description());
        }

        static Refused later(String reason, String description, int status, Duration pause) {
            return new Refused("temporarily_unavailable", reason, description, status, pause, null);
        }

        static Refused linkRequired(String ticket) {
            return new Refused(
                    OAuthErrorException.INVALID_REQUEST,
                    "link_required",
                    "A user with this e-mail address exists: log in there and link the Firebase identity",
                    BAD_REQUEST,
                    null,
                    ticket);
        }

        /** As in Keycloak's error events. */
        String event() {
            return OAuthErrorException.INVALID_REQUEST.equals(error) ? Errors.INVALID_TOKEN : error;
        }
    }
}
