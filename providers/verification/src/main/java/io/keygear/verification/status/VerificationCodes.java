package io.keygear.verification.status;

import io.keygear.verification.code.CodeChannel;
import io.keygear.verification.code.CodeIssue;
import io.keygear.verification.code.CodeKey;
import io.keygear.verification.code.CodePolicy;
import io.keygear.verification.code.CodeRequest;
import io.keygear.verification.code.CodeService;
import io.keygear.verification.code.CodeVerdict;
import io.keygear.verification.policy.CodePolicyProvider;
import java.util.List;
import java.util.Optional;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;

/** Codes that are handed in through the API, whoever had them sent. */
public final class VerificationCodes {

    private final RealmModel realm;
    private final CodePolicy policy;
    private final CodeService codes;

    /** In the realm of this session. */
    public VerificationCodes(KeycloakSession session) {
        this.realm = session.getContext().getRealm();
        this.policy = CodePolicyProvider.of(realm).codes();
        this.codes = session.getProvider(CodeService.class);
    }

    /**
     * Sends a code.
     *
     * @param subject whose attempts and pauses count: a user's id
     * @param channel how the code gets there
     * @param anonymousAddress the client's address when nobody is authenticated
     */
    public CodeIssue send(
            VerifyKey key, String subject, String value, CodeChannel channel, Optional<String> anonymousAddress) {
        return codes.issue(
                new CodeRequest(codeKey(key, subject), value, channel, key.settings(), false, anonymousAddress),
                policy);
    }

    /** Compares a code with the valid one, and uses it up when it is right. */
    public CodeVerdict check(VerifyKey key, String subject, String value, String code) {
        return codes.check(codeKey(key, subject), policy, List.of(value), code);
    }

    /** Seconds until another code may be asked for after the first. */
    public long firstPause() {
        return policy.cooldowns().get(0).toSeconds();
    }

    private CodeKey codeKey(VerifyKey key, String subject) {
        return new CodeKey(realm.getId(), subject, key.purpose());
    }
}
