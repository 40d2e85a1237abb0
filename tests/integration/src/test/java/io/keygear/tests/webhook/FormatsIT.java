package io.keygear.tests.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.keygear.tests.PlainRealm;
import io.keygear.tests.receiver.Hook;
import io.keygear.tests.receiver.Receiver;
import io.keygear.tests.server.KeygearTest;
import io.keygear.tests.server.RealmFixture;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a receiver gets beside the body, in each of the forms that an endpoint may ask for. */
@KeygearTest(server = OrderIT.Impatient.class, realm = PlainRealm.class)
final class FormatsIT {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";
    private static final String TRACEPARENT = "00-" + TRACE + "-00f067aa0ba902b7-01";

    /** What stands before the 32 bytes of an Ed25519 key in X.509 (RFC 8410 section 4). */
    private static final String ED25519 = "302a300506032b6570032100";

    private final RealmFixture realm;
    private final Receiver receiver;

    FormatsIT(RealmFixture realm) {
        this.realm = realm;
        this.receiver =
                Receiver.listen(realm.server().bindAddress(), realm.server().testHost());
    }

    @AfterEach
    void close() {
        realm.admin()
                .get(realm.name() + "/webhooks")
                .forEach(endpoint -> realm.admin()
                        .delete(realm.name() + "/webhooks/"
                                + endpoint.path("id").asText()));
        receiver.close();
    }

    /** HTTP protocol binding 1.0.2, section 3.1 (binary content mode). */
    @Test
    void cloud_events_have_their_attributes_in_headers_and_the_same_body() {
        create("/cloud", Map.of("format", "cloud-events"));
        Instant before = Instant.now().minusSeconds(1);

        realm.newPerson("clouded", user -> {});

        Hook hook = receiver.await(1, found -> found.path().equals("/cloud")).get(0);
        Map<String, String> headers = hook.headers();
        assertThat(headers)
                .containsEntry("ce-specversion", "1.0")
                .containsEntry("ce-type", "admin.user.create")
                .containsEntry("ce-id", headers.get("webhook-id"))
                .containsEntry(
                        "ce-source",
                        "/realms/" + realm.admin().get(realm.name()).path("id").asText())
                .containsEntry("content-type", "application/json");
        assertThat(Instant.parse(headers.get("ce-time"))).isBetween(before, Instant.now());
        assertThat(hook.json().path("type").asText()).isEqualTo("admin.user.create");
        assertThat(Instant.parse(hook.json().path("time").asText())).isEqualTo(Instant.parse(headers.get("ce-time")));
        assertThat(headers).doesNotContainKey("ce-datacontenttype");
    }

    @Test
    void without_them_there_is_no_such_header() {
        create("/standard", Map.of());

        realm.newPerson("standard", user -> {});

        assertThat(receiver.await(1, found -> found.path().equals("/standard"))
                        .get(0)
                        .headers()
                        .keySet())
                .noneMatch(name -> name.startsWith("ce-"));
    }

    @Test
    void v1a_verifies_with_the_public_key_alone_also_during_rotation() throws GeneralSecurityException {
        JsonNode created = create("/asymmetric", Map.of("signature", "v1a"));
        String id = created.path("id").asText();
        JsonNode rotated = call("POST", realm.name() + "/webhooks/" + id + "/rotate", Map.of("overlap", 600));
        assertThat(rotated.path("publicKey").asText())
                .startsWith("whpk_")
                .isNotEqualTo(created.path("publicKey").asText());

        realm.newPerson("asymmetric", user -> {});

        Hook hook =
                receiver.await(1, found -> found.path().equals("/asymmetric")).get(0);
        List<String> signatures = signatures(hook);
        assertThat(signatures).hasSize(2).allMatch(signature -> signature.startsWith("v1a,"));
        for (JsonNode endpoint : List.of(created, rotated)) {
            PublicKey key = publicKey(endpoint.path("publicKey").asText());
            assertThat(signatures.stream().filter(signature -> verifies(key, hook, signature)))
                    .hasSize(1);
            Map<String, String> forged = new HashMap<>(hook.headers());
            forged.put("webhook-timestamp", "1");
            Hook other = new Hook(hook.path(), forged, hook.body(), 0, 0);
            assertThat(signatures).noneMatch(signature -> verifies(key, other, signature));
        }
    }

    @Test
    void both_kinds_stand_side_by_side() throws Exception {
        JsonNode created = create("/both", Map.of("signature", "both"));

        realm.newPerson("both", user -> {});

        Hook hook = receiver.await(1, found -> found.path().equals("/both")).get(0);
        assertThat(signatures(hook)).hasSize(2);
        Verification.of(created.path("secret").asText()).accept(hook);
        PublicKey key = publicKey(created.path("publicKey").asText());
        assertThat(signatures(hook)).anyMatch(signature -> verifies(key, hook, signature));
    }

    /** W3C Trace Context, section 3.2. */
    @Test
    void the_trace_of_the_request_goes_on_also_when_it_is_tried_again() {
        receiver.behave("/traced", Receiver.status(500));
        create("/traced", Map.of());

        newUser("traced", TRACEPARENT);

        List<Hook> tries = receiver.await(2, found -> found.path().equals("/traced"));
        assertThat(tries).allSatisfy(hook -> assertThat(hook.headers()).containsEntry("traceparent", TRACEPARENT));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "nonsense",
                "00-00000000000000000000000000000000-00f067aa0ba902b7-01",
                "00-4bf92f3577b34da6a3ce929d0e0e4736-0000000000000000-01",
                "ff-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
                "00-4BF92F3577B34DA6A3CE929D0E0E4736-00f067aa0ba902b7-01"
            })
    void a_trace_that_is_not_valid_is_not_passed_on(String traceparent) {
        create("/untraced", Map.of());

        newUser("untraced" + Integer.toHexString(traceparent.hashCode()), traceparent);

        assertThat(receiver.await(1, found -> found.path().equals("/untraced"))
                        .get(0)
                        .headers())
                .doesNotContainKey("traceparent");
    }

    private void newUser(String name, String traceparent) {
        assertThat(realm.admin()
                        .send(
                                "POST",
                                realm.name() + "/users",
                                Map.of("username", name),
                                Map.of("traceparent", traceparent))
                        .statusCode())
                .isEqualTo(201);
    }

    private JsonNode create(String path, Map<String, String> more) {
        Map<String, Object> endpoint = new HashMap<>(more);
        endpoint.put("url", receiver.url(path));
        endpoint.put("events", List.of("admin.user.create"));
        return call("POST", realm.name() + "/webhooks", endpoint);
    }

    private JsonNode call(String method, String path, Object body) {
        String answer = realm.admin().call(method, path, body).body();
        try {
            return JSON.readTree(answer);
        } catch (JsonProcessingException e) {
            throw new AssertionError(answer, e);
        }
    }

    private static List<String> signatures(Hook hook) {
        return Stream.of(hook.headers().getOrDefault("webhook-signature", "").split(" ", -1))
                .toList();
    }

    private static PublicKey publicKey(String text) throws GeneralSecurityException {
        byte[] raw = Base64.getDecoder().decode(text.substring("whpk_".length()));
        byte[] whole = HexFormat.of().parseHex(ED25519 + HexFormat.of().formatHex(raw));
        return KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(whole));
    }

    private static boolean verifies(PublicKey key, Hook hook, String signature) {
        if (!signature.startsWith("v1a,")) {
            return false;
        }
        try {
            Signature ed25519 = Signature.getInstance("Ed25519");
            ed25519.initVerify(key);
            String signed = hook.id() + "." + hook.headers().get("webhook-timestamp") + "." + hook.body();
            ed25519.update(signed.getBytes(StandardCharsets.UTF_8));
            return ed25519.verify(Base64.getDecoder().decode(signature.substring("v1a,".length())));
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }
}
