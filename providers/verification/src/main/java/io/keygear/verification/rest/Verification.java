package io.keygear.verification.rest;

import io.keygear.kit.rest.Problem;
import io.keygear.verification.code.CodeIssue;
import io.keygear.verification.code.CodeKey;
import io.keygear.verification.code.CodePolicy;
import io.keygear.verification.code.CodeRequest;
import io.keygear.verification.code.CodeService;
import io.keygear.verification.code.CodeVerdict;
import io.keygear.verification.policy.CodePolicyProvider;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;

/**
 * Sends and checks codes for callers of the API. What an anonymous caller gets to know does not depend on whether
 * anybody has the value: where nobody has, all the same is done and stored, only no message goes out.
 */
final class Verification {

    private final KeycloakSession session;
    private final RealmModel realm;
    private final CodePolicy policy;
    private final CodeService codes;

    Verification(KeycloakSession session) {
        this.session = session;
        this.realm = session.getContext().getRealm();
        this.policy = CodePolicyProvider.of(realm).codes();
        this.codes = session.getProvider(CodeService.class);
    }

    /** Sends a code; an anonymous caller is not told when none was. */
    SendAnswer send(Caller caller, Subject subject) {
        boolean anonymous = caller instanceof Caller.Anonymous;
        CodeIssue issue = codes.issue(
                new CodeRequest(
                        key(subject),
                        subject.value(),
                        subject.user().map(subject.key()::channel).orElseGet(() -> new NoChannel(subject.key())),
                        subject.key().settings(),
                        false,
                        anonymous
                                ? Optional.of(
                                        session.getContext().getConnection().getRemoteAddr())
                                : Optional.empty()),
                policy);
        if (!anonymous && !(issue instanceof CodeIssue.Queued)) {
            throw Refusals.of(issue).exception();
        }
        return new SendAnswer(
                subject.key().settings().lifespan().toSeconds(),
                policy.cooldowns().get(0).toSeconds());
    }

    /**
     * Checks a code, and records the value as verified when it is right.
     *
     * @return whose value it is
     */
    UserModel check(Caller caller, Subject subject, String code) {
        CodeVerdict verdict = codes.check(key(subject), policy, List.of(subject.value()), code);
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

    private CodeKey key(Subject subject) {
        String whose = subject.user().map(UserModel::getId).orElseGet(() -> nobody(subject.value()));
        return new CodeKey(realm.getId(), whose, subject.key().purpose());
    }

    /** An id like a user's, the same each time, for a value that nobody has. */
    private static String nobody(String value) {
        return UUID.nameUUIDFromBytes(("nobody " + value).getBytes(StandardCharsets.UTF_8))
                .toString();
    }
}
