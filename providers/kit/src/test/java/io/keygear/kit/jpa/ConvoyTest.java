package io.keygear.kit.jpa;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.keygear.kit.jpa.Statements.Found;
import io.keygear.kit.jpa.Statements.Met;
import io.keygear.kit.jpa.Statements.Waiting;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class ConvoyTest {

    @Test
    void different_texts_go_in_one_where_the_database_takes_that() {
        List<Convoy> convoys = Convoy.of(changes("a", "b", "b", "a"), true);
        assertThat(convoys).singleElement().satisfies(convoy -> {
            assertThat(convoy.sql()).isEqualTo("a;b;b;a");
            assertThat(convoy.isBatch()).isFalse();
            assertThat(convoy.parameters()).containsExactly(0, 1, 2, 3);
        });
    }

    @Test
    void elsewhere_each_text_goes_by_itself_in_the_same_order() {
        List<Convoy> convoys = Convoy.of(changes("a", "b", "b", "a"), false);
        assertThat(convoys).extracting(Convoy::sql).containsExactly("a", "b", "a");
        assertThat(convoys).extracting(Convoy::isBatch).containsExactly(false, true, false);
        assertThat(convoys.get(1).statements())
                .extracting(change -> change.parameters().get(0))
                .isEqualTo(List.of(1, 2));
    }

    @Test
    void a_list_of_any_length_is_a_batch_so_that_few_texts_have_to_be_prepared() {
        List<Waiting> changes = changes("a", "b");
        changes.add(change("c", 2, true));
        changes.add(change("c", 3, true));
        changes.addAll(changes("d", "e"));
        List<Convoy> convoys = Convoy.of(changes, true);
        assertThat(convoys).extracting(Convoy::isBatch).containsExactly(false, true, false);
        assertThat(convoys).extracting(Convoy::sql).containsExactly("a;b", "c", "d;e");
    }

    @Test
    void a_query_goes_with_the_others_but_never_in_a_batch() {
        List<Waiting> statements = changes("a");
        statements.add(query("q"));
        statements.add(query("q"));
        assertThat(Convoy.of(statements, true)).extracting(Convoy::sql).containsExactly("a;q;q");
        assertThat(Convoy.of(statements, false)).extracting(Convoy::sql).containsExactly("a", "q", "q");
        assertThat(Convoy.of(statements, false)).extracting(Convoy::isBatch).containsExactly(false, false, false);
        assertThat(Convoy.of(List.of(), true)).isEmpty();
    }

    @Test
    void what_a_batch_met_is_told_to_each_of_its_changes() {
        List<Waiting> changes = changes("a", "a");
        Convoy.of(changes, false).get(0).tell(new int[] {1, 0});
        assertThat(changes)
                .extracting(change -> ((Met) change.outcome()).rows())
                .containsExactly(1, 0);
    }

    @Test
    void what_did_not_run_yet_met_nothing_that_could_be_told() {
        assertThatIllegalStateException().isThrownBy(() -> new Met(false).rows());
        assertThatIllegalStateException().isThrownBy(() -> new Found<>(row -> 1).rows());
    }

    @Test
    void what_has_to_meet_a_row_fails_when_it_meets_none() {
        assertThatIllegalStateException().isThrownBy(() -> new Met(true).tell(0));
        Met met = new Met(true);
        met.tell(1);
        assertThat(met.rows()).isOne();
    }

    /** Each with its place as its one parameter. */
    private static List<Waiting> changes(String... texts) {
        List<Waiting> changes = new ArrayList<>();
        for (String text : texts) {
            changes.add(change(text, changes.size(), false));
        }
        return changes;
    }

    private static Waiting query(String text) {
        return new Waiting(text, List.of(), new Found<>(row -> 1), false);
    }

    private static Waiting change(String text, int parameter, boolean oneOfMany) {
        return new Waiting(text, List.of(parameter), new Met(false), oneOfMany);
    }
}
