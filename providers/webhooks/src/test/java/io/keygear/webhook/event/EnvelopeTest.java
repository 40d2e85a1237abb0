package io.keygear.webhook.event;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.keygear.webhook.outbox.EventHead;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.keycloak.util.JsonSerialization;

final class EnvelopeTest {

    @Test
    void what_strangers_typed_is_cut_and_the_cut_is_marked() {
        Envelope envelope = envelope("user.login_error")
                .text("session", "s")
                .details(Map.of("username", "\u0001".repeat(131_072), "auth_method", "openid-connect"));

        JsonNode json = json(envelope.text());

        assertThat(json.path("details").path("username").asText()).hasSize(2048 / 6);
        assertThat(json.path("details").path("auth_method").asText()).isEqualTo("openid-connect");
        assertThat(json.path("incomplete").toString()).isEqualTo("[\"details\"]");
    }

    @Test
    void a_cut_does_not_split_a_character() {
        JsonNode json = json(envelope("user.login_error")
                .details(Map.of("username", "x" + "\uD83D\uDE42".repeat(2000)))
                .text());

        String kept = json.path("details").path("username").asText();
        assertThat(kept).hasSize(341).endsWith("\uD83D\uDE42");
    }

    @Test
    void what_is_too_long_as_a_whole_goes_without_its_least_important_parts() {
        ObjectNode thing = JsonSerialization.mapper.createObjectNode().put("picture", "x".repeat(Envelope.LONGEST));

        JsonNode change = json(envelope("admin.user.update")
                .set("user", JsonSerialization.mapper.createObjectNode().put("id", "u1"))
                .set("after", thing)
                .text());
        JsonNode user = json(envelope("admin.user.update")
                .set("user", thing)
                .set("after", thing)
                .text());

        assertThat(change.path("after").isNull()).isTrue();
        assertThat(change.path("user").path("id").asText()).isEqualTo("u1");
        assertThat(change.path("incomplete").toString()).isEqualTo("[\"after\",\"before\"]");
        assertThat(user.path("user").isNull()).isTrue();
        assertThat(user.path("incomplete").toString()).isEqualTo("[\"after\",\"before\",\"details\",\"user\"]");
    }

    @Test
    void an_ordinary_event_is_complete_and_every_database_can_keep_it() {
        String text = envelope("user.login")
                .details(Map.of("username", "Zoë \uD83D\uDE42\u0000"))
                .text();

        assertThat(json(text).path("incomplete").isNull()).isTrue();
        assertThat(json(text).path("details").path("username").asText()).isEqualTo("Zoë \uD83D\uDE42\u0000");
        assertThat(StandardCharsets.US_ASCII.newEncoder().canEncode(text)).isTrue();
        assertThat(text).doesNotContain("\u0000");
    }

    @Test
    void a_client_that_nobody_has_fits_into_its_column() {
        assertThat(head("a\u0000b\uD83D\uDE42" + "c".repeat(1000)).client())
                .hasSize(254)
                .startsWith("a\uFFFDb\uFFFDc");
    }

    private static Envelope envelope(String type) {
        return Envelope.of(new EventHead("e1", "r1", type, "app", "u1", 1), "demo");
    }

    private static EventHead head(String client) {
        return new EventHead("e1", "r1", "user.login_error", client, null, 1);
    }

    private static JsonNode json(String text) {
        try {
            return JsonSerialization.mapper.readTree(text);
        } catch (JsonProcessingException broken) {
            throw new AssertionError(text, broken);
        }
    }
}
