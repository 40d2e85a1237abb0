package io.keygear.verification.rest;

import io.keygear.kit.rest.Problem;
import io.keygear.verification.channel.SilentChannel;
import io.keygear.verification.code.CodeChannel;
import io.keygear.verification.code.CodeIssue;
import io.keygear.verification.code.CodeKey;
import io.keygear.verification.code.CodeVerdict;
import io.keygear.verification.status.VerificationCodes;
import io.keygear.verification.status.VerifyKey;
import java.util.Optional;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.UserModel;

/**
 * Sends and checks codes for callers of the API. What an anonymous caller gets to know does not depend on whether
 * anybody has the value: where nobody has, all the same is done and stored, only no message goes out.
 */
final class Verification {

    private final KeycloakSession session;
    private final VerificationCodes codes;

    Verification(KeycloakSession session, VerificationCodes codes) {
        this.session = session;
        this.codes = codes;
    }

    /** Sends a code; an anonymous caller is not told when none was. */
    SendAnswer send(Caller caller, Subject subject) {
        boolean anonymous = caller instanceof Caller.Anonymous;
        CodeIssue issue = codes.send(
                subject.key(),
                subject(caller, subject),
                subject.value(),
                channel(subject),
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
        CodeVerdict verdict = codes.check(subject.key(), subject(caller, subject), subject.value(), code);
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

    /** To nobody goes nothing, but with all that comes before. */
    private static CodeChannel channel(Subject subject) {
        VerifyKey key = subject.key();
        return subject.user().map(key::channel).orElseGet(() -> new SilentChannel(Optional.of(key.channel(null))));
    }

    /** A stranger's attempts count for the value, so that they take none from its owner. */
    private static String subject(Caller caller, Subject subject) {
        return subject.user()
                .filter(user -> !(caller instanceof Caller.Anonymous))
                .map(UserModel::getId)
                .orElseGet(() -> CodeKey.nobody(subject.value()));
    }
}
