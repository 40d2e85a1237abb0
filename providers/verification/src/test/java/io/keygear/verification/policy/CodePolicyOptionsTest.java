package io.keygear.verification.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.keygear.kit.config.ConfigSource;
import io.keygear.kit.config.InvalidConfigurationException;
import io.keygear.verification.code.CodeFormat;
import io.keygear.verification.code.CodePolicy;
import io.keygear.verification.code.SendLimit;
import io.keygear.verification.toll.BudgetMode;
import io.keygear.verification.toll.NumberKind;
import java.time.Duration;
import java.time.LocalDate;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CodePolicyOptionsTest {

    private static final LocalDate TODAY = LocalDate.of(2026, 11, 21);

    @Test
    void a_realm_that_says_nothing_has_safe_rules() {
        CodePolicy policy = CodePolicyOptions.policy(key -> null);
        assertThat(policy.settings().format()).isEqualTo(CodeFormat.NUMERIC);
        assertThat(policy.settings().length()).isEqualTo(6);
        assertThat(policy.settings().lifespan()).isEqualTo(Duration.ofMinutes(5));
        assertThat(policy.maxAttempts()).isEqualTo(5);
        assertThat(policy.maxResends()).isEqualTo(3);
        assertThat(policy.cooldowns()).extracting(Duration::toSeconds).containsExactly(30L, 60L, 120L, 300L);
        assertThat(policy.limits())
                .containsOnly(
                        Map.entry(SendLimit.USER_DAY, 10),
                        Map.entry(SendLimit.TARGET_HOUR, 5),
                        Map.entry(SendLimit.TARGET_DAY, 10),
                        Map.entry(SendLimit.ADDRESS_HOUR, 10),
                        Map.entry(SendLimit.UNPROVEN_ADDRESS_HOUR, 10),
                        Map.entry(SendLimit.UNPROVEN_ADDRESS_DAY, 30),
                        Map.entry(SendLimit.UNPROVEN_COUNTRY_HOUR, 30),
                        Map.entry(SendLimit.UNPROVEN_COUNTRY_DAY, 90),
                        Map.entry(SendLimit.CHARGED_REALM_DAY, 5000),
                        Map.entry(SendLimit.REALM_HOUR, 1000));
        assertThat(policy.toll().countries()).isEmpty();
        assertThat(policy.toll().refused())
                .containsExactlyInAnyOrder(
                        NumberKind.PREMIUM_RATE, NumberKind.SHARED_COST, NumberKind.PAGER, NumberKind.UAN);
        assertThat(policy.toll().unproven()).isEqualTo(BudgetMode.ENFORCE);
    }

    @Test
    void every_option_is_explained() {
        assertThat(CodePolicyOptions.all()).allSatisfy(option -> {
            assertThat(option.label()).isNotEqualTo(option.key());
            assertThat(option.help()).isNotBlank();
        });
    }

    @ParameterizedTest
    @CsvSource({
        "code-length, 5, 6 to 12",
        "code-length, six, 6 to 12",
        "code-lifespan, 601, 30 to 600",
        "code-lifespan, 99999999999999999999, 30 to 600",
        "code-format, alphabetic, 'numeric, complex'",
        "max-attempts, 0, 1 to 10",
        "resend-cooldown, '30,,60', '30,60,120,300'",
        "resend-cooldown, -1, '30,60,120,300'",
        "sends-per-user-day, -1, 0 to 1000000",
        "sms-countries, UK, 'GB, DE, US'",
        "sms-countries, 'GB,', 'GB, DE, US'",
        "sms-refused-number-kinds, expensive, 'premium-rate'",
        "unproven-budgets, on, 'off, record, enforce'",
        "unproven-share, 1001, 0 to 1000"
    })
    void a_wrong_value_is_refused_with_its_key_and_the_fix(String key, String value, String fix) {
        assertThatThrownBy(() -> CodePolicyOptions.policy(only(key, value)))
                .isInstanceOf(InvalidConfigurationException.class)
                .hasMessageContaining('"' + key + '"')
                .hasMessageContaining(fix);
    }

    @Test
    void complex_codes_are_eight_long_unless_said_otherwise() {
        assertThat(CodePolicyOptions.policy(only("code-format", "complex"))
                        .settings()
                        .length())
                .isEqualTo(8);
    }

    @Test
    void test_numbers_need_an_end_outside_development() {
        ConfigSource endless = only("test-numbers", "+44770090");
        assertThatThrownBy(() -> CodePolicyOptions.testNumbers(endless, TODAY)).hasMessageContaining("2027-01-31");
        ConfigSource ending = source(Map.of("test-numbers", "+44770090, +1500555", "test-numbers-until", "2026-11-21"));
        assertThat(CodePolicyOptions.testNumbers(ending, TODAY).include("+15005550006"))
                .isTrue();
        assertThat(CodePolicyOptions.testNumbers(ending, TODAY.plusDays(1)).include("+15005550006"))
                .isFalse();
    }

    private static ConfigSource only(String key, String value) {
        return source(Map.of(key, value));
    }

    private static ConfigSource source(Map<String, String> values) {
        return values::get;
    }
}
