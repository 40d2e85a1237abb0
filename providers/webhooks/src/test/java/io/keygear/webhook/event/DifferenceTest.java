package io.keygear.webhook.event;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.junit.jupiter.api.Test;

final class DifferenceTest {

    @Test
    void only_what_changed_is_told() throws Exception {
        Difference difference = between("{'a':1,'b':2}", "{'a':1,'b':3}");

        assertThat(difference.before()).isEqualTo(json("{'b':2}"));
        assertThat(difference.after()).isEqualTo(json("{'b':3}"));
    }

    @Test
    void what_came_or_went_has_null_on_the_other_side() throws Exception {
        Difference difference = between("{'gone':1}", "{'new':2}");

        assertThat(difference.before()).isEqualTo(json("{'gone':1,'new':null}"));
        assertThat(difference.after()).isEqualTo(json("{'gone':null,'new':2}"));
    }

    @Test
    void objects_are_compared_member_by_member_and_arrays_as_a_whole() throws Exception {
        Difference difference =
                between("{'attributes':{'x':['1'],'y':['2']}}", "{'attributes':{'x':['1'],'y':['2','3']}}");

        assertThat(difference.after()).isEqualTo(json("{'attributes':{'y':['2','3']}}"));
    }

    @Test
    void null_and_absent_are_the_same() throws Exception {
        assertThat(between("{'a':null}", "{}").after().isEmpty()).isTrue();
    }

    private static Difference between(String before, String after) throws Exception {
        return Difference.between(json(before), json(after));
    }

    private static ObjectNode json(String text) throws Exception {
        return (ObjectNode) new ObjectMapper().readTree(text.replace('\'', '"'));
    }
}
