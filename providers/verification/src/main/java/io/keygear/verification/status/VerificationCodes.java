package io.keygear.verification.status;

import io.keygear.verification.code.CodeChannel;
import io.keygear.verification.code.CodeIssue;
import io.keygear.verification.code.CodeKey;
import io.keygear.verification.code.CodePolicy;
import io.keygear.verification.code.CodeRequest;
import io.keygear.verification.code.CodeService;
import io.keygear.verification.code.CodeVerdict;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;

/** Codes that are handed in through the API, whoever had them sent. */
public final class VerificationCodes {

    private final RealmModel realm;
    private final CodePolicy policy;
    private final Supplier<CodeService> codes;

    VerificationCodes(KeycloakSession session, RealmModel realm, CodePolicy policy) {
        this.realm = realm;
        this.policy = policy;
        this.codes = () -> session.getProvider(CodeService.class);
    }

    /**
     * Sends a code.
     *
     * @param subject whose attempts and pauses count: a user's id, or the value itself ({@link CodeKey#nobody}) where
     *     nobody is signed in, who would else use up what the user has
     * @param channel how the code gets there
     * @param anonymousAddress the client's address when nobody is authenticated
     */
    public CodeIssue send(
            VerifyKey key, String subject, String value, CodeChannel channel, Optional<String> anonymousAddress) {
        return codes.get()
                .issue(
                        new CodeRequest(codeKey(key, subject), value, channel, key.settings(), false, anonymousAddress),
                        policy);
    }

    /**
     * Compares a code with the valid one, and uses it up when it is right. A user who has none may hand in one that went
     * to the value while nobody was signed in.
     */
    public CodeVerdict check(VerifyKey key, String subject, String value, String code) {
        CodeVerdict own = compare(key, subject, value, code);
        String anybody = CodeKey.nobody(value);
        boolean none = own instanceof CodeVerdict.Expired || own instanceof CodeVerdict.Used;
        if (!none || subject.equals(anybody)) {
            return own;
        }
        CodeVerdict other = compare(key, anybody, value, code);
        return other instanceof CodeVerdict.Expired ? own : other;
    }

    /** Seconds until another code may be asked for after the first. */
    public long firstPause() {
        return policy.cooldowns().get(0).toSeconds();
    }

    private CodeVerdict compare(VerifyKey key, String subject, String value, String code) {
        return codes.get().check(codeKey(key, subject), policy, List.of(value), code);
    }

    private CodeKey codeKey(VerifyKey key, String subject) {
        return new CodeKey(realm.getId(), subject, key.purpose());
    }
}
