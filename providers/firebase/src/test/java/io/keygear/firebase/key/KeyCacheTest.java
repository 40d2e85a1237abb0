package io.keygear.firebase.key;

import static org.assertj.core.api.Assertions.assertThat;

import io.keygear.firebase.key.KeyServer.Answer;
import io.keygear.firebase.token.KeySource;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.RSAPublicKeySpec;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class KeyCacheTest {

    private static final RSAPublicKey KEY = key();
    private static final Duration MAX_AGE = Duration.ofMinutes(30);

    private final Watch watch = new Watch();
    private Answer answer = new Answer.Keys(Map.of("one", KEY), MAX_AGE);
    private int fetches;
    private final KeyCache cache = new KeyCache(
            () -> {
                fetches++;
                return answer;
            },
            watch);

    @Test
    void keys_are_fetched_once_in_their_max_age() {
        for (int minute = 0; minute < 30; minute++) {
            assertThat(cache.find("one")).isEqualTo(new KeySource.Key.Found(KEY));
            watch.pass(Duration.ofMinutes(1));
        }
        assertThat(fetches).isEqualTo(1);
        cache.find("one");
        assertThat(fetches).isEqualTo(2);
    }

    @Test
    void a_new_key_is_found_within_ten_seconds() {
        cache.find("one");
        answer = new Answer.Keys(Map.of("one", KEY, "two", KEY), MAX_AGE);
        assertThat(cache.find("two")).isInstanceOf(KeySource.Key.Unknown.class);
        watch.pass(Duration.ofSeconds(10));
        assertThat(cache.find("two")).isEqualTo(new KeySource.Key.Found(KEY));
        assertThat(fetches).isEqualTo(2);
    }

    @Test
    void a_flood_of_unknown_ids_makes_one_fetch_in_ten_seconds() {
        for (int token = 0; token < 10_000; token++) {
            cache.find("unknown-" + token);
            watch.pass(Duration.ofMillis(10));
        }
        assertThat(fetches).isLessThanOrEqualTo(11);
    }

    @Test
    void a_flood_while_the_server_is_down_makes_no_more() {
        answer = new Answer.Failed("down");
        for (int token = 0; token < 10_000; token++) {
            assertThat(cache.find("unknown-" + token)).isInstanceOf(KeySource.Key.Unreachable.class);
            watch.pass(Duration.ofMillis(10));
        }
        assertThat(fetches).isLessThanOrEqualTo(4);
    }

    @Test
    void a_withdrawn_key_is_refused_when_its_max_age_is_over() {
        cache.find("one");
        answer = new Answer.Keys(Map.of("two", KEY), MAX_AGE);
        watch.pass(MAX_AGE.minusSeconds(1));
        assertThat(cache.find("one")).isEqualTo(new KeySource.Key.Found(KEY));
        watch.pass(Duration.ofSeconds(1));
        assertThat(cache.find("one")).isInstanceOf(KeySource.Key.Unknown.class);
    }

    @Test
    void known_keys_go_on_while_the_server_is_down_for_a_day_and_no_longer() {
        cache.find("one");
        answer = new Answer.Failed("down");
        watch.pass(MAX_AGE.plusHours(23));
        assertThat(cache.find("one")).isEqualTo(new KeySource.Key.Found(KEY));
        assertThat(cache.find("two")).isInstanceOf(KeySource.Key.Unreachable.class);
        watch.pass(Duration.ofHours(1));
        assertThat(cache.find("one")).isInstanceOf(KeySource.Key.Unreachable.class);
        answer = new Answer.Keys(Map.of("one", KEY), MAX_AGE);
        watch.pass(Duration.ofMinutes(1));
        assertThat(cache.find("one")).isEqualTo(new KeySource.Key.Found(KEY));
    }

    @Test
    void a_server_that_is_down_is_asked_ever_more_seldom() {
        answer = new Answer.Failed("down");
        for (int second = 0; second < 600; second++) {
            cache.find("one");
            watch.pass(Duration.ofSeconds(1));
        }
        assertThat(fetches).isBetween(8, 13);
    }

    @Test
    void who_finds_no_key_is_told_when_to_come_again() {
        answer = new Answer.Failed("down");
        assertThat(cache.find("one")).isEqualTo(new KeySource.Key.Unreachable(Duration.ofSeconds(10)));
    }

    @Test
    void the_max_age_is_read_within_bounds() {
        assertThat(MaxAge.of(Optional.of("public, max-age=22503, must-revalidate")))
                .isEqualTo(Duration.ofSeconds(22_503));
        assertThat(MaxAge.of(Optional.of("Max-Age=5"))).isEqualTo(Duration.ofSeconds(5));
        assertThat(MaxAge.of(Optional.of("s-maxage=5"))).isEqualTo(Duration.ofHours(1));
        assertThat(MaxAge.of(Optional.empty())).isEqualTo(Duration.ofHours(1));
        assertThat(MaxAge.of(Optional.of("max-age=999999999"))).isEqualTo(Duration.ofHours(24));
        assertThat(MaxAge.of(Optional.of("no-store, max-age=60"))).isEqualTo(Duration.ofSeconds(10));
        assertThat(MaxAge.of(Optional.of("max-age=0"))).isEqualTo(Duration.ofSeconds(10));
    }

    @Test
    void only_keys_fit_for_signatures_are_read() {
        String n = "\"n\":\"" + "w".repeat(342) + "\",\"e\":\"AQAB\"";
        String set = "{\"keys\":[{\"kid\":\"good\",\"kty\":\"RSA\"," + n + "},"
                + "{\"kid\":\"short\",\"kty\":\"RSA\",\"n\":\"wwww\",\"e\":\"AQAB\"},"
                + "{\"kid\":\"enc\",\"kty\":\"RSA\",\"use\":\"enc\"," + n + "},"
                + "{\"kid\":\"other\",\"kty\":\"RSA\",\"alg\":\"RS512\"," + n + "},"
                + "{\"kid\":\"broken\",\"kty\":\"RSA\",\"n\":\"?\",\"e\":\"AQAB\"},"
                + "{\"kid\":\"curve\",\"kty\":\"EC\"},{\"kty\":\"RSA\"," + n + "}]}";
        assertThat(JwkSet.parse(set.getBytes(java.nio.charset.StandardCharsets.UTF_8))
                        .orElseThrow())
                .containsOnlyKeys("good");
        assertThat(JwkSet.parse("[]".getBytes(java.nio.charset.StandardCharsets.UTF_8)))
                .isEmpty();
        assertThat(JwkSet.parse("<html>".getBytes(java.nio.charset.StandardCharsets.UTF_8)))
                .isEmpty();
    }

    private static RSAPublicKey key() {
        try {
            return (RSAPublicKey) KeyFactory.getInstance("RSA")
                    .generatePublic(new RSAPublicKeySpec(
                            BigInteger.ONE.shiftLeft(2047).add(BigInteger.ONE), BigInteger.valueOf(65_537)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static final class Watch extends Clock {
        private Instant now = Instant.parse("2026-11-21T12:00:00Z");

        void pass(Duration time) {
            now = now.plus(time);
        }

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }
}
