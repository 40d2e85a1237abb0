package io.keygear.verification.code;

import io.keygear.kit.jpa.OwnTransaction.Scope;
import io.keygear.kit.jpa.Statements.Found;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.keycloak.models.ModelDuplicateException;

/** One code to be made the valid one, with all that has to allow it. */
record CodeOpening(
        CodeKey key,
        ChallengeRow challenge,
        CodePolicy policy,
        boolean resend,
        List<LimitLedger.Use> limits,
        long now) {

    /** Without a message for so long, the cooldown starts at its first step again. */
    private static final Duration COOLDOWN_MEMORY = Duration.ofHours(1);

    /**
     * What became of it.
     *
     * @param overdrawn budgets that would have refused it, were they enforced
     */
    record Opened(CodeIssue issue, List<SendLimit> overdrawn) {

        Opened(CodeIssue issue) {
            this(issue, List.of());
        }
    }

    /** Within one transaction; a {@link ModelDuplicateException} means that it is to be tried again in another. */
    Opened within(Scope scope) {
        CodeRows rows = new CodeRows(scope);
        Found<GuardRow> locked = rows.lock(key);
        Found<ChallengeRow> previous = resend ? rows.current(key) : Found.nothing();
        LimitLedger ledger = new LimitLedger(scope.statements(), limits, now);
        Optional<GuardRow> known = locked.first();
        Optional<CodeIssue> refusal = known.flatMap(guard -> refusal(guard, previous.first()));
        if (refusal.isPresent()) {
            return new Opened(refusal.get());
        }
        GuardRow guard = known.orElseGet(() -> GuardRow.untouched(key));
        boolean rested = guard.nextSendAt + COOLDOWN_MEMORY.toMillis() < now;
        guard.sends = rested ? 1 : guard.sends + 1;
        guard.nextSendAt = now + policy.cooldown(guard.sends).toMillis();
        guard.challengeId = challenge.id;
        known.ifPresentOrElse(rows::write, () -> rows.add(guard));
        rows.add(challenge);
        LimitLedger.Entry entry = ledger.enter();
        return entry instanceof LimitLedger.Entry.Full full
                ? scope.undo(refused(full))
                : new Opened(new CodeIssue.Queued(), ((LimitLedger.Entry.Entered) entry).overdrawn());
    }

    private static Opened refused(LimitLedger.Entry.Full full) {
        return new Opened(new CodeIssue.LimitReached(full.limit(), full.pause()));
    }

    private Optional<CodeIssue> refusal(GuardRow guard, Optional<ChallengeRow> previous) {
        if (CodePolicy.isClosed(key.purpose(), guard.failures)) {
            return Optional.of(new CodeIssue.Closed());
        }
        if (guard.lockedUntil > now) {
            return Optional.of(new CodeIssue.Locked(Duration.ofMillis(guard.lockedUntil - now)));
        }
        if (guard.nextSendAt > now) {
            return Optional.of(new CodeIssue.TooSoon(Duration.ofMillis(guard.nextSendAt - now)));
        }
        previous.filter(row -> row.consumedAt == null && row.expiresAt > now)
                .ifPresent(row -> challenge.resends = row.resends + 1);
        return challenge.resends > policy.maxResends() ? Optional.of(new CodeIssue.NoMoreResends()) : Optional.empty();
    }
}
