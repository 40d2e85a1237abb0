package io.keygear.sms.twilio;

import io.keygear.spi.sms.SmsFailure;
import io.keygear.spi.sms.SmsSenderFactory;
import io.keygear.testkit.GatewayProtocol;
import io.keygear.testkit.StubAnswer;
import io.keygear.testkit.TextSenderContract;
import java.net.URI;
import java.util.Map;
import java.util.Optional;

class TwilioSenderContractTest extends TextSenderContract {

    private static final String SID = "SM0123456789abcdef0123456789abcdef";

    @Override
    protected SmsSenderFactory factory() {
        return new TwilioSmsSenderFactory();
    }

    @Override
    protected Map<String, String> options(URI gateway) {
        return Map.of(
                "account-sid", "AC0123456789abcdef0123456789abcdef",
                "api-key-sid", "SK0123456789abcdef0123456789abcdef",
                "api-key-secret", "${vault.twilio}",
                "receipt-auth-token", "auth-token-for-receipts",
                "from", "+447700900999",
                "base-url", gateway.toString());
    }

    @Override
    protected Map<String, String> vault() {
        return Map.of("twilio", "secret-of-the-api-key");
    }

    @Override
    protected GatewayProtocol protocol() {
        return new GatewayProtocol(
                StubAnswer.json(201, "{\"sid\": \"" + SID + "\", \"status\": \"queued\"}"),
                Optional.of(SID),
                Map.of(
                        SmsFailure.INVALID_NUMBER, error(400, 21211),
                        SmsFailure.OPT_OUT, error(400, 21610),
                        SmsFailure.GEO_BLOCKED, error(400, 21408),
                        SmsFailure.FRAUD_BLOCKED, error(400, 30450),
                        SmsFailure.RATE_LIMITED, error(429, 20429),
                        SmsFailure.CONFIG, error(401, 20003),
                        SmsFailure.UNDELIVERED, error(400, 21612)));
    }

    static StubAnswer error(int status, int code) {
        return StubAnswer.json(
                status, "{\"code\": " + code + ", \"message\": \"Refused +447700900101\", \"status\": " + status + "}");
    }
}
