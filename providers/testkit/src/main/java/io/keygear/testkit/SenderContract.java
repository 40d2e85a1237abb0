package io.keygear.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.keygear.kit.http.HttpBody;
import io.keygear.spi.sms.Receipt;
import io.keygear.spi.sms.ReceiptRequest;
import io.keygear.spi.sms.SmsFailure;
import io.keygear.spi.sms.SmsOutcome;
import io.keygear.spi.sms.SmsOutcome.Accepted;
import io.keygear.spi.sms.SmsOutcome.Failed;
import io.keygear.spi.sms.SmsSender;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What every sender has to do, whoever makes the code. The cases run against a gateway of the kit's own on loopback, in
 * a stand-in for a Keycloak server; they take some fifteen seconds, as several wait for a deadline.
 *
 * @see TextSenderContract
 * @see VerifyServiceContract
 */
public abstract class SenderContract extends SenderConfigurationContract {

    private static final Duration SHORT = Duration.ofMillis(700);
    private static final Duration TOLERANCE = Duration.ofMillis(1500);

    // ---------- What goes well ----------

    @Test
    public void a_message_that_is_taken_is_accepted_with_the_gateways_id() {
        gateway().answer(protocol().accepted());

        assertThat(send()).isEqualTo(new Accepted(protocol().deliveryId().orElse(null)));
        assertThat(gateway().requests()).hasSize(1);
    }

    @Test
    public void the_gateway_gets_number_and_text() {
        gateway().answer(protocol().accepted());

        send(sender(), NUMBER, "Your code is 739018", soon(USUAL));

        assertThat(gateway().requests().get(0)).contains(NUMBER.substring(1));
        assertThat(gateway().requests().get(0)).contains(expectedInRequest("Your code is 739018"));
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
        gateway().answer(protocol().accepted());

        assertThat(send(sender(), NUMBER, text, soon(USUAL))).isInstanceOf(Accepted.class);
        assertThat(gateway().requests()).singleElement().asString().contains(expectedInRequest(text));
    }

    @Test
    public void many_messages_at_once_are_each_sent_once() {
        gateway().answer(protocol().accepted());
        SmsSender sender = sender();
        ExecutorService threads = Executors.newFixedThreadPool(20);
        try {
            List<CompletableFuture<SmsOutcome>> sent = IntStream.range(0, 60)
                    .mapToObj(n -> CompletableFuture.supplyAsync(
                            () -> send(sender, NUMBER, "Code 739018", soon(USUAL)), threads))
                    .toList();

            assertThat(sent).allSatisfy(one -> assertThat(one.join()).isInstanceOf(Accepted.class));
            assertThat(gateway().requests()).hasSize(60);
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    public void a_sender_works_after_the_request_that_made_it() {
        gateway().answer(protocol().accepted());
        SmsSender sender = sender();
        server().endSessions();

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
            gateway().answer(refusal);
            assertThat(send()).isInstanceOfSatisfying(Failed.class, failed -> {
                assertThat(failed.failure()).isEqualTo(failure);
                assertThat(failed.notAccepted()).isTrue();
            });
        });
        assertThat(gateway().requests()).hasSize(protocol().refusals().size());
    }

    @Test
    public void a_refusal_for_fraud_or_by_the_person_is_final() {
        protocol().refusals().forEach((failure, refusal) -> {
            gateway().answer(refusal);
            boolean may = failure != SmsFailure.FRAUD_BLOCKED && failure != SmsFailure.OPT_OUT;
            assertThat(((Failed) send()).mayGoElsewhere()).isEqualTo(may);
        });
    }

    @ParameterizedTest
    @ValueSource(ints = {500, 502, 503, 504})
    public void a_server_error_is_unclear_and_not_repeated(int status) {
        gateway().answer(StubAnswer.html(status));

        assertUnclear(send());
    }

    @Test
    public void too_many_requests_is_a_reason_of_its_own() {
        gateway().answer(StubAnswer.json(429, "{}"));

        assertThat(send())
                .isInstanceOfSatisfying(
                        Failed.class, failed -> assertThat(failed.failure()).isEqualTo(SmsFailure.RATE_LIMITED));
        assertThat(gateway().requests()).hasSize(1);
    }

    @Test
    public void a_redirect_is_not_followed() {
        try (StubGateway other = new StubGateway()) {
            gateway().redirect(other.url());

            assertThat(send()).isInstanceOf(Failed.class);
            assertThat(other.requests()).isEmpty();
            assertThat(gateway().requests()).hasSize(1);
        }
    }

    @Test
    public void a_connection_cut_after_the_message_is_unclear_and_not_repeated() {
        gateway().behave(StubGateway.Manner.RESET);

        assertUnclear(send());
    }

    @Test
    public void a_connection_cut_within_the_message_is_unclear_and_not_repeated() {
        gateway().behave(StubGateway.Manner.RESET_EARLY);

        assertUnclear(send());
    }

    @Test
    public void a_gateway_that_is_down_has_nothing() {
        SmsSender sender = sender();
        gateway().close();

        assertThat(send(sender, NUMBER, "Code 739018", soon(USUAL))).isInstanceOfSatisfying(Failed.class, failed -> {
            assertThat(failed.failure()).isEqualTo(SmsFailure.PROVIDER_DOWN);
            assertThat(failed.mayGoElsewhere()).isTrue();
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "nonsense", "{", "[]", "null", "{\"status\": null}"})
    public void an_answer_that_says_nothing_is_an_outcome_not_an_exception(String body) {
        gateway().answer(new StubAnswer(200, "application/json", body));

        assertThat(send()).isNotNull();
        assertThat(gateway().requests()).hasSize(1);
    }

    @Test
    public void an_endless_answer_is_not_read_to_its_end() {
        gateway().answer(new StubAnswer(200, "application/json", "{\"x\": \"" + "y".repeat(8_000_000) + "\"}"));

        assertThat(within(USUAL)).isNotNull();
    }

    // ---------- Time ----------

    @Test
    public void a_gateway_that_hangs_is_left_at_the_deadline() {
        gateway().behave(StubGateway.Manner.HANG);

        assertUnclear(within(SHORT));
    }

    @Test
    public void a_gateway_that_drips_is_left_at_the_deadline() {
        gateway().answer(protocol().accepted());
        gateway().behave(StubGateway.Manner.DRIP);

        assertUnclear(within(SHORT));
    }

    @Test
    public void nothing_is_sent_after_the_deadline() {
        gateway().answer(protocol().accepted());

        SmsOutcome outcome = send(sender(), NUMBER, "Code 739018", Instant.now().minusSeconds(1));

        assertThat(outcome)
                .isInstanceOfSatisfying(
                        Failed.class, failed -> assertThat(failed.notAccepted()).isTrue());
        assertThat(gateway().requests()).isEmpty();
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

    final SmsOutcome within(Duration limit) {
        long start = System.nanoTime();
        SmsOutcome outcome = send(sender(), NUMBER, "Code 739018", soon(limit));
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(limit.plus(TOLERANCE));
        return outcome;
    }

    /** The gateway may have the message: nobody else may send it, and it was asked once. */
    private void assertUnclear(SmsOutcome outcome) {
        assertThat(outcome).isInstanceOfSatisfying(Failed.class, failed -> {
            assertThat(failed.failure()).isEqualTo(SmsFailure.PROVIDER_DOWN);
            assertThat(failed.notAccepted()).isFalse();
            assertThat(failed.mayGoElsewhere()).isFalse();
        });
        assertThat(gateway().requests()).hasSize(1);
    }
}
