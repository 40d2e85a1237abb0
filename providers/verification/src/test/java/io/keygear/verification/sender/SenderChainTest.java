package io.keygear.verification.sender;

import static org.assertj.core.api.Assertions.assertThat;

import io.keygear.spi.sms.SmsFailure;
import io.keygear.spi.sms.SmsMessage;
import io.keygear.spi.sms.SmsOutcome;
import io.keygear.spi.sms.SmsOutcome.Accepted;
import io.keygear.spi.sms.SmsOutcome.Failed;
import io.keygear.spi.sms.TextSender;
import io.keygear.verification.sender.SenderChain.Link;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class SenderChainTest {

    private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");
    private static final Accepted TAKEN = new Accepted("id");

    private final List<SmsMessage> seen = new ArrayList<>();

    @Test
    void the_first_one_sends() {
        List<Handover> tries = chain(TAKEN, TAKEN).send(parcel());

        assertThat(tries).singleElement().extracting(Handover::sender).isEqualTo("sender 0");
        assertThat(seen).hasSize(1);
    }

    @ParameterizedTest
    @EnumSource(
            value = SmsFailure.class,
            names = {"FRAUD_BLOCKED", "OPT_OUT"},
            mode = EnumSource.Mode.EXCLUDE)
    void the_second_one_sends_what_the_first_certainly_does_not_have(SmsFailure failure) {
        List<Handover> tries = chain(new Failed(failure, "1", true), TAKEN).send(parcel());

        assertThat(tries).hasSize(2).last().extracting(Handover::outcome).isEqualTo(TAKEN);
    }

    @ParameterizedTest
    @CsvSource({"FRAUD_BLOCKED, true", "OPT_OUT, true", "PROVIDER_DOWN, false", "RATE_LIMITED, false"})
    void nobody_sends_what_was_refused_for_good_or_may_have_been_taken(SmsFailure failure, boolean notAccepted) {
        List<Handover> tries =
                chain(new Failed(failure, "1", notAccepted), TAKEN).send(parcel());

        assertThat(tries).hasSize(1);
        assertThat(seen).hasSize(1);
    }

    @Test
    void there_is_no_third_try() {
        Failed down = new Failed(SmsFailure.PROVIDER_DOWN, "down", true);

        assertThat(chain(down, down, TAKEN).send(parcel())).hasSize(2);
    }

    @Test
    void a_sender_that_keeps_failing_is_passed_over() {
        SenderChain chain = chain(new Failed(SmsFailure.PROVIDER_DOWN, "down", true), TAKEN);
        for (int message = 0; message < Circuit.FAILURES; message++) {
            chain.send(parcel());
        }

        assertThat(chain.send(parcel()))
                .singleElement()
                .extracting(Handover::sender)
                .isEqualTo("sender 1");
    }

    @ParameterizedTest
    @EnumSource(
            value = SmsFailure.class,
            names = {"PROVIDER_DOWN"},
            mode = EnumSource.Mode.EXCLUDE)
    void what_a_number_can_bring_about_opens_no_circuit(SmsFailure failure) {
        SenderChain chain = chain(new Failed(failure, "1", true));
        for (int message = 0; message < 20; message++) {
            assertThat(chain.send(parcel())).hasSize(1);
        }
    }

    @Test
    void when_every_circuit_is_open_nothing_is_sent() {
        SenderChain chain = chain(new Failed(SmsFailure.PROVIDER_DOWN, "down", true));
        for (int message = 0; message < Circuit.FAILURES; message++) {
            chain.send(parcel());
        }

        assertThat(chain.send(parcel())).isEmpty();
    }

    @Test
    void no_sender_has_a_message_for_longer_than_five_seconds() {
        chain(TAKEN).send(parcel());

        assertThat(seen).singleElement().extracting(SmsMessage::deadline).isEqualTo(NOW.plusSeconds(5));
    }

    @Test
    void receipts_go_to_an_address_of_sender_and_message() {
        chain(TAKEN).send(parcel());

        assertThat(seen)
                .singleElement()
                .extracting(SmsMessage::receipts)
                .hasToString("https://login.example.com/realms/r/sms-receipt/id-0/m-1");
    }

    private SenderChain chain(SmsOutcome... outcomes) {
        List<Link> links = new ArrayList<>();
        for (SmsOutcome outcome : outcomes) {
            TextSender sender = message -> {
                seen.add(message);
                return outcome;
            };
            links.add(new Link("id-" + links.size(), "sender " + links.size(), sender, new Circuit()));
        }
        return new SenderChain(links, Clock.fixed(NOW, ZoneOffset.UTC));
    }

    private static Parcel parcel() {
        return new Parcel(
                "m-1",
                "+447700900101",
                "123456",
                Duration.ofMinutes(5),
                NOW.plusSeconds(60),
                new Parcel.Language(
                        Locale.UK, Optional.empty(), URI.create("https://login.example.com/realms/r/sms-receipt")));
    }
}
