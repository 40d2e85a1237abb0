package io.keygear.kit.jpa;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.keygear.kit.jpa.Statements.Change;
import io.keygear.kit.jpa.Statements.Met;
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
            assertThat(convoy.followedBy("q")).isEqualTo("a;b;b;a;q");
            assertThat(convoy.parametersAnd(List.of("z"))).containsExactly(0, 1, 2, 3, "z");
        });
    }

    @Test
    void elsewhere_each_text_goes_by_itself_in_the_same_order() {
        List<Convoy> convoys = Convoy.of(changes("a", "b", "b", "a"), false);
        assertThat(convoys).extracting(Convoy::sql).containsExactly("a", "b", "a");
        assertThat(convoys).extracting(Convoy::isBatch).containsExactly(false, true, false);
        assertThat(convoys.get(1).changes())
                .extracting(change -> change.parameters().get(0))
                .isEqualTo(List.of(1, 2));
    }

    @Test
    void a_list_of_any_length_is_a_batch_so_that_few_texts_have_to_be_prepared() {
        List<Change> changes = changes("a", "b");
        changes.add(change("c", 2, true));
        changes.add(change("c", 3, true));
        changes.addAll(changes("d", "e"));
        List<Convoy> convoys = Convoy.of(changes, true);
        assertThat(convoys).extracting(Convoy::isBatch).containsExactly(false, true, false);
        assertThat(convoys).extracting(Convoy::sql).containsExactly("a;b", "c", "d;e");
    }

    @Test
    void a_query_with_nothing_before_it_stands_alone() {
        assertThat(Convoy.of(List.of(), true)).isEmpty();
        assertThat(Convoy.EMPTY.followedBy("q")).isEqualTo("q");
        assertThat(Convoy.EMPTY.parametersAnd(List.of(1))).containsExactly(1);
    }

    @Test
    void what_a_batch_met_is_told_to_each_of_its_changes() {
        List<Change> changes = changes("a", "a");
        Convoy.of(changes, false).get(0).met(new int[] {1, 0});
        assertThat(changes).extracting(change -> change.met().rows()).containsExactly(1, 0);
    }

    @Test
    void what_did_not_run_yet_met_nothing_that_could_be_told() {
        assertThatIllegalStateException().isThrownBy(() -> new Met(false).rows());
    }

    @Test
    void what_has_to_meet_a_row_fails_when_it_meets_none() {
        assertThatIllegalStateException().isThrownBy(() -> new Met(true).tell(0));
        Met met = new Met(true);
        met.tell(1);
        assertThat(met.rows()).isOne();
    }

    /** Each with its place as its one parameter. */
    private static List<Change> changes(String... texts) {
        List<Change> changes = new ArrayList<>();
        for (String text : texts) {
            changes.add(change(text, changes.size(), false));
        }
        return changes;
    }

    private static Change change(String text, int parameter, boolean oneOfMany) {
        return new Change(text, List.of(parameter), new Met(false), oneOfMany);
    }
}
