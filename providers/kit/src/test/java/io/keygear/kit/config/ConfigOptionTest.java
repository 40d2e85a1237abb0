package io.keygear.kit.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.keycloak.provider.ProviderConfigProperty;

class ConfigOptionTest {

    private enum Taste {
        SWEET_AND_SOUR,
        BITTER
    }

    @Test
    void an_unset_or_blank_value_is_the_default() {
        ConfigOption<Integer> option = ConfigOption.number("size", 3, 1, 9);
        assertThat(option.read(key -> null)).isEqualTo(3);
        assertThat(option.read(key -> "  ")).isEqualTo(3);
        assertThat(option.read(key -> " 4 ")).isEqualTo(4);
    }

    @Test
    void a_missing_value_without_a_default_is_named() {
        assertThatThrownBy(() -> ConfigOption.text("name").read(key -> null))
                .hasMessage("Option \"name\" is not set: give it a value.");
        assertThat(ConfigOption.text("name").find(key -> null)).isEmpty();
    }

    @Test
    void an_enum_is_written_in_kebab_case() {
        ConfigOption<Taste> option = ConfigOption.choice("taste", Taste.class, Taste.BITTER);
        assertThat(option.read(key -> "sweet-and-sour")).isEqualTo(Taste.SWEET_AND_SOUR);
        assertThat(option.property().getOptions()).containsExactly("sweet-and-sour", "bitter");
        assertThat(option.property().getDefaultValue()).isEqualTo("bitter");
        assertThatThrownBy(() -> option.read(key -> "salty"))
                .hasMessage("Option \"taste\" is \"salty\": use one of sweet-and-sour, bitter.");
    }

    @Test
    void a_time_is_whole_seconds_within_its_bounds() {
        ConfigOption<Duration> option =
                ConfigOption.seconds("ttl", Duration.ofSeconds(9), Duration.ofSeconds(1), Duration.ofSeconds(10));
        assertThat(option.read(key -> "10")).hasSeconds(10);
        assertThatThrownBy(() -> option.read(key -> "11")).hasMessageContaining("from 1 to 10");
        assertThatThrownBy(() -> option.read(key -> "1.5")).hasMessageContaining("from 1 to 10");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"ftp://host/", "//host", "http:", "https://user:pw@host/", "not an address", "mailto:a@b.c"})
    void an_address_is_absolute_http_without_credentials(String value) {
        assertThatThrownBy(() -> ConfigOption.url("url").read(key -> value)).hasMessageContaining("http or https");
    }

    @Test
    void a_secret_is_masked_and_never_repeated() {
        ConfigOption<Integer> pin = ConfigOption.secret("pin").parsedBy(text -> {
            throw new ConfigOption.Rejected("is " + text, "use digits");
        });
        assertThat(pin.property().isSecret()).isTrue();
        assertThat(pin.property().getType()).isEqualTo(ProviderConfigProperty.PASSWORD);
        assertThatThrownBy(() -> pin.read(key -> "hunter2"))
                .hasMessage("Option \"pin\" has a wrong value: use digits.");
    }

    @Test
    void only_true_and_false_are_flags() {
        ConfigOption<Boolean> option = ConfigOption.flag("on", true);
        assertThat(option.property().getDefaultValue()).isEqualTo(true);
        assertThat(option.read(key -> "false")).isFalse();
        assertThatThrownBy(() -> option.read(key -> "yes")).hasMessageContaining("use true or false");
    }
}
