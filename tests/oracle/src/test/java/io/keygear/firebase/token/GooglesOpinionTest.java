package io.keygear.firebase.token;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.keygear.tests.server.Requirement;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * The same tokens before Google's own SDKs, for Java and for Node, and before ours. What both refuse, we refuse; what
 * one of them takes and we do not is on a list, case by case, in {@code stricter.txt}.
 */
class GooglesOpinionTest {

    private static final String[] ODD = {
        "null", "true", "-1", "1.5", "\"x\"", "\"\"", "[]", "{}", "[1]", "{\"a\":[]}", "1e30", "\"\\u0000\""
    };

    private static GoogleSdk java;
    private static GoogleSdk node;

    @BeforeAll
    static void connect() throws IOException {
        Requirement.demand(NodeSdk.FOLDER.missing());
        java = new JavaSdk();
        node = new NodeSdk();
    }

    @AfterAll
    static void disconnect() {
        if (java != null) {
            java.close();
        }
    }

    @Test
    void all_take_a_good_token() {
        String token = Mint.sign(Mint.text(Mint.header()), Mint.text(Mint.claims()));
        assertThat(java.takes(token)).isTrue();
        assertThat(node.takes(token)).isTrue();
        assertThat(weTake(token)).isTrue();
    }

    @Test
    void where_we_are_stricter_is_on_the_list() throws IOException {
        Map<String, String> attacks = Attacks.all();
        List<String> tokens = List.copyOf(attacks.values());
        List<Boolean> byJava = java.take(tokens);
        List<Boolean> byNode = node.take(tokens);
        List<String> stricter = new ArrayList<>();
        int turn = 0;
        for (String name : attacks.keySet()) {
            assertThat(weTake(tokens.get(turn))).as(name).isFalse();
            String who = (byJava.get(turn) ? "java " : "") + (byNode.get(turn) ? "node " : "");
            if (!who.isEmpty()) {
                stricter.add(who + "| " + name.replace("\0", "\\0").replace("\n", "\\n"));
            }
            turn++;
        }
        assertThat(stricter).containsExactlyInAnyOrderElementsOf(lines("/stricter.txt"));
    }

    @Test
    void what_the_emulator_made_all_take() throws IOException {
        List<String> tokens = genuine().stream()
                .map(payload -> Mint.sign(Mint.text(Mint.header()), payload.toString()))
                .toList();
        assertThat(tokens).hasSizeGreaterThanOrEqualTo(200).allMatch(GooglesOpinionTest::weTake);
        assertThat(java.take(tokens)).doesNotContain(false);
        assertThat(node.take(tokens)).doesNotContain(false);
    }

    @Test
    void what_both_refuse_we_refuse_however_a_genuine_token_is_bent() throws IOException {
        List<ObjectNode> genuine = genuine();
        Random random = new Random(7523);
        List<String> tokens = new ArrayList<>();
        for (int turn = 0; turn < 2_000; turn++) {
            ObjectNode payload = genuine.get(turn % genuine.size()).deepCopy();
            bend(payload, random);
            tokens.add(Mint.sign(Mint.text(Mint.header()), payload.toString()));
        }
        List<Boolean> byJava = java.take(tokens);
        List<Boolean> byNode = node.take(tokens);
        for (int turn = 0; turn < tokens.size(); turn++) {
            if (weTake(tokens.get(turn))) {
                assertThat(byJava.get(turn) || byNode.get(turn))
                        .as(tokens.get(turn))
                        .isTrue();
            }
        }
        assertThat(tokens.stream().filter(GooglesOpinionTest::weTake)).hasSizeBetween(100, 1_900);
    }

    /** Ours is between the two: 300 seconds for Java, none for Node. */
    @Test
    void of_the_skew_of_clocks_each_thinks_differently() {
        long now = Mint.NOW.getEpochSecond();
        ObjectNode claims = Mint.claims().put("iat", now - 3000).put("auth_time", now - 3000);
        String token = Mint.sign(Mint.text(Mint.header()), Mint.text(claims.put("exp", now - 20)));
        assertThat(weTake(token)).isTrue();
        assertThat(java.takes(token)).isTrue();
        assertThat(node.takes(token)).isFalse();
    }

    /** Takes one or two claims away, or gives them another value, at the top or in {@code firebase}. */
    private static void bend(ObjectNode payload, Random random) throws IOException {
        for (int change = 0; change <= random.nextInt(2); change++) {
            ObjectNode where =
                    random.nextInt(4) == 0 && payload.path("firebase").isObject()
                            ? (ObjectNode) payload.path("firebase")
                            : payload;
            List<String> names = new ArrayList<>();
            where.fieldNames().forEachRemaining(names::add);
            if (names.isEmpty()) {
                return;
            }
            String name = names.get(random.nextInt(names.size()));
            JsonNode old = where.path(name);
            switch (random.nextInt(3)) {
                case 0 -> where.remove(name);
                case 1 -> where.set(name, Mint.JSON.readTree(ODD[random.nextInt(ODD.length)]));
                default ->
                    where.put(name, old.isNumber() ? old.longValue() + random.nextInt(9000) - 4500 : random.nextInt());
            }
        }
    }

    /** The emulator's payloads, of our project and of this moment. */
    private static List<ObjectNode> genuine() throws IOException {
        List<ObjectNode> all = new ArrayList<>();
        long now = Mint.NOW.getEpochSecond();
        for (String line : lines("/emulator-payloads.jsonl")) {
            ObjectNode payload = (ObjectNode) Mint.JSON.readTree(line);
            payload.put("aud", Mint.PROJECT.id()).put("iss", Mint.PROJECT.issuer());
            all.add(payload.put("auth_time", now - 60).put("iat", now - 10).put("exp", now + 3590));
        }
        return all;
    }

    private static boolean weTake(String token) {
        return Mint.verifier(Mint.PROJECT).verify(token) instanceof Verdict.Genuine;
    }

    private static List<String> lines(String resource) throws IOException {
        try (InputStream in =
                Objects.requireNonNull(GooglesOpinionTest.class.getResourceAsStream(resource), resource)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.isEmpty() && !line.startsWith("#"))
                    .toList();
        }
    }
}
