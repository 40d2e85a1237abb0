package io.keygear.sms.twilio;

import io.keygear.spi.sms.SmsFailure;
import io.keygear.spi.sms.SmsSenderFactory;
import io.keygear.testkit.GatewayProtocol;
import io.keygear.testkit.StubAnswer;
import io.keygear.testkit.VerifyServiceContract;
import java.net.URI;
import java.util.Map;
import java.util.Optional;

class TwilioVerifyContractTest extends VerifyServiceContract {

    private static final String SID = "VE0123456789abcdef0123456789abcdef";

    @Override
    protected SmsSenderFactory factory() {
        return new TwilioVerifySenderFactory();
    }

    @Override
    protected Map<String, String> options(URI gateway) {
        return Map.of(
                "account-sid", "AC0123456789abcdef0123456789abcdef",
                "auth-token", "auth-token-of-the-account",
                "verify-service-sid", "VA0123456789abcdef0123456789abcdef",
                "base-url", gateway.toString());
    }

    @Override
    protected GatewayProtocol protocol() {
        return new GatewayProtocol(
                verification(201, "pending"),
                Optional.of(SID),
                Map.of(
                        SmsFailure.INVALID_NUMBER, TwilioSenderContractTest.error(400, 60200),
                        SmsFailure.GEO_BLOCKED, TwilioSenderContractTest.error(403, 60605),
                        SmsFailure.FRAUD_BLOCKED, TwilioSenderContractTest.error(403, 60410),
                        SmsFailure.RATE_LIMITED, TwilioSenderContractTest.error(429, 20429),
                        SmsFailure.CONFIG, TwilioSenderContractTest.error(401, 20003)));
    }

    @Override
    protected Checks checks() {
        return new Checks(
                verification(200, "approved"),
                verification(200, "pending"),
                TwilioSenderContractTest.error(404, 20404));
    }

    private static StubAnswer verification(int status, String state) {
        return StubAnswer.json(status, "{\"sid\": \"" + SID + "\", \"status\": \"" + state + "\"}");
    }
}
