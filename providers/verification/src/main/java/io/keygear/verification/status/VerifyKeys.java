package io.keygear.verification.status;

import io.keygear.verification.phone.PhoneNumberReader;
import io.keygear.verification.policy.CodePolicyProvider;
import io.keygear.verification.policy.Criteria;
import io.keygear.verification.policy.VerificationPolicy;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.keycloak.models.ClientModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;

/** The kinds of values that count in a realm, and what they make of a user. */
public final class VerifyKeys {

    /** Client attribute: {@code true} or {@code false}, whether its users have to be verified. */
    public static final String REQUIRED_ATTRIBUTE = "verification.required";

    /** Numbers come with their country code here; there is no page that could say whose national format is meant. */
    private static final String INTERNATIONAL = "ZZ";

    private final VerificationPolicy policy;
    private final VerificationCodes codes;
    private final Map<String, VerifyKey> keys = new LinkedHashMap<>();

    private VerifyKeys(KeycloakSession session, RealmModel realm) {
        CodePolicyProvider rules = CodePolicyProvider.of(realm);
        this.policy = rules.verification();
        this.codes = new VerificationCodes(session, realm, rules.codes());
        for (String id : policy.keys()) {
            keys.put(
                    id,
                    PhoneKey.ID.equals(id)
                            ? new PhoneKey(
                                    session,
                                    realm,
                                    policy.of(id),
                                    new PhoneNumberReader(INTERNATIONAL, rules.testNumbers()))
                            : new EmailKey(session, realm, policy.of(id).settings()));
        }
    }

    /** The kinds that count in {@code realm}, in the order of its policy. */
    public static VerifyKeys of(KeycloakSession session, RealmModel realm) {
        return new VerifyKeys(session, realm);
    }

    /** The kind with this name; empty when it does not count in this realm. */
    public Optional<VerifyKey> find(String id) {
        return Optional.ofNullable(keys.get(id));
    }

    /** All of them. */
    public List<VerifyKey> all() {
        return List.copyOf(keys.values());
    }

    /** The codes by which they are verified. */
    public VerificationCodes codes() {
        return codes;
    }

    /** The rules they come from. */
    public VerificationPolicy policy() {
        return policy;
    }

    /** Whether {@code user} is verified; flags that are not true any more are taken back on the way. */
    public VerificationStatus status(UserModel user) {
        Map<String, Boolean> verified = new LinkedHashMap<>();
        keys.forEach((id, key) -> verified.put(id, key.isVerified(user)));
        boolean enough =
                policy.criteria() == Criteria.ALL ? !verified.containsValue(false) : verified.containsValue(true);
        boolean needed = policy.requiredKeys().stream().allMatch(id -> verified.getOrDefault(id, false));
        return new VerificationStatus(enough && needed, verified);
    }

    /** Whether the address of {@code user} is verified; where addresses do not count, Keycloak's own flag says so. */
    public boolean hasVerifiedAddress(UserModel user) {
        return find(EmailKey.ID).map(key -> key.isVerified(user)).orElseGet(user::isEmailVerified);
    }

    /** Whether {@code client} takes verified users only: by its own attribute, else by the realm's rule. */
    public boolean isRequiredBy(ClientModel client) {
        String own = client.getAttribute(REQUIRED_ATTRIBUTE);
        boolean unset = own == null || own.isBlank();
        return unset ? policy.required() : Boolean.parseBoolean(own);
    }

    /**
     * The value to be verified next before {@code user} may sign in to {@code client}: one that the user has before one
     * that has to be typed first. Empty when nothing is missing.
     */
    public Optional<VerifyKey> missing(UserModel user, ClientModel client) {
        if (!isRequiredBy(client) || user.getServiceAccountClientLink() != null) {
            return Optional.empty();
        }
        VerificationStatus status = status(user);
        if (status.verified()) {
            return Optional.empty();
        }
        return keys.values().stream()
                .filter(key -> !status.has(key) && helps(key, status))
                .min(Comparator.comparing((VerifyKey key) -> !isRequired(key))
                        .thenComparing(key -> key.current(user).isEmpty()));
    }

    /** Whether the user would come nearer to being verified by this kind of value. */
    private boolean helps(VerifyKey key, VerificationStatus status) {
        boolean none = !status.keys().containsValue(true);
        return none || isRequired(key) || policy.criteria() == Criteria.ALL;
    }

    private boolean isRequired(VerifyKey key) {
        return policy.requiredKeys().contains(key.id());
    }
}
