package io.keygear.sms.twilio;

import static org.assertj.core.api.Assertions.assertThat;

import io.keygear.kit.http.HttpBody;
import io.keygear.spi.sms.Receipt;
import io.keygear.spi.sms.ReceiptRequest;
import io.keygear.spi.sms.SmsFailure;
import java.net.URI;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Signatures here were computed with another implementation of Twilio's scheme. */
class ReceiptsTest {

    private static final String SID = "SM0123456789abcdef0123456789abcdef";
    private static final String URL = "https://login.example.com/realms/r/sms-receipt/s/m";
    private static final String DELIVERED = "MessageSid=" + SID + "&MessageStatus=delivered&To=%2B447700900101";
    private static final String SIGNATURE = "X+f4tP9zP/XuD4C3DZF2o+AUVJ8=";

    private final Receipts receipts = new Receipts("fake1auth2token3fake1auth2token3");

    @Test
    void believes_what_twilio_signed() {
        assertThat(read(URL, DELIVERED, SIGNATURE)).isEqualTo(new Receipt.Delivered(SID));
    }

    @Test
    void a_default_port_makes_no_difference() {
        assertThat(read(URL.replace(".com/", ".com:443/"), DELIVERED, SIGNATURE))
                .isEqualTo(new Receipt.Delivered(SID));
    }

    @ParameterizedTest
    @CsvSource({
        "'', delivered, https://login.example.com/realms/r/sms-receipt/s/m",
        "x, delivered, https://login.example.com/realms/r/sms-receipt/s/m",
        "@, undelivered, https://login.example.com/realms/r/sms-receipt/s/m",
        "@, delivered, https://login.example.com/realms/r/sms-receipt/s/other",
        "@, delivered, http://login.example.com/realms/r/sms-receipt/s/m",
        "@, delivered, https://internal:8080/realms/r/sms-receipt/s/m"
    })
    void anything_else_is_forged(String signature, String status, String url) {
        String body = DELIVERED.replace("=delivered", "=" + status);

        assertThat(read(url, body, signature.replace("@", SIGNATURE))).isInstanceOf(Receipt.Forged.class);
    }

    @Test
    void a_body_that_is_no_form_is_malformed() {
        assertThat(read(URL, "MessageSid=%zz", SIGNATURE)).isInstanceOf(Receipt.Malformed.class);
    }

    @ParameterizedTest
    @CsvSource({
        "30003, UNDELIVERED",
        "30007, UNDELIVERED",
        "21610, OPT_OUT",
        "30034, CONFIG",
        "30450, FRAUD_BLOCKED",
        "99999, UNDELIVERED"
    })
    void a_code_says_why(int code, SmsFailure failure) {
        assertThat(TwilioErrors.ofReceipt(code)).isEqualTo(failure);
    }

    @Test
    void shows_no_key() {
        assertThat(receipts).asString().doesNotContain("fake1");
    }

    private Receipt read(String url, String body, String signature) {
        return receipts.read(new ReceiptRequest(
                URI.create(url), Map.of("x-twilio-signature", List.of(signature)), HttpBody.of(body)));
    }
}
