package io.keygear.firebase.token;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class FirebaseIdTokenVerifierTest {

    private static final FirebaseIdTokenVerifier VERIFIER = Mint.verifier(Mint.PROJECT);

    @Test
    void a_genuine_token_says_who_it_is() {
        Verdict verdict = VERIFIER.verify(Mint.sign(Mint.text(Mint.header()), Mint.text(Mint.claims())));

        assertThat(verdict).isInstanceOfSatisfying(Verdict.Genuine.class, genuine -> {
            FirebaseIdentity identity = genuine.identity();
            assertThat(identity.subject()).isEqualTo("uid-1");
            assertThat(identity.linkKey()).isEqualTo("uid-1@demo-mint");
            assertThat(identity.signIn().provider()).isEqualTo("google.com");
            assertThat(identity.email()).isEqualTo(new FirebaseIdentity.Email("minnie@example.com", true));
            assertThat(identity.authTime()).isEqualTo(Mint.NOW.minusSeconds(60));
            assertThat(identity.toString()).doesNotContain("minnie", "uid-1");
        });
    }

    @Test
    void there_are_at_least_a_hundred_and_fifty_attacks() {
        assertThat(Attacks.all()).hasSizeGreaterThanOrEqualTo(150);
    }

    @TestFactory
    Stream<DynamicTest> no_attack_is_taken_for_genuine() {
        return Attacks.all().entrySet().stream()
                .map(attack -> DynamicTest.dynamicTest(
                        attack.getKey(),
                        () -> assertThat(VERIFIER.verify(attack.getValue())).isInstanceOf(Verdict.Refused.class)));
    }

    @Test
    void every_change_of_a_single_byte_is_refused() {
        String token = Mint.sign(Mint.text(Mint.header()), Mint.text(Mint.claims()));
        IntStream.range(0, token.length()).parallel().forEach(at -> {
            String before = token.substring(0, at);
            String after = token.substring(at + 1);
            for (char other = 0; other < 256; other++) {
                if (other != token.charAt(at)) {
                    assertRefused(before + other + after);
                }
            }
            assertRefused(before + after);
        });
    }

    @Test
    void times_are_taken_to_the_second() {
        long now = Mint.NOW.getEpochSecond();
        assertGenuine(edited("exp", now - 29, "iat", now - 3000, "auth_time", now - 3000));
        assertGenuine(edited("exp", now + 3600, "iat", now + 30, "auth_time", now + 30));
        assertGenuine(edited("exp", now + 3000, "iat", now - 600, "auth_time", 1));
    }

    @Test
    void a_subject_may_be_of_128_characters_of_any_script() {
        ObjectNode claims = Mint.claims();
        String subject = "ü".repeat(128);
        assertGenuine(claims.put("sub", subject).put("user_id", subject));
    }

    @Test
    void people_without_an_address_are_taken() {
        ObjectNode claims = Mint.claims();
        claims.remove("email");
        claims.remove("email_verified");
        ((ObjectNode) claims.path("firebase")).put("sign_in_provider", "phone").putObject("identities");
        assertGenuine(claims);
    }

    @Test
    void an_address_counts_as_verified_only_among_the_identities() {
        ObjectNode claims = Mint.claims();
        ((ObjectNode) claims.path("firebase").path("identities"))
                .putArray("email")
                .add("other@example.com");

        Verdict verdict = VERIFIER.verify(Mint.sign(Mint.text(Mint.header()), Mint.text(claims)));

        assertThat(((Verdict.Genuine) verdict).identity().email())
                .isEqualTo(new FirebaseIdentity.Email("minnie@example.com", false));
    }

    @Test
    void a_tenant_is_taken_where_it_is_configured_and_nowhere_else() {
        FirebaseIdTokenVerifier tenant = Mint.verifier(new FirebaseProject("demo-mint", "tenant-1", false, false));
        ObjectNode claims = Mint.claims();
        ((ObjectNode) claims.path("firebase")).put("tenant", "tenant-1");
        String token = Mint.sign(Mint.text(Mint.header()), Mint.text(claims));

        assertThat(tenant.verify(token)).isInstanceOf(Verdict.Genuine.class);
        assertThat(((Verdict.Genuine) tenant.verify(token)).identity().linkKey())
                .isEqualTo("uid-1@demo-mint/tenant-1");
        assertThat(VERIFIER.verify(token)).isEqualTo(new Verdict.Refused(Refusal.TENANT_WRONG));
        assertThat(tenant.verify(Mint.sign(Mint.text(Mint.header()), Mint.text(Mint.claims()))))
                .isEqualTo(new Verdict.Refused(Refusal.TENANT_WRONG));
    }

    @Test
    void anonymous_people_are_taken_where_that_is_allowed() {
        ObjectNode claims = Mint.claims();
        ((ObjectNode) claims.path("firebase")).put("sign_in_provider", "anonymous");

        assertThat(Mint.verifier(new FirebaseProject("demo-mint", null, true, false))
                        .verify(Mint.sign(Mint.text(Mint.header()), Mint.text(claims))))
                .isInstanceOf(Verdict.Genuine.class);
    }

    @Test
    void the_emulator_signs_nothing_and_nothing_signed_is_taken_from_it() {
        FirebaseIdTokenVerifier emulator = Mint.verifier(new FirebaseProject("demo-mint", null, false, true));
        String unsigned =
                Mint.encode("{\"alg\":\"none\",\"typ\":\"JWT\"}") + "." + Mint.encode(Mint.text(Mint.claims())) + ".";

        assertThat(emulator.verify(unsigned)).isInstanceOf(Verdict.Genuine.class);
        assertThat(emulator.verify(unsigned + "AAAA")).isEqualTo(new Verdict.Refused(Refusal.SIGNATURE_WRONG));
        assertThat(emulator.verify(Mint.sign(Mint.text(Mint.header()), Mint.text(Mint.claims()))))
                .isEqualTo(new Verdict.Refused(Refusal.ALGORITHM_FORBIDDEN));
        assertThat(VERIFIER.verify(unsigned)).isEqualTo(new Verdict.Refused(Refusal.ALGORITHM_FORBIDDEN));
    }

    @Test
    void without_keys_nobody_can_tell() {
        Duration pause = Duration.ofSeconds(7);
        FirebaseIdTokenVerifier blind =
                new FirebaseIdTokenVerifier(Mint.PROJECT, id -> new KeySource.Key.Unreachable(pause), Mint.CLOCK);

        assertThat(blind.verify(Mint.sign(Mint.text(Mint.header()), Mint.text(Mint.claims()))))
                .isEqualTo(new Verdict.Undecided(pause));
    }

    @Test
    void what_claims_to_be_of_firebase_is_found_however_it_is_dressed_up() {
        String claims = Mint.encode(Mint.text(Mint.claims()));
        assertThat(TokenOrigin.mentionsFirebase("x." + claims + ".y")).isTrue();
        assertThat(TokenOrigin.mentionsFirebase("x." + claims)).isTrue();
        assertThat(TokenOrigin.mentionsFirebase(
                        "x." + Mint.encode("{\"iss\":\"https:\\/\\/securetoken.google.com\\/p\",\"iss\":1}") + ".y"))
                .isTrue();
        assertThat(TokenOrigin.mentionsFirebase("x." + Mint.encode("{\"iss\":\"https://idp.example\"}") + ".y"))
                .isFalse();
        assertThat(TokenOrigin.mentionsFirebase("securetoken.google.com")).isFalse();
    }

    private static ObjectNode edited(Object... claims) {
        ObjectNode edited = Mint.claims();
        for (int i = 0; i < claims.length; i += 2) {
            edited.put((String) claims[i], ((Number) claims[i + 1]).longValue());
        }
        return edited;
    }

    private static void assertGenuine(ObjectNode claims) {
        assertThat(VERIFIER.verify(Mint.sign(Mint.text(Mint.header()), Mint.text(claims))))
                .as(Map.of("claims", claims).toString())
                .isInstanceOf(Verdict.Genuine.class);
    }

    private static void assertRefused(String token) {
        assertThat(VERIFIER.verify(token)).isInstanceOf(Verdict.Refused.class);
    }
}
