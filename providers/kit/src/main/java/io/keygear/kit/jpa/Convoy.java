package io.keygear.kit.jpa;

import io.keygear.kit.jpa.Statements.Met;
import io.keygear.kit.jpa.Statements.Waiting;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Statements that go to the database in one go: as a JDBC batch where all are of one text, else as one text with
 * semicolons in it.
 */
record Convoy(List<Waiting> statements, boolean isBatch) {

    /**
     * Puts statements together, in their order.
     *
     * @param mixed whether the database takes several texts in one go
     */
    static List<Convoy> of(List<Waiting> statements, boolean mixed) {
        List<Convoy> convoys = new ArrayList<>();
        boolean joins = false;
        for (List<Waiting> alike : alike(statements)) {
            boolean alone = !mixed || alike.stream().anyMatch(Waiting::oneOfMany);
            if (joins && !alone) {
                convoys.get(convoys.size() - 1).statements().addAll(alike);
            } else {
                convoys.add(new Convoy(alike, alone && alike.size() > 1));
            }
            joins = !alone;
        }
        return convoys;
    }

    /** Neighbours of one text; a query has none. */
    private static List<List<Waiting>> alike(List<Waiting> statements) {
        List<List<Waiting>> groups = new ArrayList<>();
        String text = "";
        for (Waiting one : statements) {
            if (!one.sql().equals(text) || !(one.outcome() instanceof Met)) {
                text = one.sql();
                groups.add(new ArrayList<>());
            }
            groups.get(groups.size() - 1).add(one);
        }
        return groups;
    }

    String sql() {
        return isBatch
                ? statements.get(0).sql()
                : statements.stream().map(Waiting::sql).collect(Collectors.joining(";"));
    }

    /** All parameters of one text with semicolons. */
    List<@Nullable Object> parameters() {
        List<@Nullable Object> all = new ArrayList<>();
        statements.forEach(one -> all.addAll(one.parameters()));
        return all;
    }

    /** Takes what came of each. */
    void read(PreparedStatement ran) throws SQLException {
        for (Waiting one : statements) {
            one.outcome().take(ran);
            ran.getMoreResults();
        }
    }

    /** Takes how many rows each met, as a batch tells. */
    void tell(int[] rows) {
        for (int i = 0; i < rows.length; i++) {
            ((Met) statements.get(i).outcome()).tell(rows[i]);
        }
    }
}
