package io.keygear.verification.code;

import io.keygear.verification.toll.BudgetMode;
import jakarta.persistence.EntityManager;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Counts messages against limits, within the transaction that opens a code: a refusal by one limit undoes what the
 * others counted. Each count is one conditional statement, so it is exact for any number of nodes.
 */
final class LimitLedger {

    /**
     * One message counted against one limit.
     *
     * @param max how many messages it allows
     * @param share by how many hundredths of the proven messages it grows
     * @param mode whether it refuses, or only tells
     */
    record Use(SendLimit limit, LimitRow.Key key, int max, int share, BudgetMode mode) {

        Use(SendLimit limit, LimitRow.Key key, int max) {
            this(limit, key, max, 0, BudgetMode.ENFORCE);
        }

        /** In hundredths of messages. */
        int room(LimitRow row) {
            return max * 100 + row.proven * share;
        }
    }

    /** What became of counting one message against all its limits. */
    sealed interface Entry {

        /** All allow it. */
        record Entered(List<SendLimit> overdrawn) implements Entry {}

        /** One does not. */
        record Full(SendLimit limit, Duration pause) implements Entry {}

        /** A row is to be inserted first. */
        record Missing(LimitRow row) implements Entry {}
    }

    /**
     * What a success gives back.
     *
     * @param perUser the count of messages that starts anew
     * @param budgets of unproven numbers, in the order they were counted in
     */
    record Forgiven(LimitRow.Key perUser, List<LimitRow.Key> budgets) {}

    private static final Entry ENTERED = new Entry.Entered(List.of());

    private final EntityManager entities;
    private final long now;

    LimitLedger(EntityManager entities, long now) {
        this.entities = entities;
        this.now = now;
    }

    /** Counts one message against each limit, in this order; stops at the first that refuses it. */
    Entry enter(List<Use> uses) {
        List<SendLimit> overdrawn = new ArrayList<>();
        for (Use use : uses) {
            Entry entry = count(use);
            if (entry instanceof Entry.Full && use.mode() == BudgetMode.RECORD) {
                update("update LimitRow l set l.used = l.used + 1 where l.key = :key", use.key());
                overdrawn.add(use.limit());
            } else if (!(entry instanceof Entry.Entered)) {
                return entry;
            }
        }
        return new Entry.Entered(overdrawn);
    }

    /** A limit that is full already, looked for from the widest on, as that is where a crowd ends; counts nothing. */
    Optional<Entry.Full> firstFull(List<Use> uses) {
        for (int last = uses.size() - 1; last >= 0; last--) {
            Use use = uses.get(last);
            LimitRow row = entities.find(LimitRow.class, use.key());
            if (use.mode() == BudgetMode.ENFORCE && !hasRoom(use, row)) {
                return Optional.of(full(use, row));
            }
        }
        return Optional.empty();
    }

    /** Takes a success into account. */
    void forgive(Forgiven forgiven) {
        update("delete from LimitRow l where l.key = :key", forgiven.perUser());
        for (LimitRow.Key budget : forgiven.budgets()) {
            entities.createQuery("update LimitRow l set l.used = l.used - 1, l.proven = l.proven + 1"
                            + " where l.key = :key and l.used > 0 and l.closesAt > :now")
                    .setParameter("key", budget)
                    .setParameter("now", now)
                    .executeUpdate();
        }
    }

    private Entry count(Use use) {
        if (use.max() > 0 && (countOn(use) || openAnew(use))) {
            return ENTERED;
        }
        LimitRow row = entities.find(LimitRow.class, use.key());
        // A row that has room was inserted by another request since the two statements: counted in the next round.
        boolean room = row == null || hasRoom(use, row);
        return room ? new Entry.Missing(LimitRow.untouched(use.key())) : full(use, row);
    }

    private boolean hasRoom(Use use, @Nullable LimitRow row) {
        return use.max() > 0 && (row == null || row.closesAt <= now || row.used * 100 < use.room(row));
    }

    private Entry.Full full(Use use, @Nullable LimitRow row) {
        return new Entry.Full(use.limit(), Duration.ofMillis(row == null ? 0 : Math.max(0, row.closesAt - now)));
    }

    private boolean countOn(Use use) {
        return entities.createQuery("update LimitRow l set l.used = l.used + 1 where l.key = :key"
                                + " and l.closesAt > :now and l.used * 100 < :room + l.proven * :share")
                        .setParameter("key", use.key())
                        .setParameter("now", now)
                        .setParameter("room", use.max() * 100)
                        .setParameter("share", use.share())
                        .executeUpdate()
                == 1;
    }

    private boolean openAnew(Use use) {
        return entities.createQuery("update LimitRow l set l.used = 1, l.proven = 0, l.closesAt = :closes"
                                + " where l.key = :key and l.closesAt <= :now")
                        .setParameter("key", use.key())
                        .setParameter("now", now)
                        .setParameter("closes", now + use.limit().window().toMillis())
                        .executeUpdate()
                == 1;
    }

    private void update(String statement, LimitRow.Key key) {
        entities.createQuery(statement).setParameter("key", key).executeUpdate();
    }
}
