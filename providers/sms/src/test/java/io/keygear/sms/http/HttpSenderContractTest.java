package io.keygear.sms.http;

import io.keygear.spi.sms.SmsFailure;
import io.keygear.spi.sms.SmsSenderFactory;
import io.keygear.testkit.GatewayProtocol;
import io.keygear.testkit.StubAnswer;
import io.keygear.testkit.TextSenderContract;
import java.net.URI;
import java.util.Map;
import java.util.Optional;

class HttpSenderContractTest extends TextSenderContract {

    @Override
    protected SmsSenderFactory factory() {
        return new HttpSmsSenderFactory();
    }

    @Override
    protected Map<String, String> options(URI gateway) {
        return Map.of(
                "url", gateway + "/send",
                "auth", "bearer",
                "auth-secret", "${vault.gateway}",
                "id-pointer", "/id");
    }

    @Override
    protected Map<String, String> vault() {
        return Map.of("gateway", "bearer-token-of-the-gateway");
    }

    @Override
    protected GatewayProtocol protocol() {
        return new GatewayProtocol(
                StubAnswer.json(202, "{\"id\": \"m-4711\"}"),
                Optional.of("m-4711"),
                Map.of(
                        SmsFailure.CONFIG, StubAnswer.json(401, "{}"),
                        SmsFailure.RATE_LIMITED, StubAnswer.json(429, "{}")));
    }
}
