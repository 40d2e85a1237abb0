package io.keygear.verification.code;

import static org.assertj.core.api.Assertions.assertThat;

import io.keygear.verification.toll.TollPolicy;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CodePolicyTest {

    private final CodePolicy policy = new CodePolicy(
            new CodeSettings(CodeFormat.NUMERIC, 6, Duration.ofMinutes(5)),
            5,
            3,
            List.of(Duration.ofSeconds(30), Duration.ofSeconds(60)),
            Map.of(),
            TollPolicy.CLOSED);

    @ParameterizedTest
    @CsvSource({"1,0", "4,0", "5,60", "6,0", "9,0", "10,300", "15,300", "19,0", "20,1800", "25,1800", "95,1800"})
    void pauses_grow_with_failures(int failures, long seconds) {
        assertThat(policy.pause(failures)).hasSeconds(seconds);
    }

    @Test
    void the_last_cooldown_goes_on_to_apply() {
        assertThat(policy.cooldown(1)).hasSeconds(30);
        assertThat(policy.cooldown(2)).hasSeconds(60);
        assertThat(policy.cooldown(7)).hasSeconds(60);
    }
}
