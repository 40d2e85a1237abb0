package io.keygear.verification.code;

import io.keygear.kit.jpa.OwnTransaction.Scope;
import io.keygear.kit.jpa.Statements;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The rows of one code within a transaction. What every code writes is plain SQL, and waits for the next question to the
 * database; locks are left to Hibernate, as databases differ in how one asks for them.
 */
final class CodeRows {

    private static final String BEGIN = "insert into KG_CODE_GUARD (FAILURES, LOCKED_UNTIL, SENDS, NEXT_SEND_AT,"
            + " CHALLENGE_ID, REALM_ID, SUBJECT, PURPOSE) values (?, ?, ?, ?, ?, ?, ?, ?)";
    private static final String WRITE = "update KG_CODE_GUARD set FAILURES = ?, LOCKED_UNTIL = ?, SENDS = ?,"
            + " NEXT_SEND_AT = ?, CHALLENGE_ID = ? where REALM_ID = ? and SUBJECT = ? and PURPOSE = ?";
    private static final String ADD = "insert into KG_CODE_CHALLENGE (ID, REALM_ID, SUBJECT, PURPOSE, CHANNEL, KEY_ID,"
            + " VALUE_HASH, CODE_HASH, CODE_LENGTH, CODE_FORMAT, RESENDS, ATTEMPTS, MAX_ATTEMPTS, CREATED_AT, EXPIRES_AT,"
            + " DELIVERY, COUNTRY, BUDGET_NETWORK) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";

    private final EntityManager entities;
    private final Statements statements;

    CodeRows(Scope scope) {
        this.entities = scope.entities();
        this.statements = scope.statements();
    }

    Statements statements() {
        return statements;
    }

    /** The guard of a key, locked until the transaction ends; changes to it count once they are written. */
    Optional<GuardRow> lock(CodeKey key) {
        GuardRow guard = entities.find(GuardRow.class, new GuardRow.Key(key), LockModeType.PESSIMISTIC_WRITE);
        if (guard != null) {
            entities.detach(guard);
        }
        return Optional.ofNullable(guard);
    }

    /** A guard that nobody had; it is the lock once it is written. */
    void add(GuardRow guard) {
        statements.later(BEGIN, values(guard));
    }

    /** Writes a guard that was locked. */
    void write(GuardRow guard) {
        statements.surely(WRITE, values(guard));
    }

    private static List<@Nullable Object> values(GuardRow guard) {
        return Arrays.asList(
                guard.failures,
                guard.lockedUntil,
                guard.sends,
                guard.nextSendAt,
                guard.challengeId,
                guard.key.realmId(),
                guard.key.subject(),
                guard.key.purpose());
    }

    /** A code that was just made. */
    void add(ChallengeRow row) {
        List<@Nullable Object> values = Arrays.asList(
                row.id,
                row.realmId,
                row.subject,
                row.purpose,
                row.channel,
                row.keyId,
                row.valueHash,
                row.codeHash,
                row.codeLength,
                row.codeFormat,
                row.resends,
                row.attempts,
                row.maxAttempts,
                row.createdAt,
                row.expiresAt,
                row.delivery,
                row.country,
                row.budgetNetwork);
        statements.later(ADD, values);
    }

    /** The valid code of a guard, if it ever had one that is still kept. */
    @Nullable
    ChallengeRow current(GuardRow guard) {
        return guard.challengeId == null ? null : entities.find(ChallengeRow.class, guard.challengeId);
    }
}
