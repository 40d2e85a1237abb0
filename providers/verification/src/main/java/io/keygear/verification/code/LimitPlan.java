package io.keygear.verification.code;

import io.keygear.verification.code.LimitLedger.Use;
import io.keygear.verification.toll.BudgetMode;
import io.keygear.verification.toll.Reach;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Which limits a message counts against, in one order for all, so that no two requests wait for each other. */
final class LimitPlan {

    private final String realmId;
    private final CodePolicy policy;

    LimitPlan(String realmId, CodePolicy policy) {
        this.realmId = realmId;
        this.policy = policy;
    }

    /** From the narrowest to the widest. */
    List<Use> of(CodeRequest request, ChallengeRow challenge, Reach reach) {
        List<Use> uses = new ArrayList<>();
        uses.add(use(SendLimit.USER_DAY, request.key().subject()));
        uses.add(use(SendLimit.TARGET_HOUR, challenge.valueHash));
        uses.add(use(SendLimit.TARGET_DAY, challenge.valueHash));
        request.anonymousAddress()
                .map(ClientNetwork::of)
                .ifPresent(network -> uses.add(use(SendLimit.ADDRESS_HOUR, network)));
        if (challenge.budgetNetwork != null && challenge.country != null) {
            uses.add(budget(SendLimit.UNPROVEN_ADDRESS_HOUR, challenge.budgetNetwork));
            uses.add(budget(SendLimit.UNPROVEN_ADDRESS_DAY, challenge.budgetNetwork));
            uses.add(budget(SendLimit.UNPROVEN_COUNTRY_HOUR, challenge.country));
            uses.add(budget(SendLimit.UNPROVEN_COUNTRY_DAY, challenge.country));
        }
        uses.addAll(ofNotice(reach));
        return uses;
    }

    /** Those of the whole realm, which are all that count for a message without a code. */
    List<Use> ofNotice(Reach reach) {
        Use hour = use(SendLimit.REALM_HOUR, "all");
        return reach instanceof Reach.Charged ? List.of(use(SendLimit.CHARGED_REALM_DAY, "all"), hour) : List.of(hour);
    }

    /** Whose budget for unproven numbers a message counts in; empty when in nobody's. */
    static Optional<String> budgetNetwork(CodePolicy policy, Reach reach, @Nullable String address) {
        boolean unproven = reach instanceof Reach.Charged charged && !charged.proven();
        return unproven && policy.toll().unproven() != BudgetMode.OFF
                ? Optional.of(address == null ? "unknown" : ClientNetwork.of(address))
                : Optional.empty();
    }

    /** What the right code gives back. */
    static LimitLedger.Forgiven forgiven(CodeKey key, ChallengeRow challenge) {
        LimitRow.Key perUser = key(key.realmId(), SendLimit.USER_DAY, key.subject());
        if (challenge.budgetNetwork == null || challenge.country == null) {
            return new LimitLedger.Forgiven(perUser, List.of());
        }
        return new LimitLedger.Forgiven(
                perUser,
                List.of(
                        key(key.realmId(), SendLimit.UNPROVEN_ADDRESS_HOUR, challenge.budgetNetwork),
                        key(key.realmId(), SendLimit.UNPROVEN_ADDRESS_DAY, challenge.budgetNetwork),
                        key(key.realmId(), SendLimit.UNPROVEN_COUNTRY_HOUR, challenge.country),
                        key(key.realmId(), SendLimit.UNPROVEN_COUNTRY_DAY, challenge.country)));
    }

    private Use use(SendLimit limit, String counted) {
        return new Use(limit, key(realmId, limit, counted), max(limit));
    }

    private Use budget(SendLimit limit, String counted) {
        return new Use(
                limit,
                key(realmId, limit, counted),
                max(limit),
                policy.toll().share(),
                policy.toll().unproven());
    }

    private int max(SendLimit limit) {
        return policy.limits().getOrDefault(limit, 0);
    }

    private static LimitRow.Key key(String realmId, SendLimit limit, String counted) {
        return new LimitRow.Key(realmId, limit.id(), counted);
    }
}
