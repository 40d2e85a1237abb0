package io.keygear.sms.twilio;

import static org.assertj.core.api.Assertions.assertThat;

import io.keygear.spi.sms.SmsFailure;
import io.keygear.spi.sms.SmsMessage;
import io.keygear.spi.sms.SmsOutcome;
import io.keygear.spi.sms.SmsOutcome.Accepted;
import io.keygear.spi.sms.SmsOutcome.Failed;
import io.keygear.tests.gateway.FakeTwilio;
import io.keygear.tests.gateway.TwilioBehaviour;
import io.keygear.tests.gateway.TwilioMessage;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class TwilioSmsSenderTest {

    private static final Duration LIMIT = Duration.ofSeconds(1);
    private static final Duration TOLERANCE = Duration.ofMillis(500);

    private final Fixture fixture = new Fixture();
    private final FakeTwilio twilio = fixture.twilio;

    @AfterEach
    void close() {
        fixture.close();
    }

    @Test
    void sendsThroughAMessagingServiceWithAnApiKey() {
        SmsOutcome outcome = fixture.send();

        TwilioMessage message = twilio.awaitMessageTo(Fixture.NUMBER, LIMIT);
        assertThat(outcome).isEqualTo(new Accepted(message.sid()));
        assertThat(FakeTwilio.codeIn(message)).isEqualTo(Fixture.CODE);
        assertThat(message.messagingServiceSid()).isEqualTo(FakeTwilio.MESSAGING_SERVICE_SID);
        assertThat(message.from()).isEmpty();
        assertThat(message.validityPeriod()).isEqualTo("300");
        assertThat(message.statusCallback()).isEmpty();
        assertThat(twilio.requests()).isEqualTo(1);
    }

    @Test
    void sendsFromANumberWithAnAuthTokenFromTheVault() {
        fixture.options.keySet().removeAll(List.of("api-key-sid", "api-key-secret", "messaging-service-sid"));
        fixture.options.put("auth-token", "${vault.master_twilio}");
        fixture.options.put("from", FakeTwilio.FROM);

        assertThat(fixture.send()).isInstanceOf(Accepted.class);
        assertThat(twilio.messages())
                .singleElement()
                .extracting(TwilioMessage::from)
                .isEqualTo(FakeTwilio.FROM);
    }

    @Test
    void sendsTextsInEveryScript() {
        String text =
                "Kod: 123456 \u2013 \u00e4\u00df\u20ac \u4f60\u597d \u0645 \ud83d\ude00 & = % + \"\\\n@host #123456";
        fixture.sender()
                .send(new SmsMessage(
                        "m-1",
                        Fixture.NUMBER,
                        text,
                        Duration.ofMinutes(5),
                        Instant.now().plusSeconds(5)));

        assertThat(twilio.messages())
                .singleElement()
                .extracting(TwilioMessage::body)
                .isEqualTo(text);
    }

    @Test
    void isToldWhenCredentialsAreWrong() {
        fixture.options.put("api-key-secret", "not-the-right-secret");

        assertThat(fixture.send()).isEqualTo(new Failed(SmsFailure.CONFIG, "20003", true));
    }

    @ParameterizedTest
    @MethodSource("codes")
    void readsEveryErrorCode(int code, int status, SmsFailure failure) {
        twilio.behave(TwilioBehaviour.error(code, status));

        assertThat(fixture.send())
                .isEqualTo(new Failed(failure, Integer.toString(code), status < 500 && code != 60202 && code != 60203));
        assertThat(twilio.messages()).isEmpty();
        assertThat(twilio.requests()).isEqualTo(1);
    }

    static Stream<Arguments> codes() {
        return Stream.of(
                        of(SmsFailure.INVALID_NUMBER, 400, 21211, 21265, 21266, 21604, 21614, 60200, 60205),
                        of(SmsFailure.OPT_OUT, 400, 21610),
                        of(SmsFailure.GEO_BLOCKED, 400, 21408),
                        of(SmsFailure.GEO_BLOCKED, 403, 60605),
                        of(SmsFailure.FRAUD_BLOCKED, 400, 30450),
                        of(SmsFailure.FRAUD_BLOCKED, 403, 60410),
                        of(SmsFailure.RATE_LIMITED, 429, 20429, 14107, 60202, 60203, 60212),
                        of(SmsFailure.RATE_LIMITED, 400, 30001, 30022),
                        of(SmsFailure.CONFIG, 401, 20003),
                        of(SmsFailure.CONFIG, 400, 21212, 21606, 21607, 21608, 21659, 21660, 21661, 21910, 30002),
                        of(SmsFailure.CONFIG, 400, 30034, 60238),
                        of(SmsFailure.UNDELIVERED, 400, 21612, 30003, 30004, 30005, 30006, 30007, 30008, 30010),
                        of(SmsFailure.PROVIDER_DOWN, 500, 20500),
                        of(SmsFailure.PROVIDER_DOWN, 503, 20503))
                .flatMap(List::stream);
    }

    @Test
    void takesUnavailableForUnclear() {
        twilio.behave(TwilioBehaviour.unavailable());

        assertThat(fixture.send()).isEqualTo(new Failed(SmsFailure.PROVIDER_DOWN, "http:503", false));
        assertThat(twilio.requests()).isEqualTo(1);
    }

    @Test
    void doesNotRepeatAMessageThatIsAnsweredWithAFailure() {
        twilio.behave(TwilioBehaviour.failAfterTaking());

        assertThat(fixture.send()).isEqualTo(new Failed(SmsFailure.PROVIDER_DOWN, "20500", false));
        assertThat(twilio.messages()).hasSize(1);
        assertThat(twilio.requests()).isEqualTo(1);
    }

    @Test
    void doesNotRepeatAMessageWhoseConnectionBreaks() {
        twilio.behave(TwilioBehaviour.resetAfterBody());

        assertThat(fixture.send()).isEqualTo(new Failed(SmsFailure.PROVIDER_DOWN, "no-answer:broken", false));
        assertThat(twilio.messages()).hasSize(1);

        twilio.reset();
        twilio.behave(TwilioBehaviour.resetBeforeBody());

        assertThat(fixture.send()).isEqualTo(new Failed(SmsFailure.PROVIDER_DOWN, "no-answer:broken", false));
        assertThat(twilio.messages()).isEmpty();
        assertThat(twilio.requests()).isEqualTo(1);
    }

    @Test
    void knowsThatATwilioThatIsDownTookNothing() {
        twilio.close();

        assertThat(fixture.send()).isEqualTo(new Failed(SmsFailure.PROVIDER_DOWN, "not-sent:connect", true));
    }

    @Test
    void keepsTheDeadlineOfAMessage() {
        twilio.behave(TwilioBehaviour.hang(Duration.ofSeconds(30)));
        assertThat(timed()).isEqualTo(new Failed(SmsFailure.PROVIDER_DOWN, "no-answer:deadline", false));

        twilio.behave(TwilioBehaviour.slowDrip(Duration.ofMillis(50)));
        assertThat(timed()).isEqualTo(new Failed(SmsFailure.PROVIDER_DOWN, "no-answer:deadline", false));
        assertThat(twilio.requests()).isEqualTo(2);
    }

    @Test
    void acceptsWhatTwilioCreatedAlsoWhenTheRestIsLate() {
        twilio.behave(TwilioBehaviour.slowDrip(Duration.ofMillis(4)));

        assertThat(timed()).isEqualTo(new Accepted(null));
    }

    @Test
    void keepsTheDeadlineOfManyMessagesAtOnce() {
        twilio.behave(TwilioBehaviour.hang(Duration.ofSeconds(30)));
        ExecutorService threads = Executors.newFixedThreadPool(60);
        List<Future<SmsOutcome>> outcomes = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            outcomes.add(threads.submit(this::timed));
        }

        assertThat(outcomes)
                .allSatisfy(outcome -> assertThat(resultOf(outcome))
                        .isEqualTo(new Failed(SmsFailure.PROVIDER_DOWN, "no-answer:deadline", false)));
        assertThat(twilio.messages()).hasSize(60);
        threads.shutdownNow();
    }

    private SmsOutcome timed() {
        long start = System.nanoTime();
        SmsOutcome outcome = fixture.send(LIMIT);
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(LIMIT.plus(TOLERANCE));
        return outcome;
    }

    private static SmsOutcome resultOf(Future<SmsOutcome> outcome) {
        try {
            return outcome.get();
        } catch (InterruptedException | ExecutionException failed) {
            throw new AssertionError(failed);
        }
    }

    private static List<Arguments> of(SmsFailure failure, int status, int... codes) {
        return IntStream.of(codes)
                .mapToObj(code -> Arguments.of(code, status, failure))
                .toList();
    }
}
