package io.keygear.bench.firebase;

import static org.assertj.core.api.Assertions.assertThat;

import io.keygear.firebase.token.FirebaseIdTokenVerifier;
import io.keygear.firebase.token.FirebaseProject;
import io.keygear.firebase.token.KeySource;
import io.keygear.firebase.token.Verdict;
import io.keygear.tests.firebase.FakeProject;
import io.keygear.tests.server.KeycloakServer;
import io.keygear.tests.server.KeygearTest;
import java.security.interfaces.RSAPublicKey;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

/** What it costs to verify one token on one thread: at most 100 µs. */
@KeygearTest(server = FirebaseExchangeBench.Server.class)
class FirebaseVerifyBench {

    private static final int BATCH = 2_000;

    @Test
    void one_token(KeycloakServer server) {
        try (FakeProject project = new FakeProject(server)) {
            RSAPublicKey key = (RSAPublicKey) project.current().pair().getPublic();
            FirebaseIdTokenVerifier verifier = new FirebaseIdTokenVerifier(
                    new FirebaseProject(FakeProject.ID, null, false, false),
                    id -> new KeySource.Key.Found(key),
                    Clock.systemUTC());
            String token = project.token(project.newcomer());
            List<Double> micros = new ArrayList<>();
            for (int round = 0; round < 40; round++) {
                long begin = System.nanoTime();
                for (int i = 0; i < BATCH; i++) {
                    assertThat(verifier.verify(token) instanceof Verdict.Genuine)
                            .isTrue();
                }
                micros.add((System.nanoTime() - begin) / 1e3 / BATCH);
            }
            List<Double> warm = micros.subList(20, 40).stream().sorted().toList();
            System.out.printf(
                    Locale.ROOT,
                    "%n  verify: %.1f µs (median of 20 rounds of %d; %.1f to %.1f)%n",
                    warm.get(10),
                    BATCH,
                    warm.get(0),
                    warm.get(19));
            assertThat(warm.get(10)).isLessThanOrEqualTo(100);
        }
    }
}
