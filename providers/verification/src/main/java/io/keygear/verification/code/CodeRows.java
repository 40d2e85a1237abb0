package io.keygear.verification.code;

import io.keygear.kit.jpa.OwnTransaction.Scope;
import io.keygear.kit.jpa.Statements;
import io.keygear.kit.jpa.Statements.Found;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The rows of one code within a transaction, by plain SQL that waits for the next question to the database. */
final class CodeRows {

    private static final String GUARD =
            "select FAILURES, LOCKED_UNTIL, SENDS, NEXT_SEND_AT, CHALLENGE_ID, REALM_ID, SUBJECT, PURPOSE from";
    private static final String GUARDS = "KG_CODE_GUARD";
    private static final String OF_KEY = "where REALM_ID = ? and SUBJECT = ? and PURPOSE = ?";
    private static final String CURRENT = "select c.ID, c.REALM_ID, c.SUBJECT, c.PURPOSE, c.CHANNEL, c.KEY_ID,"
            + " c.VALUE_HASH, c.CODE_HASH, c.CODE_LENGTH, c.CODE_FORMAT, c.RESENDS, c.ATTEMPTS, c.MAX_ATTEMPTS,"
            + " c.CREATED_AT, c.EXPIRES_AT, c.CONSUMED_AT, c.DELIVERY, c.DELIVERY_ID, c.FAILURE, c.SENDER_ID, c.KEEPER_ID,"
            + " c.COUNTRY, c.BUDGET_NETWORK from KG_CODE_CHALLENGE c join KG_CODE_GUARD g on g.CHALLENGE_ID = c.ID"
            + " where g.REALM_ID = ? and g.SUBJECT = ? and g.PURPOSE = ?";

    private static final String BEGIN = "insert into KG_CODE_GUARD (FAILURES, LOCKED_UNTIL, SENDS, NEXT_SEND_AT,"
            + " CHALLENGE_ID, REALM_ID, SUBJECT, PURPOSE) values (?, ?, ?, ?, ?, ?, ?, ?)";
    private static final String WRITE = "update KG_CODE_GUARD set FAILURES = ?, LOCKED_UNTIL = ?, SENDS = ?,"
            + " NEXT_SEND_AT = ?, CHALLENGE_ID = ? where REALM_ID = ? and SUBJECT = ? and PURPOSE = ?";
    private static final String ADD = "insert into KG_CODE_CHALLENGE (ID, REALM_ID, SUBJECT, PURPOSE, CHANNEL, KEY_ID,"
            + " VALUE_HASH, CODE_HASH, CODE_LENGTH, CODE_FORMAT, RESENDS, ATTEMPTS, MAX_ATTEMPTS, CREATED_AT, EXPIRES_AT,"
            + " DELIVERY, COUNTRY, BUDGET_NETWORK) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";

    private final Statements statements;

    CodeRows(Scope scope) {
        this.statements = scope.statements();
    }

    Statements statements() {
        return statements;
    }

    /** The guard of a key, locked until the transaction ends; changes to it count once they are written. */
    Found<GuardRow> lock(CodeKey key) {
        return statements.later(statements.locking(GUARD, GUARDS, OF_KEY), CodeRows::guard, of(key));
    }

    /** The guard of a key, without waiting for anybody. */
    Found<GuardRow> guard(CodeKey key) {
        return statements.later(GUARD + " " + GUARDS + " " + OF_KEY, CodeRows::guard, of(key));
    }

    /** The valid code of a key, if it ever had one that is still kept; after its guard was locked the last one. */
    Found<ChallengeRow> current(CodeKey key) {
        return statements.later(CURRENT, CodeRows::challenge, of(key));
    }

    private static List<String> of(CodeKey key) {
        return List.of(key.realmId(), key.subject(), key.purpose().id());
    }

    private static GuardRow guard(ResultSet row) throws SQLException {
        GuardRow guard = new GuardRow();
        guard.failures = row.getInt(1);
        guard.lockedUntil = row.getLong(2);
        guard.sends = row.getInt(3);
        guard.nextSendAt = row.getLong(4);
        guard.challengeId = row.getString(5);
        guard.key = new GuardRow.Key(row.getString(6), row.getString(7), row.getString(8));
        return guard;
    }

    private static ChallengeRow challenge(ResultSet row) throws SQLException {
        ChallengeRow challenge = new ChallengeRow();
        challenge.id = row.getString(1);
        challenge.realmId = row.getString(2);
        challenge.subject = row.getString(3);
        challenge.purpose = row.getString(4);
        challenge.channel = row.getString(5);
        challenge.keyId = row.getString(6);
        challenge.valueHash = row.getString(7);
        challenge.codeHash = row.getString(8);
        challenge.codeLength = row.getInt(9);
        challenge.codeFormat = row.getString(10);
        challenge.resends = row.getInt(11);
        challenge.attempts = row.getInt(12);
        challenge.maxAttempts = row.getInt(13);
        challenge.createdAt = row.getLong(14);
        challenge.expiresAt = row.getLong(15);
        long consumedAt = row.getLong(16);
        challenge.consumedAt = row.wasNull() ? null : consumedAt;
        challenge.delivery = row.getString(17);
        challenge.deliveryId = row.getString(18);
        challenge.failure = row.getString(19);
        challenge.senderId = row.getString(20);
        challenge.keeperId = row.getString(21);
        challenge.country = row.getString(22);
        challenge.budgetNetwork = row.getString(23);
        return challenge;
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
}
