package io.keygear.verification.rest;

import io.keygear.kit.rest.Problem;
import io.keygear.verification.code.CodeIssue;
import io.keygear.verification.code.CodeVerdict;
import io.keygear.verification.status.VerificationCodes;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.UUID;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.UserModel;

/**
 * Sends and checks codes for callers of the API. What an anonymous caller gets to know does not depend on whether
 * anybody has the value: where nobody has, all the same is done and stored, only no message goes out.
 */
final class Verification {

    private final KeycloakSession session;
    private final VerificationCodes codes;

    Verification(KeycloakSession session) {
        this.session = session;
        this.codes = new VerificationCodes(session);
    }

    /** Sends a code; an anonymous caller is not told when none was. */
    SendAnswer send(Caller caller, Subject subject) {
        boolean anonymous = caller instanceof Caller.Anonymous;
        CodeIssue issue = codes.send(
                subject.key(),
                id(subject),
                subject.value(),
                subject.user().map(subject.key()::channel).orElseGet(() -> new NoChannel(subject.key())),
                anonymous ? Optional.of(session.getContext().getConnection().getRemoteAddr()) : Optional.empty());
        if (!anonymous && !(issue instanceof CodeIssue.Queued)) {
            throw Refusals.of(issue).exception();
        }
        return new SendAnswer(subject.key().settings().lifespan().toSeconds(), codes.firstPause());
    }

    /**
     * Checks a code, and records the value as verified when it is right.
     *
     * @return whose value it is
     */
    UserModel check(Caller caller, Subject subject, String code) {
        CodeVerdict verdict = codes.check(subject.key(), id(subject), subject.value(), code);
        if (!(verdict instanceof CodeVerdict.Accepted) || subject.user().isEmpty()) {
            throw (caller instanceof Caller.Anonymous ? Refusals.INVALID : Refusals.of(verdict)).exception();
        }
        UserModel user = subject.user().get();
        if (!subject.key().verify(user, subject.value())) {
            throw Problem.of("value_taken", 409, "The value is verified for another user by now.")
                    .exception();
        }
        return user;
    }

    /** A user's id, or for a value that nobody has something like it, the same each time. */
    private static String id(Subject subject) {
        return subject.user()
                .map(UserModel::getId)
                .orElseGet(() -> UUID.nameUUIDFromBytes(("nobody " + subject.value()).getBytes(StandardCharsets.UTF_8))
                        .toString());
    }
}
