package io.keygear.verification.code;

import io.keygear.kit.jpa.OwnTransaction;
import io.keygear.kit.jpa.OwnTransaction.Scope;
import io.keygear.kit.jpa.Statements.Found;
import io.keygear.kit.jpa.Statements.Met;
import io.keygear.verification.code.CodeOpening.Opened;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.keycloak.models.ModelDuplicateException;

/**
 * Every change of state that a code goes through, each in a transaction of its own that ends before the answer: no
 * request, by rolling back or dying, gives back an attempt, a cooldown or a used code. The lock on the guard's row
 * puts all that concerns one {@link CodeKey} in a line, on every node; the statements on a challenge are conditional
 * besides.
 */
final class CodeStore {

    /** Each lost race is for one row that stands from then on, and there are at most eleven. */
    private static final int ROUNDS = 24;

    private static final String TRY = "update KG_CODE_CHALLENGE set ATTEMPTS = ATTEMPTS + 1, CONSUMED_AT = ?"
            + " where ID = ? and ATTEMPTS < MAX_ATTEMPTS and CONSUMED_AT is null and EXPIRES_AT > ?";

    private static final String CONSUME =
            "update KG_CODE_CHALLENGE set CONSUMED_AT = ?" + " where ID = ? and CONSUMED_AT is null and EXPIRES_AT > ?";

    private final OwnTransaction transactions;

    CodeStore(OwnTransaction transactions) {
        this.transactions = transactions;
    }

    /** What an attempt came to. */
    sealed interface Attempt {

        /** The attempt is counted as a failure; the one who keeps the code may be asked now. */
        record Taken(ChallengeRow challenge, String value, int left) implements Attempt {}

        /** The code was compared, and used up if it was right. */
        record Compared(ChallengeRow challenge, CodeVerdict verdict) implements Attempt {}

        /** Nothing is to be compared. */
        record Refused(CodeVerdict verdict) implements Attempt {}
    }

    /** The guard and its current challenge as they stand. */
    record Snapshot(GuardRow guard, @Nullable ChallengeRow challenge) {}

    /** Makes a new code the valid one, if cooldown and limits allow a message; else changes nothing. */
    Opened open(CodeOpening opening) {
        return inserting(opening::within);
    }

    /** Counts a message that opens no code, if all limits allow it. */
    boolean count(List<LimitLedger.Use> limits, long now) {
        return inserting(scope -> {
            LimitLedger.Entry entry = new LimitLedger(scope.statements(), limits, now).enter();
            return entry instanceof LimitLedger.Entry.Entered || scope.undo(false);
        });
    }

    /** Work that inserts rows which another thread or node may insert at the same moment: the loser tries again. */
    private <T> T inserting(Function<Scope, T> work) {
        ModelDuplicateException last = null;
        for (int round = 0; round < ROUNDS; round++) {
            try {
                return transactions.call(work);
            } catch (ModelDuplicateException raced) {
                last = raced;
            }
        }
        throw new IllegalStateException("other requests insert the rows of a code faster each time", last);
    }

    /**
     * Counts an attempt, and compares and uses up the code where it is ours, under one lock and before anybody learns
     * what came of it. Where somebody else keeps the code, the attempt is a failure until {@link #consume}.
     */
    Attempt attempt(CodePolicy policy, CodeExaminer examiner, long now) {
        return transactions.call(scope -> {
            CodeRows rows = new CodeRows(scope);
            Found<GuardRow> locked = rows.lock(examiner.key());
            Found<ChallengeRow> current = rows.current(examiner.key());
            scope.statements().flush();
            GuardRow guard = locked.first().orElse(null);
            ChallengeRow challenge = current.first().orElse(null);
            if (guard == null) {
                return new Attempt.Refused(new CodeVerdict.Expired());
            }
            Optional<CodeVerdict> refusal = refusal(examiner.key().purpose(), guard, challenge, now);
            if (refusal.isPresent() || challenge == null) {
                return new Attempt.Refused(refusal.orElseGet(CodeVerdict.Expired::new));
            }
            return examiner.sentTo(challenge)
                    .map(value -> new Try(scope, rows, guard, challenge, value, now).made(policy, examiner))
                    .orElseGet(() -> new Attempt.Refused(new CodeVerdict.ValueChanged()));
        });
    }

    /** One attempt at a challenge that may still be tried. */
    private record Try(Scope scope, CodeRows rows, GuardRow guard, ChallengeRow challenge, String value, long now) {

        Attempt made(CodePolicy policy, CodeExaminer examiner) {
            boolean right = challenge.keeperId == null && examiner.isRight(challenge, value);
            Met taken = scope.statements().later(TRY, Arrays.asList(right ? now : null, challenge.id, now));
            Attempt attempt = right ? succeeded(examiner.key()) : failed(policy);
            scope.statements().flush();
            return taken.rows() == 1 ? attempt : scope.undo(new Attempt.Refused(new CodeVerdict.Expired()));
        }

        private Attempt succeeded(CodeKey key) {
            settle(rows, guard, LimitPlan.forgiven(key, challenge), now);
            return new Attempt.Compared(challenge, new CodeVerdict.Accepted(value));
        }

        private Attempt failed(CodePolicy policy) {
            int left = left(policy);
            return challenge.keeperId == null
                    ? new Attempt.Compared(challenge, new CodeVerdict.Wrong(left))
                    : new Attempt.Taken(challenge, value, left);
        }

        private int left(CodePolicy policy) {
            guard.failures++;
            Duration pause = policy.pause(guard.failures);
            if (!pause.isZero()) {
                guard.lockedUntil = now + pause.toMillis();
            }
            rows.write(guard);
            int left = pause.isZero() ? policy.maxAttempts() - guard.failures % policy.maxAttempts() : 0;
            return Math.min(left, challenge.maxAttempts - challenge.attempts - 1);
        }
    }

    private static Optional<CodeVerdict> refusal(
            Purpose purpose, GuardRow guard, @Nullable ChallengeRow challenge, long now) {
        if (CodePolicy.isClosed(purpose, guard.failures)) {
            return Optional.of(new CodeVerdict.Closed());
        }
        if (guard.lockedUntil > now) {
            return Optional.of(new CodeVerdict.Locked(Duration.ofMillis(guard.lockedUntil - now)));
        }
        if (challenge != null && challenge.consumedAt != null) {
            return Optional.of(new CodeVerdict.Used());
        }
        return Optional.empty();
    }

    /**
     * Uses up a code that its keeper found right.
     *
     * @return whether this call used it up; {@code false} when another one did, or time ran out
     */
    boolean consume(CodeKey key, ChallengeRow challenge, long now) {
        return transactions.call(scope -> {
            CodeRows rows = new CodeRows(scope);
            Found<GuardRow> locked = rows.lock(key);
            Met consumed = scope.statements().later(CONSUME, List.of(now, challenge.id, now));
            scope.statements().flush();
            GuardRow guard = locked.first().orElse(null);
            if (guard == null || consumed.rows() != 1 || !challenge.id.equals(guard.challengeId)) {
                return scope.undo(false);
            }
            settle(rows, guard, LimitPlan.forgiven(key, challenge), now);
            return true;
        });
    }

    /** What a success gives back. */
    private static void settle(CodeRows rows, GuardRow guard, LimitLedger.Forgiven forgiven, long now) {
        guard.failures = 0;
        guard.lockedUntil = 0;
        guard.sends = 0;
        guard.nextSendAt = 0;
        rows.write(guard);
        LimitLedger.forgive(rows.statements(), forgiven, now);
    }

    /** Forgets the failures of a subject for whom codes had closed. */
    void reopen(String realmId, String subject) {
        transactions.call(scope -> scope.entities()
                .createQuery("update GuardRow g set g.failures = 0, g.lockedUntil = 0 where g.key.realmId = :realm"
                        + " and g.key.subject = :subject and g.failures >= :closing")
                .setParameter("realm", realmId)
                .setParameter("subject", subject)
                .setParameter("closing", CodePolicy.CLOSING_FAILURES)
                .executeUpdate());
    }

    /** Forgets failures and pauses of some subjects, and what is counted under some keys. */
    void unlock(String realmId, Collection<String> subjects, Collection<String> counted) {
        transactions.call(scope -> {
            scope.entities()
                    .createQuery("update GuardRow g set g.failures = 0, g.lockedUntil = 0, g.sends = 0,"
                            + " g.nextSendAt = 0 where g.key.realmId = :realm and g.key.subject in :subjects")
                    .setParameter("realm", realmId)
                    .setParameter("subjects", subjects)
                    .executeUpdate();
            return scope.entities()
                    .createQuery("delete from LimitRow l where l.key.realmId = :realm and l.key.limitKey in :counted")
                    .setParameter("realm", realmId)
                    .setParameter("counted", counted)
                    .executeUpdate();
        });
    }

    /** Reads what stands, without waiting for anybody; empty when nothing was ever sent. */
    Optional<Snapshot> find(CodeKey key) {
        return transactions.call(scope -> {
            CodeRows rows = new CodeRows(scope);
            Found<GuardRow> guard = rows.guard(key);
            Found<ChallengeRow> challenge = rows.current(key);
            scope.statements().flush();
            return guard.first()
                    .map(found -> new Snapshot(found, challenge.first().orElse(null)));
        });
    }
}
