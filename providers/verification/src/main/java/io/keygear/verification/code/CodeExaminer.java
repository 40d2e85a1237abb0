package io.keygear.verification.code;

import java.util.Collection;
import java.util.Optional;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;

/**
 * Compares what a subject typed with a challenge.
 *
 * @param values the numbers or addresses that are the subject's own now
 * @param typed as it came in
 */
record CodeExaminer(KeycloakSession session, CodeKey key, Collection<String> values, String typed) {

    /** The value that a challenge was sent to; empty when it is no longer the subject's, or the realm's key is gone. */
    Optional<String> sentTo(ChallengeRow challenge) {
        return secrets(challenge)
                .flatMap(secrets -> values.stream()
                        .filter(value -> CodeSecrets.same(secrets.ofValue(key.realmId(), value), challenge.valueHash))
                        .findFirst());
    }

    /** What was typed, as the challenge's code would be written. */
    String code(ChallengeRow challenge) {
        return CodeFormat.valueOf(challenge.codeFormat).normalise(typed);
    }

    /** Whether what was typed is the code; for a challenge whose code is ours. */
    boolean isRight(ChallengeRow challenge, String value) {
        return secrets(challenge)
                .map(secrets -> secrets.ofCode(key, challenge.id, value, code(challenge)))
                .filter(hash -> CodeSecrets.same(hash, challenge.codeHash))
                .isPresent();
    }

    private Optional<CodeSecrets> secrets(ChallengeRow challenge) {
        RealmModel realm = session.getContext().getRealm();
        return CodeSecrets.withKey(challenge.keyId, session.keys(), realm);
    }

    @Override
    public String toString() {
        return "CodeExaminer[" + key.purpose() + "]";
    }
}
