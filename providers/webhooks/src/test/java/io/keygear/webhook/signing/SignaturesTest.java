package io.keygear.webhook.signing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.standardwebhooks.Webhook;
import com.standardwebhooks.exceptions.WebhookVerificationException;
import java.nio.charset.StandardCharsets;
import java.security.KeyFactory;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class SignaturesTest {

    private static final String BODY = "{\"type\":\"user.login\",\"name\":\"Zoë\"}";

    private final String first = SharedSecret.generate(new SecureRandom());
    private final String second = SharedSecret.generate(new SecureRandom());
    private final Instant now = Instant.now();

    @Test
    void the_public_library_verifies_what_is_signed() {
        String header = header(key(first));

        assertThatCode(() -> verify(first, header)).doesNotThrowAnyException();
        assertThatThrownBy(() -> verify(second, header)).isInstanceOf(WebhookVerificationException.class);
    }

    @Test
    void while_two_secrets_are_valid_either_verifies() {
        String header = header(key(second), key(first));

        assertThat(header.split(" ")).hasSize(2);
        assertThatCode(() -> verify(first, header)).doesNotThrowAnyException();
        assertThatCode(() -> verify(second, header)).doesNotThrowAnyException();
    }

    @Test
    void what_the_standard_says_is_signed_is_signed() {
        SharedSecret known =
                SharedSecret.parse("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw").orElseThrow();

        String header = new Signatures(List.of(known))
                .header(
                        "msg_p5jXN8AQM9LWM0D4loKWxJek",
                        Instant.ofEpochSecond(1614265330),
                        "{\"test\": 2432232314}".getBytes(StandardCharsets.UTF_8));

        assertThat(header).isEqualTo("v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
    }

    @Test
    void an_asymmetric_signature_is_verified_with_the_public_key_alone() throws Exception {
        PrivateKey key = PrivateKey.parse(PrivateKey.generate()).orElseThrow();

        String header = header(key);

        byte[] raw = Base64.getDecoder().decode(key.publicText().substring("whpk_".length()));
        byte[] encoded = new byte[44];
        System.arraycopy(HexFormat.of().parseHex("302a300506032b6570032100"), 0, encoded, 0, 12);
        System.arraycopy(raw, 0, encoded, 12, 32);
        Signature verifier = Signature.getInstance("Ed25519");
        verifier.initVerify(KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(encoded)));
        verifier.update(("evt." + now.getEpochSecond() + "." + BODY).getBytes(StandardCharsets.UTF_8));
        assertThat(header).startsWith("v1a,");
        assertThat(verifier.verify(Base64.getDecoder().decode(header.substring(4))))
                .isTrue();
    }

    @Test
    void a_secret_never_shows_in_a_text() {
        assertThat(key(first).toString()).doesNotContain(first.substring(6, 12));
    }

    @Test
    void too_short_and_foreign_texts_are_no_secrets() {
        assertThat(SharedSecret.parse("whsec_c2hvcnQ=")).isEmpty();
        assertThat(SharedSecret.parse("secret")).isEmpty();
        assertThat(SharedSecret.parse("whsec_***")).isEmpty();
        assertThat(PrivateKey.parse(first)).isEmpty();
    }

    private String header(SigningKey... keys) {
        return new Signatures(List.of(keys)).header("evt", now, BODY.getBytes(StandardCharsets.UTF_8));
    }

    private void verify(String secret, String header) throws WebhookVerificationException {
        Map<String, List<String>> headers = Map.of(
                "webhook-id",
                List.of("evt"),
                "webhook-timestamp",
                List.of(Long.toString(now.getEpochSecond())),
                "webhook-signature",
                List.of(header));
        new Webhook(secret).verify(BODY, headers);
    }

    private static SharedSecret key(String text) {
        return SharedSecret.parse(text).orElseThrow();
    }
}
