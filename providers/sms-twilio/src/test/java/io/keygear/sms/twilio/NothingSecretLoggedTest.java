package io.keygear.sms.twilio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.keygear.testkit.RecordedLog;
import io.keygear.tests.gateway.FakeTwilio;
import io.keygear.tests.gateway.TwilioBehaviour;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;

class NothingSecretLoggedTest {

    private static final Duration SHORT = Duration.ofMillis(300);

    @Test
    void whateverTheLevelAndWhateverTheOutcome() {
        try (Fixture fixture = new Fixture();
                RecordedLog log = new RecordedLog()) {
            fixture.validate();
            for (TwilioBehaviour behaviour : behaviours()) {
                fixture.twilio.behave(behaviour);
                fixture.send(SHORT);
            }
            fixture.options.put("api-key-secret", FakeTwilio.API_KEY_SECRET + "2");
            fixture.send(SHORT);
            fixture.options.put("auth-token", FakeTwilio.AUTH_TOKEN);
            assertThatThrownBy(fixture::send).hasMessageNotContaining(FakeTwilio.AUTH_TOKEN);
            fixture.twilio.close();
            fixture.options.remove("auth-token");
            fixture.send(SHORT);

            assertThat(log.lines())
                    .anyMatch(line -> line.startsWith("com.twilio."))
                    .anyMatch(line -> line.startsWith("io.keygear.kit.http."))
                    .anyMatch(line -> line.startsWith("io.keygear.sms.twilio."))
                    .anyMatch(line -> line.startsWith("org.apache.http."))
                    .noneMatch(line -> line.startsWith("org.apache.http.wire"))
                    .noneMatch(line -> line.startsWith("org.apache.http.headers"))
                    .allSatisfy(line -> assertThat(line).doesNotContain(secrets()));
        }
    }

    private static List<TwilioBehaviour> behaviours() {
        return List.of(
                TwilioBehaviour.accept(),
                TwilioBehaviour.error(21211, 400),
                TwilioBehaviour.error(20500, 500),
                TwilioBehaviour.tooManyRequests(),
                TwilioBehaviour.unavailable(),
                TwilioBehaviour.failAfterTaking(),
                TwilioBehaviour.hang(Duration.ofSeconds(10)),
                TwilioBehaviour.slowDrip(Duration.ofMillis(1)),
                TwilioBehaviour.resetAfterBody(),
                TwilioBehaviour.resetBeforeBody());
    }

    private static String[] secrets() {
        String credentials = FakeTwilio.API_KEY_SID + ":" + FakeTwilio.API_KEY_SECRET;
        return new String[] {
            Fixture.NUMBER.substring(1),
            Fixture.CODE,
            "Your code",
            "Your+code",
            FakeTwilio.API_KEY_SECRET,
            FakeTwilio.AUTH_TOKEN,
            Base64.getEncoder()
                    .encodeToString(credentials.getBytes(StandardCharsets.UTF_8))
                    .substring(0, 60)
        };
    }
}
