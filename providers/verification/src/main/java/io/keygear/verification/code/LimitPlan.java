package io.keygear.verification.code;

import io.keygear.verification.code.LimitLedger.Use;
import io.keygear.verification.toll.Reach;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Which limits a message counts against, in one order for all, so that no two requests wait for each other. */
final class LimitPlan {

    private static final String ALL = "all";

    /** How the keys of what strangers cause begin. Of a realm's messages they may cause one half. */
    private static final String STRANGERS = "~";

    private final String realmId;
    private final CodePolicy policy;

    LimitPlan(String realmId, CodePolicy policy) {
        this.realmId = realmId;
        this.policy = policy;
    }

    /**
     * From the narrowest to the widest. What strangers cause is counted apart from what people cause who have passed a
     * first factor, so that nobody can use up another's messages from outside.
     */
    List<Use> of(CodeRequest request, ChallengeRow challenge, Reach reach) {
        Optional<String> stranger = request.anonymousAddress();
        List<Use> uses = new ArrayList<>();
        uses.add(use(SendLimit.USER_DAY, request.key().subject()));
        if (stranger.isPresent()) {
            String asked = request.key().subject();
            uses.add(new Use(
                    SendLimit.ASKED_HOUR, key(realmId, SendLimit.ASKED_HOUR, asked), max(SendLimit.TARGET_HOUR)));
        }
        if (!(reach instanceof Reach.Nowhere)) {
            String target = stranger.isPresent() ? STRANGERS + challenge.valueHash : challenge.valueHash;
            uses.add(use(SendLimit.TARGET_HOUR, target));
            uses.add(use(SendLimit.TARGET_DAY, target));
        }
        stranger.map(ClientNetwork::of).ifPresent(network -> uses.add(use(SendLimit.ADDRESS_HOUR, network)));
        if (challenge.budgetNetwork != null && challenge.country != null) {
            uses.add(budget(SendLimit.UNPROVEN_ADDRESS_HOUR, challenge.budgetNetwork));
            uses.add(budget(SendLimit.UNPROVEN_ADDRESS_DAY, challenge.budgetNetwork));
            uses.add(budget(SendLimit.UNPROVEN_COUNTRY_HOUR, challenge.country));
            uses.add(budget(SendLimit.UNPROVEN_COUNTRY_DAY, challenge.country));
        }
        ofRealm(reach).forEach(limit -> {
            if (stranger.isPresent()) {
                uses.add(new Use(limit, key(realmId, limit, STRANGERS + ALL), (max(limit) + 1) / 2));
            }
            uses.add(use(limit, ALL));
        });
        return uses;
    }

    /** As what the messages to a value are counted, whoever caused them. */
    static Stream<String> counted(String valueHash) {
        return Stream.of(valueHash, STRANGERS + valueHash);
    }

    /** Those of the whole realm, which are all that count for a message without a code. */
    List<Use> ofNotice(Reach reach) {
        return ofRealm(reach).map(limit -> use(limit, ALL)).toList();
    }

    private static Stream<SendLimit> ofRealm(Reach reach) {
        if (reach instanceof Reach.Nowhere) {
            return Stream.empty();
        }
        return reach instanceof Reach.Charged
                ? Stream.of(SendLimit.CHARGED_REALM_DAY, SendLimit.REALM_HOUR)
                : Stream.of(SendLimit.REALM_HOUR);
    }

    /** Whose budget for unproven numbers a message counts in; empty when in nobody's. */
    static Optional<String> budgetNetwork(Reach reach, @Nullable String address) {
        return reach instanceof Reach.Charged charged && charged.budgeted()
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
