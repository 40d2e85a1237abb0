package io.keygear.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.keygear.spi.sms.SmsFailure;
import io.keygear.spi.sms.SmsOutcome;
import io.keygear.spi.sms.SmsOutcome.Failed;
import io.keygear.spi.sms.SmsSender;
import io.keygear.spi.sms.SmsSenderFactory;
import io.keygear.spi.sms.SmsSenderOptions;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.keycloak.component.ComponentValidationException;
import org.keycloak.provider.ProviderConfigProperty;

/**
 * What holds for every sender before it has sent anything: how it is configured, whom it may call, and that it keeps
 * secrets to itself. The rest is in {@link SenderContract}.
 */
public abstract class SenderConfigurationContract {

    /** The receiver of messages; no numbering plan assigns it. */
    protected static final String NUMBER = "+447700900101";

    static final Duration USUAL = Duration.ofSeconds(5);

    private final StubGateway gateway = new StubGateway();
    private StandInServer server;

    /** The factory of the sender. */
    protected abstract SmsSenderFactory factory();

    /** Options with which the sender reaches a gateway at {@code gateway} and works. */
    protected abstract Map<String, String> options(URI gateway);

    /** How the sender's gateway speaks. */
    protected abstract GatewayProtocol protocol();

    /** Entries of the vault that {@link #options} refers to, by the name in the reference. */
    protected Map<String, String> vault() {
        return Map.of();
    }

    /** Has the sender send one message with the given text and deadline. */
    abstract SmsOutcome send(SmsSender sender, String to, String text, Instant deadline);

    /** What a request must hold; the text only where the sender is given one. */
    abstract List<String> expectedInRequest(String text);

    @BeforeEach
    final void start() {
        server = new StandInServer("127.0.0.1/32", vault());
    }

    @AfterEach
    final void stop() {
        gateway.close();
        server.close();
    }

    // ---------- Secrets ----------

    @Test
    public void no_log_at_any_level_has_number_text_or_secret() {
        try (RecordedLog log = new RecordedLog()) {
            gateway.answer(protocol().accepted());
            send();
            for (StubAnswer refusal : protocol().refusals().values()) {
                gateway.answer(refusal);
                send();
            }
            gateway.answer(new StubAnswer(400, "text/plain", "refused " + NUMBER + " Code 739018"));
            send();
            gateway.behave(StubGateway.Manner.RESET);
            send();

            assertThat(log.lines())
                    .allSatisfy(line -> assertThat(line)
                            .doesNotContain(NUMBER.substring(1))
                            .doesNotContain("739018")
                            .doesNotContain(secrets()));
        }
    }

    @Test
    public void neither_sender_nor_outcome_shows_what_is_secret() {
        gateway.answer(new StubAnswer(400, "text/plain", "refused " + NUMBER));

        assertThat(sender().toString() + send())
                .doesNotContain(NUMBER.substring(1))
                .doesNotContain(secrets());
    }

    // ---------- Configuration ----------

    @Test
    public void options_that_work_are_taken() {
        assertThatCode(() -> validate(options())).doesNotThrowAnyException();
    }

    @Test
    public void the_id_is_one_that_keycloak_can_keep() {
        assertThat(factory().getId()).matches("[a-z][a-z0-9]*(-[a-z0-9]+)*").hasSizeLessThanOrEqualTo(36);
        assertThat(factory().getHelpText()).isNotBlank();
    }

    @Test
    public void every_option_is_explained_and_named_in_kebab_case() {
        assertThat(factory().getConfigProperties()).isNotEmpty().allSatisfy(option -> {
            assertThat(option.getName()).matches("[a-z][a-z0-9]*(-[a-z0-9]+)*");
            assertThat(option.getLabel()).isNotBlank();
        });
    }

    @Test
    public void the_options_of_every_sender_are_there() {
        assertThat(factory().getConfigProperties())
                .extracting(ProviderConfigProperty::getName)
                .contains(SmsSenderOptions.ALL.stream()
                        .map(option -> option.key())
                        .toArray(String[]::new));
    }

    @ParameterizedTest
    @CsvSource({"enabled, yes", "priority, first", "priority, 100000", "countries, UK", "countries, 'GB;DE'"})
    public void a_wrong_value_of_a_common_option_is_refused_with_its_name(String key, String value) {
        assertThatThrownBy(() -> validate(with(key, value)))
                .isInstanceOf(ComponentValidationException.class)
                .hasMessageContaining(key);
    }

    @Test
    public void without_its_options_a_component_is_refused() {
        assertThatThrownBy(() -> validate(Map.of())).isInstanceOf(ComponentValidationException.class);
    }

    @Test
    public void a_vault_entry_that_is_missing_is_refused_by_the_name_of_the_option() {
        for (ProviderConfigProperty option : secretOptions()) {
            assertThatThrownBy(() -> validate(with(option.getName(), "${vault.missing}")))
                    .isInstanceOf(ComponentValidationException.class)
                    .hasMessageContaining(option.getName());
        }
    }

    @Test
    public void a_gateway_on_a_private_address_is_refused_when_it_is_saved() {
        try (StandInServer strict = new StandInServer("203.0.113.0/24", vault())) {
            assertThatThrownBy(() -> factory()
                            .validateConfiguration(
                                    strict.session(), StandInServer.realm(), StandInServer.component(options())))
                    .isInstanceOf(ComponentValidationException.class);
        }
    }

    @Test
    public void a_gateway_on_a_private_address_is_not_called_either() {
        try (StandInServer strict = new StandInServer("203.0.113.0/24", vault())) {
            SmsSender sender = factory().create(strict.session(), StandInServer.component(options()));

            assertThat(send(sender, NUMBER, "Code 739018", soon(USUAL)))
                    .isInstanceOfSatisfying(
                            Failed.class, failed -> assertThat(failed.failure()).isEqualTo(SmsFailure.CONFIG));
            assertThat(gateway.requests()).isEmpty();
        }
    }

    // ---------- For the other contracts ----------

    final StubGateway gateway() {
        return gateway;
    }

    final StandInServer server() {
        return server;
    }

    final SmsSender sender() {
        return factory().create(server.session(), StandInServer.component(options()));
    }

    final SmsOutcome send() {
        return send(sender(), NUMBER, "Code 739018", soon(USUAL));
    }

    static Instant soon(Duration limit) {
        return Instant.now().plus(limit);
    }

    private Map<String, String> options() {
        return options(gateway.url());
    }

    private Map<String, String> with(String key, String value) {
        Map<String, String> changed = new HashMap<>(options());
        changed.put(key, value);
        return changed;
    }

    private void validate(Map<String, String> options) {
        factory().validateConfiguration(server.session(), StandInServer.realm(), StandInServer.component(options));
    }

    private List<ProviderConfigProperty> secretOptions() {
        Map<String, String> used = options();
        return factory().getConfigProperties().stream()
                .filter(ProviderConfigProperty::isSecret)
                .filter(option -> used.containsKey(option.getName()))
                .toList();
    }

    private String[] secrets() {
        Map<String, String> used = options();
        return secretOptions().stream()
                .map(option -> used.get(option.getName()))
                .map(value -> vault().getOrDefault(value.replaceAll("^\\$\\{vault\\.(.*)}$", "$1"), value))
                .toArray(String[]::new);
    }
}
