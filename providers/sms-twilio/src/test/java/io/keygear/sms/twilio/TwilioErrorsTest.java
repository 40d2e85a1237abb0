package io.keygear.sms.twilio;

import static org.assertj.core.api.Assertions.assertThat;

import io.keygear.spi.sms.SmsFailure;
import io.keygear.spi.sms.SmsOutcome.Failed;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TwilioErrorsTest {

    @ParameterizedTest
    @CsvSource({
        "400, 99999, CONFIG, true",
        "404, 20404, CONFIG, true",
        "429, , RATE_LIMITED, true",
        "401, , CONFIG, false",
        "403, , CONFIG, false",
        "400, , CONFIG, false",
        "407, , CONFIG, false",
        "302, , PROVIDER_DOWN, false",
        "200, , PROVIDER_DOWN, false",
        "500, , PROVIDER_DOWN, false",
        "502, 20429, RATE_LIMITED, false",
        "503, 20503, PROVIDER_DOWN, false",
        "400, 20500, PROVIDER_DOWN, true"
    })
    void judgesByTheStatusWhatItDoesNotKnow(int status, Integer code, SmsFailure failure, boolean notAccepted) {
        String shown = code == null ? "http:" + status : code.toString();

        assertThat(TwilioErrors.refused(status, code)).isEqualTo(new Failed(failure, shown, notAccepted));
    }
}
