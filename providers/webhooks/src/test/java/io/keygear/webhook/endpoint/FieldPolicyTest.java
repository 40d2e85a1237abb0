package io.keygear.webhook.endpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.keygear.kit.config.ConfigOption.Rejected;
import org.junit.jupiter.api.Test;

final class FieldPolicyTest {

    private static final String EVENT = """
            {"id":"e","user":{"email":"a@example.com","attributes":{"phoneNumber":["+44"]}},
             "before":{"email":"b@example.com"},"after":{"email":"a@example.com"},
             "details":{"previous_email":"b@example.com","updated_email":"a@example.com","username":"a"},"ip":"1.2.3.4"}
            """;

    @Test
    void a_dropped_member_is_nowhere() throws Exception {
        assertThat(after("drop user.email")).doesNotContain("example.com").contains("phoneNumber");
    }

    @Test
    void a_masked_member_is_there_without_its_value() throws Exception {
        assertThat(after("mask ip")).contains("\"ip\":\"***\"");
    }

    @Test
    void a_hash_is_the_same_for_the_same_value_and_differs_between_endpoints() throws Exception {
        String hashed = after("hash user.attributes.*");

        assertThat(hashed).isEqualTo(after("hash user.attributes.*")).doesNotContain("+44");
        assertThat(hashed).isNotEqualTo(after("hash user.attributes.*", "another key"));
    }

    @Test
    void what_receivers_need_cannot_be_changed() {
        assertThatThrownBy(() -> FieldPolicy.parse("drop id")).isInstanceOf(Rejected.class);
        assertThatThrownBy(() -> FieldPolicy.parse("remove user")).isInstanceOf(Rejected.class);
    }

    private static String after(String rules) throws Exception {
        return after(rules, "a key");
    }

    private static String after(String rules, String key) throws Exception {
        ObjectNode event = (ObjectNode) new ObjectMapper().readTree(EVENT);
        FieldPolicy.of(FieldPolicy.parse(rules), key).apply(event);
        return event.toString();
    }
}
