package io.keygear.kit.jpa;

import io.keygear.kit.jpa.Statements.Change;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Changes that go to the database in one go: as a JDBC batch where all are of one text, else as one text with semicolons
 * in it.
 */
record Convoy(List<Change> changes, boolean isBatch) {

    static final Convoy EMPTY = new Convoy(List.of(), false);

    /**
     * Puts changes together, in their order.
     *
     * @param mixed whether the database takes several texts in one go
     */
    static List<Convoy> of(List<Change> changes, boolean mixed) {
        List<Convoy> convoys = new ArrayList<>();
        for (List<Change> alike : alike(changes)) {
            Convoy last = convoys.isEmpty() ? EMPTY : convoys.get(convoys.size() - 1);
            if (!mixed || alike.stream().anyMatch(Change::oneOfMany)) {
                convoys.add(new Convoy(alike, alike.size() > 1));
            } else if (last.changes().isEmpty() || last.isBatch()) {
                convoys.add(new Convoy(alike, false));
            } else {
                last.changes().addAll(alike);
            }
        }
        return convoys;
    }

    private static List<List<Change>> alike(List<Change> changes) {
        List<List<Change>> groups = new ArrayList<>();
        String text = "";
        for (Change change : changes) {
            if (!change.sql().equals(text)) {
                text = change.sql();
                groups.add(new ArrayList<>());
            }
            groups.get(groups.size() - 1).add(change);
        }
        return groups;
    }

    String sql() {
        return isBatch
                ? changes.get(0).sql()
                : changes.stream().map(Change::sql).collect(Collectors.joining(";"));
    }

    /** Its text with a query at the end. */
    String followedBy(String query) {
        return changes.isEmpty() ? query : sql() + ";" + query;
    }

    /** All parameters, and those of a query at the end. */
    List<@Nullable Object> parametersAnd(List<? extends @Nullable Object> more) {
        List<@Nullable Object> all = new ArrayList<>();
        changes.forEach(change -> all.addAll(change.parameters()));
        all.addAll(more);
        return all;
    }

    /** Takes what its changes met, and leaves the statement at what follows them. */
    void read(PreparedStatement ran) throws SQLException {
        for (Change change : changes) {
            change.met().tell(ran.getUpdateCount());
            ran.getMoreResults();
        }
    }

    /** Takes what its changes met, as a batch tells. */
    void met(int[] rows) {
        for (int i = 0; i < rows.length; i++) {
            changes.get(i).met().tell(rows[i]);
        }
    }
}
