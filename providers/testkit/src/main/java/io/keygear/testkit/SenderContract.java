package io.keygear.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.keygear.kit.http.HttpBody;
import io.keygear.spi.sms.Receipt;
import io.keygear.spi.sms.ReceiptRequest;
import io.keygear.spi.sms.SmsFailure;
import io.keygear.spi.sms.SmsOutcome;
import io.keygear.spi.sms.SmsOutcome.Accepted;
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
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.keycloak.component.ComponentValidationException;
import org.keycloak.provider.ProviderConfigProperty;

/**
 * What every sender has to do, whoever makes the code. The cases run against a gateway of the kit's own on loopback, in
 * a stand-in for a Keycloak server; they take some fifteen seconds, as several wait for a deadline.
 *
 * @see TextSenderContract
 * @see VerifyServiceContract
 */
public abstract class SenderContract {

    /** The receiver of messages; no numbering plan assigns it. */
    protected static final String NUMBER = "+447700900101";

    private static final Duration USUAL = Duration.ofSeconds(5);
    private static final Duration SHORT = Duration.ofMillis(700);
    private static final Duration TOLERANCE = Duration.ofMillis(1500);

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

    // ---------- What goes well ----------

    @Test
    public void a_message_that_is_taken_is_accepted_with_the_gateways_id() {
        gateway.answer(protocol().accepted());

        assertThat(send()).isEqualTo(new Accepted(protocol().deliveryId().orElse(null)));
        assertThat(gateway.requests()).hasSize(1);
    }

    @Test
    public void the_gateway_gets_number_and_text() {
        gateway.answer(protocol().accepted());

        send(sender(), NUMBER, "Your code is 739018", soon(USUAL));

        assertThat(gateway.requests().get(0)).contains(NUMBER.substring(1));
        assertThat(gateway.requests().get(0)).contains(expectedInRequest("Your code is 739018"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Ihr Code für Müller & Söhne: 739018",
                "您的验证码 739018，5 分钟内有效",
                "رمزك هو 739018",
                "739018 \uD83D\uDE00",
                "quotes \" and \\ and & = % + ? #",
                "two\n\n@login.example.com #739018"
            })
    public void every_text_arrives_as_it_is(String text) {
        gateway.answer(protocol().accepted());

        assertThat(send(sender(), NUMBER, text, soon(USUAL))).isInstanceOf(Accepted.class);
        assertThat(gateway.requests()).singleElement().asString().contains(expectedInRequest(text));
    }

    @Test
    public void many_messages_at_once_are_each_sent_once() {
        gateway.answer(protocol().accepted());
        SmsSender sender = sender();
        ExecutorService threads = Executors.newFixedThreadPool(20);
        try {
            List<CompletableFuture<SmsOutcome>> sent = IntStream.range(0, 60)
                    .mapToObj(n -> CompletableFuture.supplyAsync(
                            () -> send(sender, NUMBER, "Code 739018", soon(USUAL)), threads))
                    .toList();

            assertThat(sent).allSatisfy(one -> assertThat(one.join()).isInstanceOf(Accepted.class));
            assertThat(gateway.requests()).hasSize(60);
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    public void a_sender_works_after_the_request_that_made_it() {
        gateway.answer(protocol().accepted());
        SmsSender sender = sender();
        server.endSessions();

        SmsOutcome outcome = CompletableFuture.supplyAsync(() -> send(sender, NUMBER, "Code 739018", soon(USUAL)))
                .join();

        assertThat(outcome).isInstanceOf(Accepted.class);
        assertThatCode(sender::close).doesNotThrowAnyException();
    }

    // ---------- What goes wrong ----------

    @Test
    public void every_refusal_has_its_reason_and_leaves_the_message_free() {
        assertThat(protocol().refusals()).isNotEmpty();
        protocol().refusals().forEach((failure, refusal) -> {
            gateway.answer(refusal);
            assertThat(send()).isInstanceOfSatisfying(Failed.class, failed -> {
                assertThat(failed.failure()).isEqualTo(failure);
                assertThat(failed.notAccepted()).isTrue();
            });
        });
        assertThat(gateway.requests()).hasSize(protocol().refusals().size());
    }

    @Test
    public void a_refusal_for_fraud_or_by_the_person_is_final() {
        protocol().refusals().forEach((failure, refusal) -> {
            gateway.answer(refusal);
            boolean may = failure != SmsFailure.FRAUD_BLOCKED && failure != SmsFailure.OPT_OUT;
            assertThat(((Failed) send()).mayGoElsewhere()).isEqualTo(may);
        });
    }

    @ParameterizedTest
    @ValueSource(ints = {500, 502, 503, 504})
    public void a_server_error_is_unclear_and_not_repeated(int status) {
        gateway.answer(StubAnswer.html(status));

        assertUnclear(send());
    }

    @Test
    public void too_many_requests_is_a_reason_of_its_own() {
        gateway.answer(StubAnswer.json(429, "{}"));

        assertThat(send())
                .isInstanceOfSatisfying(
                        Failed.class, failed -> assertThat(failed.failure()).isEqualTo(SmsFailure.RATE_LIMITED));
        assertThat(gateway.requests()).hasSize(1);
    }

    @Test
    public void a_redirect_is_not_followed() {
        try (StubGateway other = new StubGateway()) {
            gateway.redirect(other.url());

            assertThat(send()).isInstanceOf(Failed.class);
            assertThat(other.requests()).isEmpty();
            assertThat(gateway.requests()).hasSize(1);
        }
    }

    @Test
    public void a_connection_cut_after_the_message_is_unclear_and_not_repeated() {
        gateway.behave(StubGateway.Manner.RESET);

        assertUnclear(send());
    }

    @Test
    public void a_connection_cut_within_the_message_is_unclear_and_not_repeated() {
        gateway.behave(StubGateway.Manner.RESET_EARLY);

        assertUnclear(send());
    }

    @Test
    public void a_gateway_that_is_down_has_nothing() {
        SmsSender sender = sender();
        gateway.close();

        assertThat(send(sender, NUMBER, "Code 739018", soon(USUAL))).isInstanceOfSatisfying(Failed.class, failed -> {
            assertThat(failed.failure()).isEqualTo(SmsFailure.PROVIDER_DOWN);
            assertThat(failed.mayGoElsewhere()).isTrue();
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "nonsense", "{", "[]", "null", "{\"status\": null}"})
    public void an_answer_that_says_nothing_is_an_outcome_not_an_exception(String body) {
        gateway.answer(new StubAnswer(200, "application/json", body));

        assertThat(send()).isNotNull();
        assertThat(gateway.requests()).hasSize(1);
    }

    @Test
    public void an_endless_answer_is_not_read_to_its_end() {
        gateway.answer(new StubAnswer(200, "application/json", "{\"x\": \"" + "y".repeat(8_000_000) + "\"}"));

        assertThat(within(USUAL)).isNotNull();
    }

    // ---------- Time ----------

    @Test
    public void a_gateway_that_hangs_is_left_at_the_deadline() {
        gateway.behave(StubGateway.Manner.HANG);

        assertUnclear(within(SHORT));
    }

    @Test
    public void a_gateway_that_drips_is_left_at_the_deadline() {
        gateway.answer(protocol().accepted());
        gateway.behave(StubGateway.Manner.DRIP);

        assertUnclear(within(SHORT));
    }

    @Test
    public void nothing_is_sent_after_the_deadline() {
        gateway.answer(protocol().accepted());

        SmsOutcome outcome = send(sender(), NUMBER, "Code 739018", Instant.now().minusSeconds(1));

        assertThat(outcome)
                .isInstanceOfSatisfying(
                        Failed.class, failed -> assertThat(failed.notAccepted()).isTrue());
        assertThat(gateway.requests()).isEmpty();
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

    // ---------- Receipts ----------

    @ParameterizedTest
    @ValueSource(strings = {"", "MessageSid=SM1&MessageStatus=delivered", "{\"id\": \"1\", \"status\": \"delivered\"}"})
    public void a_receipt_that_anybody_could_write_decides_nothing(String body) {
        Receipt receipt = sender().parseReceipt(new ReceiptRequest(
                URI.create("https://login.example.com/realms/r/sms-receipt/s/m"),
                Map.of("Content-Type", List.of("application/x-www-form-urlencoded")),
                HttpBody.of(body)));

        assertThat(receipt).isNotInstanceOfAny(Receipt.Delivered.class, Receipt.Undelivered.class);
    }

    // ---------- For the contracts of the two kinds ----------

    final StubGateway gateway() {
        return gateway;
    }

    final SmsSender sender() {
        return factory().create(server.session(), StandInServer.component(options()));
    }

    final SmsOutcome send() {
        return send(sender(), NUMBER, "Code 739018", soon(USUAL));
    }

    final SmsOutcome within(Duration limit) {
        long start = System.nanoTime();
        SmsOutcome outcome = send(sender(), NUMBER, "Code 739018", soon(limit));
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(limit.plus(TOLERANCE));
        return outcome;
    }

    static Instant soon(Duration limit) {
        return Instant.now().plus(limit);
    }

    /** The gateway may have the message: nobody else may send it, and it was asked once. */
    private void assertUnclear(SmsOutcome outcome) {
        assertThat(outcome).isInstanceOfSatisfying(Failed.class, failed -> {
            assertThat(failed.failure()).isEqualTo(SmsFailure.PROVIDER_DOWN);
            assertThat(failed.notAccepted()).isFalse();
            assertThat(failed.mayGoElsewhere()).isFalse();
        });
        assertThat(gateway.requests()).hasSize(1);
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
