package io.keygear.webhook.endpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.keygear.kit.config.ConfigOption.Rejected;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class FieldPolicyTest {

    private static final String EVENT = """
            {"seq":1,"id":"1","type":"user.update_profile","user":{"username":"a","email":"a@example.com","attributes":{"phoneNumber":["+44"]}},
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

    @Test
    void without_the_user_nothing_of_the_person_is_left() throws Exception {
        assertThat(after("drop user"))
                .doesNotContain("example.com")
                .doesNotContain("+44")
                .doesNotContain("\"username\"");
        assertThat(after("mask user.*")).doesNotContain("example.com").doesNotContain("+44");
    }

    @Test
    void a_failed_login_of_nobody_is_told_without_what_was_typed() throws Exception {
        String event = """
                {"id":"1","type":"user.login_error","user":null,"before":null,"after":null,
                 "details":{"username":"typed@example.com","auth_method":"form"}}
                """;

        for (String rule : List.of("drop user", "drop user.*", "drop user.username", "drop user.email")) {
            assertThat(applied(event, rule, "k")).doesNotContain("typed").contains("auth_method");
        }
    }

    @Test
    void a_change_of_something_else_keeps_its_members_when_the_user_is_left_out() throws Exception {
        String event = """
                {"id":"1","type":"admin.client.update","user":null,"before":{"name":"b"},"after":{"name":"a"},"details":{}}
                """;

        assertThat(applied(event, "drop user.*", "k")).contains("\"after\":{\"name\":\"a\"}");
    }

    @Test
    void an_address_that_is_also_the_name_is_dropped_under_both() throws Exception {
        String event = """
                {"id":"1","type":"user.update_profile","user":{"email":"a@example.com","username":"a@example.com"},
                 "before":{"username":"b@example.com"},"after":{"username":"a@example.com"},
                 "details":{"username":"A@example.com","identity_provider_identity":"a@example.com"}}
                """;

        assertThat(applied(event, "drop user.email", "k")).doesNotContain("xample.com");
        assertThat(applied(event, "hash user.email", "k"))
                .doesNotContain("xample.com")
                .contains("username");
    }

    @ParameterizedTest
    @ValueSource(strings = {"drop *", "mask *", "hash *"})
    void everything_is_everything_but_what_receivers_need(String rule) throws Exception {
        assertThat(after(rule))
                .contains("\"id\":\"1\"")
                .contains("\"seq\":1")
                .contains("\"type\":\"user.update_profile\"")
                .doesNotContain("example.com")
                .doesNotContain("1.2.3.4");
    }

    @Test
    void a_name_may_have_dots() throws Exception {
        String event = """
                {"id":"1","type":"user.login","user":{"attributes":{"org.unit":["secret place"],"org":["kept"]}},"details":{}}
                """;

        assertThat(applied(event, "drop user.attributes.org.unit", "k"))
                .doesNotContain("secret place")
                .contains("kept");
    }

    private static String after(String rules) throws Exception {
        return after(rules, "a key");
    }

    private static String after(String rules, String key) throws Exception {
        return applied(EVENT, rules, key);
    }

    private static String applied(String text, String rules, String key) throws Exception {
        ObjectNode event = (ObjectNode) new ObjectMapper().readTree(text);
        FieldPolicy.of(FieldPolicy.parse(rules), key).apply(event);
        return event.toString();
    }
}
