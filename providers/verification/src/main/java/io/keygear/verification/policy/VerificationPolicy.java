package io.keygear.verification.policy;

import io.keygear.verification.code.CodeSettings;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * When a user of a realm is verified, and what depends on it.
 *
 * @param keys kinds of values that count, {@code email} and {@code phone}, in the order in which they are asked for
 * @param criteria how many of them have to be verified
 * @param requiredKeys kinds that have to be verified whatever the criteria say
 * @param required whether a user who is not verified gets no tokens, where a client says nothing else
 * @param sendOnSignUp whether codes go out by themselves when somebody signs up
 * @param anonymously whether the API serves callers who do not authenticate
 * @param rules what is set for each kind
 */
public record VerificationPolicy(
        List<String> keys,
        Criteria criteria,
        Set<String> requiredKeys,
        boolean required,
        boolean sendOnSignUp,
        boolean anonymously,
        Map<String, KeyRules> rules) {

    /**
     * What is set for one kind of value.
     *
     * @param settings how its codes are made
     * @param sender what the administrator calls the SMS sender that comes first for them; empty where none is preferred
     */
    public record KeyRules(CodeSettings settings, Optional<String> sender) {}

    /** What is set for a kind of value, which has to be {@code email} or {@code phone}. */
    public KeyRules of(String key) {
        return Objects.requireNonNull(rules.get(key), key);
    }
}
