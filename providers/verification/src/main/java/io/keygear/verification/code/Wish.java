package io.keygear.verification.code;

import io.keygear.verification.toll.Reach;
import java.util.UUID;

/** The wish to send a code with all that was found out about it. */
record Wish(CodeRequest request, CodePolicy policy, Reach reach, Errand errand) {

    /** What is kept of the code: of itself and of the value that it goes to, hashes. */
    ChallengeRow challenge(CodeSecrets secrets, String code, long now) {
        CodeSettings settings = request.settings();
        ChallengeRow row = new ChallengeRow();
        row.id = UUID.randomUUID().toString();
        row.realmId = request.key().realmId();
        row.subject = request.key().subject();
        row.purpose = request.key().purpose().id();
        row.channel = request.channel().id();
        row.keyId = secrets.keyId();
        row.valueHash = secrets.ofValue(request.key().realmId(), request.value());
        row.codeHash = secrets.ofCode(request.key(), row.id, request.value(), code);
        row.codeLength = settings.length();
        row.codeFormat = settings.format().name();
        row.maxAttempts = policy.maxAttempts();
        row.createdAt = now;
        row.expiresAt = now + settings.lifespan().toMillis();
        row.delivery = Delivery.QUEUED.id();
        row.country = reach instanceof Reach.Charged charged ? charged.country() : null;
        row.budgetNetwork = LimitPlan.budgetNetwork(
                        reach, request.anonymousAddress().orElse(errand.caller().address()))
                .orElse(null);
        return row;
    }
}
