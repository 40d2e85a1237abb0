package io.keygear.webhook.outbox;

import io.keygear.kit.jpa.Statements;
import io.keygear.webhook.outbox.Settled.Verdict;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Objects;

/** Writes down what became of parcels, many at a time. */
final class Settlement {

    private static final String ATTEMPT = "insert into KG_WEBHOOK_ATTEMPT"
            + " (DELIVERY_ID, STARTED_AT, DURATION_MS, HTTP_STATUS, OUTCOME, ANSWER) values (?, ?, ?, ?, ?, ?)";

    /** What ended meanwhile in another way stays as it is. */
    private static final String STILL_PENDING = " where ID = ? and STATE = " + DeliveryRow.PENDING;

    private static final String DONE =
            "update KG_WEBHOOK_DELIVERY set STATE = ?, ATTEMPTS = ATTEMPTS + 1, DONE_AT = ?" + STILL_PENDING;
    private static final String RETRY =
            "update KG_WEBHOOK_DELIVERY set DUE_AT = ?, ATTEMPTS = ATTEMPTS + 1" + STILL_PENDING;
    private static final String ALL_BEHIND = "update KG_WEBHOOK_DELIVERY set DUE_AT = ?"
            + " where ENDPOINT_ID = ? and ORDER_KEY = ? and STATE = " + DeliveryRow.PENDING;
    private static final String BLOCK =
            "update KG_WEBHOOK_LANE set BLOCKED_UNTIL = ? where ENDPOINT_ID = ? and ORDER_KEY = ?";
    private static final String UNBLOCK = "update KG_WEBHOOK_LANE set BLOCKED_UNTIL = 0"
            + " where ENDPOINT_ID = ? and ORDER_KEY = ? and not exists (select 1 from KG_WEBHOOK_DELIVERY d"
            + " where d.ENDPOINT_ID = ? and d.ORDER_KEY = ? and d.STATE = " + DeliveryRow.PENDING + ")";

    private final Statements statements;
    private final long now;

    Settlement(Statements statements, long now) {
        this.statements = statements;
        this.now = now;
    }

    /** How it came. */
    void record(Collection<Settled> all) {
        statements.later(all, ATTEMPT, Settlement::attempt);
    }

    /** What follows. */
    void conclude(Collection<Settled> all) {
        if (all.isEmpty()) {
            return;
        }
        finish(DeliveryRow.DELIVERED, all, Verdict.Delivered.class);
        finish(DeliveryRow.DEAD, all, Verdict.Dead.class);
        postpone(all);
        unblock(all);
    }

    private static List<?> attempt(Settled one) {
        Attempt attempt = one.attempt();
        return Arrays.asList(
                id(one),
                attempt.startedAt(),
                attempt.durationMillis(),
                attempt.status(),
                attempt.outcome(),
                attempt.answer() == null ? null : PlainText.kept(attempt.answer()));
    }

    private void finish(int state, Collection<Settled> all, Class<? extends Verdict> verdict) {
        List<Settled> those =
                all.stream().filter(one -> verdict.isInstance(one.verdict())).toList();
        statements.later(those, DONE, one -> List.of(state, now, id(one)));
    }

    /** The failed one and all behind it get the same time, so they come back together and in order. */
    private void postpone(Collection<Settled> all) {
        List<Settled> failed = all.stream()
                .filter(one -> one.verdict() instanceof Verdict.Retry)
                .toList();
        List<Settled> heads = failed.stream().filter(Settlement::isOrdered).toList();
        statements.later(failed, RETRY, one -> List.of(due(one), id(one)));
        statements.later(heads, ALL_BEHIND, one -> List.of(due(one), one.endpointId(), key(one)));
        statements.later(heads, BLOCK, one -> List.of(due(one), one.endpointId(), key(one)));
    }

    /** A lane is free again when nothing is left of what waited; until then what is new lines up behind it. */
    private void unblock(Collection<Settled> all) {
        List<Settled> waited = all.stream()
                .filter(one -> one.parcel().place().dueAt() > 0 && !(one.verdict() instanceof Verdict.Retry))
                .filter(Settlement::isOrdered)
                .toList();
        statements.later(waited, UNBLOCK, one -> List.of(one.endpointId(), key(one), one.endpointId(), key(one)));
    }

    private static long id(Settled one) {
        return one.parcel().place().id();
    }

    private static boolean isOrdered(Settled one) {
        return one.parcel().event().orderKey() != null;
    }

    private static String key(Settled one) {
        return Objects.requireNonNull(one.parcel().event().orderKey());
    }

    private static long due(Settled one) {
        return ((Verdict.Retry) one.verdict()).at();
    }
}
