package io.keygear.firebase.token;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * Tokens that Firebase's own Auth emulator made for people who signed in in every way it offers, signed here since it
 * signs none. {@code tests/oracle/corpus.mjs} made the file.
 */
class GenuineTokensTest {

    private static final List<ObjectNode> PAYLOADS = read();

    @Test
    void there_are_at_least_two_hundred_of_many_kinds() {
        assertThat(PAYLOADS).hasSizeGreaterThanOrEqualTo(200);
        assertThat(PAYLOADS.stream()
                        .map(payload -> payload.path("firebase")
                                .path("sign_in_provider")
                                .asText())
                        .distinct())
                .hasSizeGreaterThanOrEqualTo(8);
    }

    @TestFactory
    Stream<DynamicTest> each_is_taken() {
        return PAYLOADS.stream()
                .map(payload -> DynamicTest.dynamicTest(
                        payload.path("firebase").path("sign_in_provider").asText() + " "
                                + payload.path("sub").asText(),
                        () -> {
                            Verdict verdict =
                                    at(payload, false).verify(Mint.sign(Mint.text(Mint.header()), payload.toString()));
                            assertThat(verdict)
                                    .isInstanceOfSatisfying(
                                            Verdict.Genuine.class,
                                            genuine -> assertThat(
                                                            genuine.identity().subject())
                                                    .isEqualTo(
                                                            payload.path("sub").asText()));
                        }));
    }

    @Test
    void as_the_emulator_made_them_they_are_taken_by_its_switch_alone() {
        for (ObjectNode payload : PAYLOADS) {
            String unsigned =
                    Mint.encode("{\"alg\":\"none\",\"typ\":\"JWT\"}") + "." + Mint.encode(payload.toString()) + ".";
            assertThat(at(payload, true).verify(unsigned)).isInstanceOf(Verdict.Genuine.class);
            assertThat(at(payload, false).verify(unsigned)).isInstanceOf(Verdict.Refused.class);
        }
    }

    @Test
    void an_address_nobody_verified_is_not_called_verified() {
        for (ObjectNode payload : PAYLOADS) {
            Verdict verdict = at(payload, false).verify(Mint.sign(Mint.text(Mint.header()), payload.toString()));
            FirebaseIdentity.Email email =
                    ((Verdict.Genuine) verdict).identity().email();
            if (email != null && !payload.path("email_verified").asBoolean()) {
                assertThat(email.verified()).isFalse();
            }
        }
    }

    private static FirebaseIdTokenVerifier at(JsonNode payload, boolean emulator) {
        Instant now = Instant.ofEpochSecond(payload.path("iat").asLong() + 1);
        return new FirebaseIdTokenVerifier(
                new FirebaseProject(payload.path("aud").asText(), null, false, emulator),
                Mint::find,
                Clock.fixed(now, ZoneOffset.UTC));
    }

    private static List<ObjectNode> read() {
        try (InputStream in = Objects.requireNonNull(
                GenuineTokensTest.class.getResourceAsStream("/emulator-payloads.jsonl"), "no corpus")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .map(GenuineTokensTest::json)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static ObjectNode json(String line) {
        try {
            return (ObjectNode) Mint.JSON.readTree(line);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
