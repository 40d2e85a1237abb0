package io.keygear.verification.code;

import io.keygear.verification.toll.BudgetMode;
import jakarta.persistence.EntityManager;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
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

        /** One does not; what the others counted is to be undone. */
        record Full(SendLimit limit, Duration pause) implements Entry {}
    }

    /**
     * What a success gives back.
     *
     * @param perUser the count of messages that starts anew
     * @param budgets of unproven numbers, in the order they were counted in
     */
    record Forgiven(LimitRow.Key perUser, List<LimitRow.Key> budgets) {}

    private final EntityManager entities;
    private final List<Use> uses;
    private final Map<LimitRow.Key, LimitRow> rows;
    private final long now;

    /** Looks up how much of each limit is used. */
    LimitLedger(EntityManager entities, List<Use> uses, long now) {
        this.entities = entities;
        this.uses = uses;
        this.now = now;
        this.rows = read(entities, uses);
    }

    /**
     * Counts one message against each limit, in their order; stops at the first that refuses it. What else the
     * transaction has to write is written before, so that the rows that everybody counts in are held shortly.
     *
     * @throws org.keycloak.models.ModelDuplicateException when another request opened the same count at this moment;
     *     to be tried again in a new transaction
     */
    Entry enter() {
        uses.stream()
                .filter(use -> use.max() > 0 && !rows.containsKey(use.key()))
                .forEach(use -> entities.persist(LimitRow.opened(use.key(), closing(use))));
        entities.flush(); // here, where a second row of a key is told as such
        List<SendLimit> overdrawn = new ArrayList<>();
        for (Use use : uses) {
            Optional<Entry.Full> full = count(use, rows.get(use.key()));
            if (full.isPresent() && use.mode() == BudgetMode.ENFORCE) {
                return full.get();
            }
            if (full.isPresent()) {
                update("update LimitRow l set l.used = l.used + 1 where l.key = :key", use.key());
                overdrawn.add(use.limit());
            }
        }
        return new Entry.Entered(overdrawn);
    }

    /** A limit that is full already, looked for from the widest on, as that is where a crowd ends; counts nothing. */
    Optional<Entry.Full> firstFull() {
        for (int last = uses.size() - 1; last >= 0; last--) {
            Use use = uses.get(last);
            LimitRow row = rows.get(use.key());
            if (use.mode() == BudgetMode.ENFORCE && !hasRoom(use, row)) {
                return Optional.of(full(use, row));
            }
        }
        return Optional.empty();
    }

    /** Takes a success into account. */
    static void forgive(EntityManager entities, Forgiven forgiven, long now) {
        entities.createQuery("delete from LimitRow l where l.key = :key")
                .setParameter("key", forgiven.perUser())
                .executeUpdate();
        for (LimitRow.Key budget : forgiven.budgets()) {
            entities.createQuery("update LimitRow l set l.used = l.used - 1, l.proven = l.proven + 1"
                            + " where l.key = :key and l.used > 0 and l.closesAt > :now")
                    .setParameter("key", budget)
                    .setParameter("now", now)
                    .executeUpdate();
        }
    }

    /** All rows by one statement. It may find some more, as it asks for the parts of their keys one by one. */
    private static Map<LimitRow.Key, LimitRow> read(EntityManager entities, List<Use> uses) {
        return entities.createQuery(
                        "select l from LimitRow l where l.key.realmId in :realms and l.key.kind in :kinds"
                                + " and l.key.limitKey in :keys",
                        LimitRow.class)
                .setParameter("realms", parts(uses, LimitRow.Key::realmId))
                .setParameter("kinds", parts(uses, LimitRow.Key::kind))
                .setParameter("keys", parts(uses, LimitRow.Key::limitKey))
                .getResultStream()
                .collect(Collectors.toMap(row -> row.key, row -> row));
    }

    private static Set<String> parts(List<Use> uses, Function<LimitRow.Key, String> part) {
        return uses.stream().map(Use::key).map(part).collect(Collectors.toSet());
    }

    private Optional<Entry.Full> count(Use use, @Nullable LimitRow row) {
        if (use.max() <= 0) {
            return Optional.of(full(use, row));
        }
        if (row == null) {
            return Optional.empty();
        }
        boolean over = row.closesAt <= now;
        boolean counted = over ? openAnew(use) || countOn(use) : countOn(use) || openAnew(use);
        return counted ? Optional.empty() : recount(use, row);
    }

    /** The row changed since it was read: it is full, or somebody else's success has removed it. */
    private Optional<Entry.Full> recount(Use use, LimitRow before) {
        entities.detach(before);
        LimitRow row = entities.find(LimitRow.class, use.key());
        if (row != null) {
            return Optional.of(full(use, row));
        }
        entities.persist(LimitRow.opened(use.key(), closing(use)));
        entities.flush();
        return Optional.empty();
    }

    private long closing(Use use) {
        return now + use.limit().window().toMillis();
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
                        .setParameter("closes", closing(use))
                        .executeUpdate()
                == 1;
    }

    private void update(String statement, LimitRow.Key key) {
        entities.createQuery(statement).setParameter("key", key).executeUpdate();
    }
}
