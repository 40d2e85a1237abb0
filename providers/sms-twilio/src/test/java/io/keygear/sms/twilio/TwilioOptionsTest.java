package io.keygear.sms.twilio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.keygear.kit.config.InvalidConfigurationException;
import io.keygear.tests.gateway.FakeTwilio;
import java.net.URI;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.keycloak.provider.ProviderConfigProperty;

class TwilioOptionsTest {

    private final Fixture fixture = new Fixture();

    @AfterEach
    void close() {
        fixture.close();
    }

    @Test
    void takesWhatWorks() {
        assertThatCode(fixture::validate).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(strings = {"+447700900123", "12345", "Keygear", "My Shop 24", "A&B"})
    void takesEverySenderThatTwilioTakes(String from) {
        fixture.options.remove("messaging-service-sid");
        fixture.options.put("from", from);

        assertThatCode(fixture::validate).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(strings = {"447700900123456", "+0123", "Longer than 11", "12", "...", "Kéygear"})
    void refusesOtherSenders(String from) {
        fixture.options.remove("messaging-service-sid");
        fixture.options.put("from", from);

        assertThatThrownBy(fixture::validate).hasMessageContaining("\"from\"");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "account-sid | '' | account-sid",
                "account-sid | SK0123456789abcdef0123456789abcdef | account-sid",
                "account-sid | AC0123456789abcdef0123456789abcde | account-sid",
                "account-sid | AC0123456789abcdef0123456789abcdeg | account-sid",
                "account-sid | AC0123456789abcdef0123456789abcdef/../x | account-sid",
                "api-key-sid | AC0123456789abcdef0123456789abcdef | api-key-sid",
                "api-key-sid | '' | api-key-sid",
                "api-key-secret | '' | api-key-secret",
                "api-key-secret | with space in it | api-key-secret",
                "api-key-secret | ${vault.missing} | api-key-secret",
                "auth-token | fake1auth2token3fake1auth2token3 | auth-token",
                "messaging-service-sid | MG1 | messaging-service-sid",
                "messaging-service-sid | '' | from",
                "from | +447700900123 | from",
                "receipt-auth-token | with space in it | receipt-auth-token",
                "countries | UK | countries",
                "region | Ireland | region",
                "region | ie1 | base-url",
                "edge | dublin.evil.example# | edge",
                "edge | dublin | base-url",
                "base-url | http://127.0.0.2:8080 | base-url",
                "base-url | https://169.254.169.254 | base-url",
                "base-url | https://api.example.com/?q | base-url",
                "base-url | https://api.example.com/#f | base-url",
                "base-url | api.example.com | base-url",
                "priority | high | priority",
                "enabled | 1 | enabled"
            })
    void refusesWhatCannotWork(String key, String value, String named) {
        fixture.options.put(key, value);

        assertThatThrownBy(fixture::validate)
                .isInstanceOf(InvalidConfigurationException.class)
                .hasMessageContaining('"' + named + '"')
                .hasMessageNotContaining(FakeTwilio.API_KEY_SECRET)
                .hasMessageNotContaining("with space")
                .hasMessageNotContaining(FakeTwilio.AUTH_TOKEN);
    }

    @Test
    void masksItsSecretsOnly() {
        List<ProviderConfigProperty> properties = new TwilioSmsSenderFactory().getConfigProperties();

        assertThat(properties)
                .filteredOn(ProviderConfigProperty::isSecret)
                .extracting(ProviderConfigProperty::getName)
                .containsExactly("api-key-secret", "auth-token", "receipt-auth-token");
        assertThat(properties)
                .allSatisfy(property -> assertThat(property.getHelpText()).isNotEmpty());
    }

    @Test
    void movesTwiliosAddressToTheServerInItsPlace() {
        URI twilio = URI.create("https://api.twilio.com/2010-04-01/Accounts/AC1/Messages.json?a=b");

        assertThat(new Endpoint(null, null, null).place(twilio)).isEqualTo(twilio);
        assertThat(new Endpoint(null, null, URI.create("http://127.0.0.1:81")).place(twilio))
                .hasToString("http://127.0.0.1:81/2010-04-01/Accounts/AC1/Messages.json?a=b");
        assertThat(new Endpoint(null, null, URI.create("https://proxy.example/twilio/")).place(twilio))
                .hasToString("https://proxy.example/twilio/2010-04-01/Accounts/AC1/Messages.json?a=b");
    }

    @Test
    void keepsCredentialsToItself() {
        assertThat(TwilioOptions.read(fixture.options::get)).asString().doesNotContain(FakeTwilio.API_KEY_SECRET);
        assertThat(Map.of("k", new Credentials("user", "password"))).asString().doesNotContain("password");
    }
}
