package io.keygear.verification.code;

import io.keygear.kit.jpa.Statements;
import io.keygear.kit.jpa.Statements.Met;
import io.keygear.verification.toll.BudgetMode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.keycloak.models.ModelDuplicateException;

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

    private static final String ROW = "REALM_ID = ? and KIND = ? and LIMIT_KEY = ?";
    private static final String OPEN =
            "insert into KG_CODE_LIMIT (REALM_ID, KIND, LIMIT_KEY, CLOSES_AT, USED, PROVEN) values (?, ?, ?, ?, 1, 0)";
    private static final String READ =
            "select KIND, LIMIT_KEY, CLOSES_AT, USED, PROVEN from KG_CODE_LIMIT where REALM_ID = ? and (";
    private static final String ONE = "KIND = ? and LIMIT_KEY = ?";

    /** A count that is over begins anew. What the others ask for is assigned last: MySQL has them see the new value. */
    private static final String COUNT = "update KG_CODE_LIMIT set"
            + " USED = case when CLOSES_AT <= ? then 1 else USED + 1 end,"
            + " PROVEN = case when CLOSES_AT <= ? then 0 else PROVEN end,"
            + " CLOSES_AT = case when CLOSES_AT <= ? then ? else CLOSES_AT end"
            + " where " + ROW + " and (CLOSES_AT <= ? or USED * 100 < ? + PROVEN * ?)";

    private static final String OVERDRAW = "update KG_CODE_LIMIT set USED = USED + 1 where " + ROW;
    private static final String FORGET = "delete from KG_CODE_LIMIT where " + ROW;
    private static final String PROVE = "update KG_CODE_LIMIT set USED = USED - 1, PROVEN = PROVEN + 1 where " + ROW
            + " and USED > 0 and CLOSES_AT > ?";

    private final Statements statements;
    private final List<Use> uses;
    private final Map<LimitRow.Key, Standing> rows;
    private final long now;

    /** Looks up how much of each limit is used, and runs what waits. */
    LimitLedger(Statements statements, List<Use> uses, long now) {
        this.statements = statements;
        this.uses = uses;
        this.now = now;
        this.rows = read(uses);
    }

    /** A row as it was read. */
    private record Standing(LimitRow.Key key, long closesAt, int used, int proven) {}

    /**
     * Counts one message against each limit, in their order; nothing is written where one is full already. What else
     * the transaction has to write is written before, so that the rows that everybody counts in are held shortly.
     *
     * @throws ModelDuplicateException when another request opened or closed the same count at this moment; to be tried
     *     again in a new transaction
     */
    Entry enter() {
        Optional<Entry.Full> full = firstFull();
        if (full.isPresent()) {
            return full.get();
        }
        Predicate<Use> stands = use -> rows.containsKey(use.key());
        List<Use> possible = uses.stream().filter(use -> use.max() > 0).toList();
        List<Use> counted = possible.stream().filter(stands).toList();
        possible.stream().filter(stands.negate()).forEach(use -> statements.later(OPEN, opening(use)));
        List<Met> met = counted.stream()
                .map(use -> statements.later(COUNT, counting(use)))
                .toList();
        statements.flush();
        List<SendLimit> overdrawn = new ArrayList<>();
        uses.stream().filter(use -> use.max() <= 0).forEach(use -> overdrawn.add(use.limit()));
        for (int i = 0; i < counted.size(); i++) {
            if (!isOne(met.get(i).rows())) {
                Use use = counted.get(i);
                Entry.Full refused = refused(use);
                if (use.mode() == BudgetMode.ENFORCE) {
                    return refused;
                }
                statements.run(OVERDRAW, row(use.key()));
                overdrawn.add(use.limit());
            }
        }
        return new Entry.Entered(overdrawn);
    }

    /** A limit that is full already, looked for from the widest on, as that is where a crowd ends. */
    private Optional<Entry.Full> firstFull() {
        for (int last = uses.size() - 1; last >= 0; last--) {
            Use use = uses.get(last);
            Standing row = rows.get(use.key());
            if (use.mode() == BudgetMode.ENFORCE && !hasRoom(use, row)) {
                return Optional.of(full(use, row));
            }
        }
        return Optional.empty();
    }

    /** Takes a success into account. */
    static void forgive(Statements statements, Forgiven forgiven, long now) {
        statements.later(FORGET, row(forgiven.perUser()));
        forgiven.budgets().forEach(budget -> statements.later(PROVE, parameters(List.of(), budget, List.of(now))));
    }

    /** All rows by one statement. */
    private Map<LimitRow.Key, Standing> read(List<Use> wanted) {
        if (wanted.isEmpty()) {
            statements.flush();
            return Map.of();
        }
        String realmId = wanted.get(0).key().realmId();
        List<Object> parameters = new ArrayList<>(List.of(realmId));
        wanted.forEach(
                use -> parameters.addAll(List.of(use.key().kind(), use.key().limitKey())));
        String each = String.join(" or ", Collections.nCopies(wanted.size(), ONE));
        return statements
                .list(
                        READ + each + ")",
                        row -> new Standing(
                                new LimitRow.Key(realmId, row.getString(1), row.getString(2)),
                                row.getLong(3),
                                row.getInt(4),
                                row.getInt(5)),
                        parameters)
                .stream()
                .collect(Collectors.toMap(Standing::key, row -> row));
    }

    private List<Object> opening(Use use) {
        return parameters(List.of(), use.key(), List.of(closing(use)));
    }

    private List<Object> counting(Use use) {
        return parameters(List.of(now, now, now, closing(use)), use.key(), List.of(now, use.max() * 100, use.share()));
    }

    private static boolean isOne(int met) {
        if (met < 0) {
            throw new IllegalStateException("The JDBC driver does not tell how many rows a statement of a batch met,"
                    + " so limits cannot be kept; switch its bulk statements off");
        }
        return met == 1;
    }

    /** The row changed since it was read: most often it is full now. */
    private Entry.Full refused(Use use) {
        Standing row = read(List.of(use)).get(use.key());
        if (row == null || hasRoom(use, row)) {
            throw new ModelDuplicateException("Somebody else's success or a sweep has removed the count meanwhile");
        }
        return full(use, row);
    }

    private long closing(Use use) {
        return now + use.limit().window().toMillis();
    }

    private boolean hasRoom(Use use, @Nullable Standing row) {
        return use.max() > 0
                && (row == null
                        || row.closesAt() <= now
                        || row.used() * 100 < use.max() * 100 + row.proven() * use.share());
    }

    private Entry.Full full(Use use, @Nullable Standing row) {
        return new Entry.Full(use.limit(), Duration.ofMillis(row == null ? 0 : Math.max(0, row.closesAt() - now)));
    }

    private static List<Object> row(LimitRow.Key key) {
        return parameters(List.of(), key, List.of());
    }

    private static List<Object> parameters(List<?> before, LimitRow.Key key, List<?> after) {
        List<Object> all = new ArrayList<>(before);
        all.addAll(List.of(key.realmId(), key.kind(), key.limitKey()));
        all.addAll(after);
        return all;
    }
}
