package io.keygear.verification.code;

import io.keygear.kit.jpa.OwnTransaction;
import io.keygear.kit.jpa.OwnTransaction.Scope;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Every change of state that a code goes through, each in a transaction of its own that ends before the answer: no
 * request, by rolling back or dying, gives back an attempt, a cooldown or a used code. The lock on the guard's row
 * puts all that concerns one {@link CodeKey} in a line, on every node; the statements on a challenge are conditional
 * besides.
 */
final class CodeStore {

    /** Without a message for so long, the cooldown starts at its first step again. */
    private static final Duration COOLDOWN_MEMORY = Duration.ofHours(1);

    /** Each round inserts at most one missing row, and there are at most eleven. */
    private static final int ROUNDS = 24;

    private final OwnTransaction transactions;

    CodeStore(OwnTransaction transactions) {
        this.transactions = transactions;
    }

    /** What an attempt came to. */
    sealed interface Attempt {

        /** The attempt is counted; now the code may be compared. */
        record Taken(ChallengeRow challenge, String value, int left) implements Attempt {}

        /** Nothing is to be compared. */
        record Refused(CodeVerdict verdict) implements Attempt {}
    }

    /** One code to be opened, with all that has to allow it. */
    record Opening(
            CodeKey key,
            ChallengeRow challenge,
            CodePolicy policy,
            boolean resend,
            List<LimitLedger.Use> limits,
            long now) {}

    /**
     * What became of an opening.
     *
     * @param overdrawn budgets that would have refused it, were they enforced
     */
    record Opened(CodeIssue issue, List<SendLimit> overdrawn) implements Round {

        Opened(CodeIssue issue) {
            this(issue, List.of());
        }
    }

    /** The guard and its current challenge as they stand. */
    record Snapshot(GuardRow guard, @Nullable ChallengeRow challenge) {}

    /** One try to open a code: it is decided, or a row has to be inserted before. */
    sealed interface Round permits Opened, Missing {}

    private record Missing(Object row) implements Round {}

    /** Makes a new code the valid one, if cooldown and limits allow a message; else changes nothing. */
    Opened open(Opening opening) {
        for (int round = 0; round < ROUNDS; round++) {
            Round result = transactions.call(scope -> tryOpen(scope, opening));
            if (result instanceof Opened opened) {
                return opened;
            }
            transactions.insertIfAbsent(((Missing) result).row());
        }
        throw new IllegalStateException("rows of a guard vanish as fast as they are inserted");
    }

    /** Counts a message that opens no code, if all limits allow it. */
    boolean count(List<LimitLedger.Use> limits, long now) {
        for (int round = 0; round < ROUNDS; round++) {
            LimitLedger.Entry entry = transactions.call(scope -> {
                LimitLedger.Entry result = new LimitLedger(scope.entities(), now).enter(limits);
                return result instanceof LimitLedger.Entry.Entered ? result : scope.undo(result);
            });
            if (!(entry instanceof LimitLedger.Entry.Missing missing)) {
                return entry instanceof LimitLedger.Entry.Entered;
            }
            transactions.insertIfAbsent(missing.row());
        }
        throw new IllegalStateException("rows of a limit vanish as fast as they are inserted");
    }

    private static Round tryOpen(Scope scope, Opening opening) {
        EntityManager entities = scope.entities();
        GuardRow guard = lock(entities, opening.key());
        LimitLedger ledger = new LimitLedger(entities, opening.now());
        if (guard == null) {
            // For somebody new nothing is written while a limit is full: who asks in vain must not fill the tables.
            return ledger.firstFull(opening.limits())
                    .<Round>map(full -> new Opened(new CodeIssue.LimitReached(full.limit(), full.pause())))
                    .orElseGet(() -> new Missing(GuardRow.untouched(opening.key())));
        }
        Optional<CodeIssue> refusal = refusal(entities, guard, opening);
        if (refusal.isPresent()) {
            return new Opened(refusal.get());
        }
        LimitLedger.Entry entry = ledger.enter(opening.limits());
        if (entry instanceof LimitLedger.Entry.Missing missing) {
            return scope.undo(new Missing(missing.row()));
        } else if (entry instanceof LimitLedger.Entry.Full full) {
            return scope.undo(new Opened(new CodeIssue.LimitReached(full.limit(), full.pause())));
        }
        boolean rested = guard.nextSendAt + COOLDOWN_MEMORY.toMillis() < opening.now();
        guard.sends = rested ? 1 : guard.sends + 1;
        guard.nextSendAt =
                opening.now() + opening.policy().cooldown(guard.sends).toMillis();
        guard.challengeId = opening.challenge().id;
        entities.persist(opening.challenge());
        return new Opened(new CodeIssue.Queued(), ((LimitLedger.Entry.Entered) entry).overdrawn());
    }

    private static Optional<CodeIssue> refusal(EntityManager entities, GuardRow guard, Opening opening) {
        long now = opening.now();
        if (CodePolicy.isClosed(opening.key().purpose(), guard.failures)) {
            return Optional.of(new CodeIssue.Closed());
        }
        if (guard.lockedUntil > now) {
            return Optional.of(new CodeIssue.Locked(Duration.ofMillis(guard.lockedUntil - now)));
        }
        if (guard.nextSendAt > now) {
            return Optional.of(new CodeIssue.TooSoon(Duration.ofMillis(guard.nextSendAt - now)));
        }
        ChallengeRow previous = current(entities, guard);
        if (opening.resend() && previous != null && previous.consumedAt == null && previous.expiresAt > now) {
            opening.challenge().resends = previous.resends + 1;
        }
        return opening.challenge().resends > opening.policy().maxResends()
                ? Optional.of(new CodeIssue.NoMoreResends())
                : Optional.empty();
    }

    /**
     * Counts an attempt as a failure, before anything is compared; {@link #consume} takes that back for the right code.
     *
     * @param value finds the value that a challenge was sent to among those that are valid now; empty when it changed
     */
    Attempt attempt(CodeKey key, CodePolicy policy, Function<ChallengeRow, Optional<String>> value, long now) {
        return transactions.call(scope -> {
            EntityManager entities = scope.entities();
            GuardRow guard = lock(entities, key);
            if (guard == null) {
                return new Attempt.Refused(new CodeVerdict.Expired());
            }
            ChallengeRow challenge = current(entities, guard);
            Optional<CodeVerdict> refusal = refusal(key.purpose(), guard, challenge, now);
            if (refusal.isPresent() || challenge == null) {
                return new Attempt.Refused(refusal.orElseGet(CodeVerdict.Expired::new));
            }
            Optional<String> sentTo = value.apply(challenge);
            if (sentTo.isEmpty()) {
                return new Attempt.Refused(new CodeVerdict.ValueChanged());
            }
            int taken = entities.createQuery("update ChallengeRow c set c.attempts = c.attempts + 1 where c.id = :id"
                            + " and c.attempts < c.maxAttempts and c.consumedAt is null and c.expiresAt > :now")
                    .setParameter("id", challenge.id)
                    .setParameter("now", now)
                    .executeUpdate();
            if (taken == 0) {
                return new Attempt.Refused(new CodeVerdict.Expired());
            }
            guard.failures++;
            Duration pause = policy.pause(guard.failures);
            if (!pause.isZero()) {
                guard.lockedUntil = now + pause.toMillis();
            }
            int left = pause.isZero() ? policy.maxAttempts() - guard.failures % policy.maxAttempts() : 0;
            return new Attempt.Taken(
                    challenge, sentTo.get(), Math.min(left, challenge.maxAttempts - challenge.attempts - 1));
        });
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
     * Uses up a code that was compared and found right.
     *
     * @param forgiven what a success gives back
     * @return whether this call used it up; {@code false} when another one did, or time ran out
     */
    boolean consume(CodeKey key, String challengeId, LimitLedger.Forgiven forgiven, long now) {
        return transactions.call(scope -> {
            EntityManager entities = scope.entities();
            GuardRow guard = lock(entities, key);
            int consumed = entities.createQuery("update ChallengeRow c set c.consumedAt = :now where c.id = :id"
                            + " and c.consumedAt is null and c.expiresAt > :now")
                    .setParameter("id", challengeId)
                    .setParameter("now", now)
                    .executeUpdate();
            if (guard == null || consumed == 0 || !challengeId.equals(guard.challengeId)) {
                return scope.undo(false);
            }
            guard.failures = 0;
            guard.lockedUntil = 0;
            guard.sends = 0;
            guard.nextSendAt = 0;
            new LimitLedger(entities, now).forgive(forgiven);
            return true;
        });
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

    /** Forgets failures, pauses and counted messages of a subject. */
    void unlock(String realmId, String subject, LimitRow.Key perUser) {
        transactions.call(scope -> {
            scope.entities()
                    .createQuery("update GuardRow g set g.failures = 0, g.lockedUntil = 0, g.sends = 0,"
                            + " g.nextSendAt = 0 where g.key.realmId = :realm and g.key.subject = :subject")
                    .setParameter("realm", realmId)
                    .setParameter("subject", subject)
                    .executeUpdate();
            return scope.entities()
                    .createQuery("delete from LimitRow l where l.key = :key")
                    .setParameter("key", perUser)
                    .executeUpdate();
        });
    }

    /** Reads what stands, without waiting for anybody; empty when nothing was ever sent. */
    Optional<Snapshot> find(CodeKey key) {
        return transactions.call(scope -> {
            GuardRow guard = scope.entities().find(GuardRow.class, new GuardRow.Key(key));
            return Optional.ofNullable(guard).map(found -> new Snapshot(found, current(scope.entities(), found)));
        });
    }

    private static @Nullable GuardRow lock(EntityManager entities, CodeKey key) {
        return entities.find(GuardRow.class, new GuardRow.Key(key), LockModeType.PESSIMISTIC_WRITE);
    }

    private static @Nullable ChallengeRow current(EntityManager entities, GuardRow guard) {
        return guard.challengeId == null ? null : entities.find(ChallengeRow.class, guard.challengeId);
    }
}
