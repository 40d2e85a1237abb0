package io.keygear.firebase.token;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.keygear.firebase.token.FirebaseIdentity.Email;
import io.keygear.firebase.token.FirebaseIdentity.SignIn;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The rules for the claims of a Firebase ID token ("Verify ID tokens using a third-party JWT library"), and a little
 * more: times are whole numbers that agree with each other, and {@code user_id} and the {@code firebase} object must
 * be there as Firebase writes them.
 */
final class Claims {

    private static final Duration SKEW = Duration.ofSeconds(30);
    private static final long LONGEST_LIFE = 3600;
    private static final int LONGEST_SUBJECT = 128;
    private static final int LONGEST_EMAIL = 255;
    private static final long LAST_SECOND = 253_402_300_799L; // of the year 9999

    private final FirebaseProject project;
    private final ObjectNode payload;

    Claims(FirebaseProject project, ObjectNode payload) {
        this.project = project;
        this.payload = payload;
    }

    Verdict judge(Instant now) {
        return refusal(now).<Verdict>map(Verdict.Refused::new).orElseGet(() -> new Verdict.Genuine(identity()));
    }

    private Optional<Refusal> refusal(Instant now) {
        if (!project.id().equals(text("aud"))) {
            return Optional.of(Refusal.AUDIENCE_WRONG);
        }
        if (!project.issuer().equals(text("iss"))) {
            return Optional.of(Refusal.ISSUER_WRONG);
        }
        if (!isSubject(text("sub")) || !Objects.equals(text("sub"), text("user_id"))) {
            return Optional.of(Refusal.SUBJECT_WRONG);
        }
        return times(now).or(this::email).or(this::firebase);
    }

    private Optional<Refusal> times(Instant now) {
        if (!isTime("iat") || !isTime("exp") || !isTime("auth_time")) {
            return Optional.of(Refusal.TIMES_WRONG);
        }
        long issued = seconds("iat");
        long expires = seconds("exp");
        if (expires <= issued || expires - issued > LONGEST_LIFE || seconds("auth_time") > issued) {
            return Optional.of(Refusal.TIMES_WRONG);
        }
        if (!now.isBefore(Instant.ofEpochSecond(expires).plus(SKEW))) {
            return Optional.of(Refusal.TOKEN_EXPIRED);
        }
        return Instant.ofEpochSecond(issued).isAfter(now.plus(SKEW))
                ? Optional.of(Refusal.TOKEN_NOT_YET_VALID)
                : Optional.empty();
    }

    private Optional<Refusal> email() {
        JsonNode verified = payload.get("email_verified");
        boolean kinds = payload.has("email")
                ? isEmail(text("email")) && verified != null && verified.isBoolean()
                : verified == null || verified.isBoolean();
        return kinds ? Optional.empty() : Optional.of(Refusal.EMAIL_WRONG);
    }

    private Optional<Refusal> firebase() {
        JsonNode firebase = payload.path("firebase");
        String provider = firebase.path("sign_in_provider").textValue();
        JsonNode second = firebase.get("sign_in_second_factor");
        boolean form = firebase.isObject()
                && firebase.path("identities").isObject()
                && provider != null
                && !provider.isEmpty()
                && (second == null || second.isTextual());
        if (!form) {
            return Optional.of(Refusal.FIREBASE_CLAIM_WRONG);
        }
        JsonNode tenant = firebase.get("tenant");
        boolean ours = tenant == null
                ? project.tenant() == null
                : tenant.isTextual() && tenant.textValue().equals(project.tenant());
        if (!ours) {
            return Optional.of(Refusal.TENANT_WRONG);
        }
        return "anonymous".equals(provider) && !project.anonymous()
                ? Optional.of(Refusal.ANONYMOUS_FORBIDDEN)
                : Optional.empty();
    }

    private FirebaseIdentity identity() {
        JsonNode firebase = payload.path("firebase");
        return new FirebaseIdentity(
                project,
                payload.path("sub").asText(),
                new SignIn(
                        firebase.path("sign_in_provider").asText(),
                        firebase.path("sign_in_second_factor").textValue()),
                address(),
                Instant.ofEpochSecond(seconds("auth_time")),
                Instant.ofEpochSecond(seconds("exp")),
                payload);
    }

    private @Nullable Email address() {
        String address = text("email");
        if (address == null) {
            return null;
        }
        boolean listed = false;
        for (JsonNode known : payload.path("firebase").path("identities").path("email")) {
            listed |= address.equals(known.textValue());
        }
        return new Email(address, listed && payload.path("email_verified").booleanValue());
    }

    private @Nullable String text(String claim) {
        return payload.path(claim).textValue();
    }

    private boolean isTime(String claim) {
        JsonNode value = payload.path(claim);
        return value.isIntegralNumber()
                && value.canConvertToLong()
                && value.longValue() > 0
                && value.longValue() <= LAST_SECOND;
    }

    private long seconds(String claim) {
        return payload.path(claim).longValue();
    }

    private static boolean isSubject(@Nullable String subject) {
        return subject != null
                && !subject.isEmpty()
                && subject.length() <= LONGEST_SUBJECT
                && subject.chars().noneMatch(Character::isISOControl);
    }

    private static boolean isEmail(@Nullable String email) {
        return email != null
                && !email.isBlank()
                && email.length() <= LONGEST_EMAIL
                && email.chars().noneMatch(Character::isISOControl);
    }
}
