package io.keygear.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.keygear.spi.sms.SmsOutcome;
import io.keygear.spi.sms.SmsSender;
import io.keygear.spi.sms.VerifyCheck;
import io.keygear.spi.sms.VerifyRequest;
import io.keygear.spi.sms.VerifyService;
import io.keygear.spi.sms.VerifyVerdict;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a service has to do that makes and compares codes itself. Its protocol must give a delivery id. */
public abstract class VerifyServiceContract extends SenderContract {

    private static final Duration SHORT = Duration.ofMillis(700);

    /**
     * How the service answers when it compares.
     *
     * @param approved to the right code
     * @param wrong to a wrong one
     * @param expired when there is nothing to compare with any more
     */
    public record Checks(StubAnswer approved, StubAnswer wrong, StubAnswer expired) {}

    /** How the service answers when it compares. */
    protected abstract Checks checks();

    @Override
    final SmsOutcome send(SmsSender sender, String to, String text, Instant deadline) {
        return ((VerifyService) sender).send(new VerifyRequest("m-1", to, Locale.UK, Optional.empty(), deadline));
    }

    @Override
    final List<String> expectedInRequest(String text) {
        return List.of(NUMBER.substring(1));
    }

    @Test
    public void the_right_code_is_approved() {
        gateway().answer(checks().approved());

        assertThat(check(SHORT)).isInstanceOf(VerifyVerdict.Approved.class);
        assertThat(gateway().requests()).singleElement().asString().contains("739018");
    }

    @Test
    public void a_wrong_code_is_wrong() {
        gateway().answer(checks().wrong());

        assertThat(check(SHORT)).isInstanceOf(VerifyVerdict.Wrong.class);
    }

    @Test
    public void a_code_that_ran_out_is_expired() {
        gateway().answer(checks().expired());

        assertThat(check(SHORT)).isInstanceOf(VerifyVerdict.Expired.class);
    }

    @ParameterizedTest
    @ValueSource(ints = {401, 429, 500, 503})
    public void what_is_no_verdict_is_unclear_and_never_an_approval(int status) {
        gateway().answer(StubAnswer.html(status));

        assertThat(check(SHORT)).isInstanceOf(VerifyVerdict.Unclear.class);
        assertThat(gateway().requests()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "nonsense", "{}", "[]", "null", "{\"status\": \"canceled\"}"})
    public void an_answer_that_says_nothing_never_approves(String body) {
        gateway().answer(new StubAnswer(200, "application/json", body));

        assertThat(check(SHORT)).isNotInstanceOf(VerifyVerdict.Approved.class);
    }

    @Test
    public void a_service_that_hangs_is_left_at_the_deadline() {
        gateway().behave(StubGateway.Manner.HANG);
        long start = System.nanoTime();

        assertThat(check(SHORT)).isInstanceOf(VerifyVerdict.Unclear.class);
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(SHORT.plusMillis(1500));
    }

    private VerifyVerdict check(Duration limit) {
        String id = protocol().deliveryId().orElseThrow();
        return ((VerifyService) sender()).check(new VerifyCheck("m-1", id, "739018", soon(limit)));
    }
}
