package io.keygear.sms.http;

import io.keygear.kit.http.HttpBody;
import io.keygear.kit.http.HttpCall;
import io.keygear.kit.http.HttpHeader;
import io.keygear.spi.sms.SmsMessage;
import java.net.URI;
import java.util.List;
import java.util.Optional;

/**
 * One configured gateway.
 *
 * @param method of the request
 * @param url where it goes
 * @param headers beside those of body and authentication
 * @param body what it says
 * @param auth how the gateway knows it is ours
 * @param answer how it is answered
 */
record Gateway(
        Method method, URI url, List<HttpHeader> headers, BodyTemplate body, GatewayAuth auth, AnswerRules answer) {

    /** Methods with a body. There is no GET, as numbers and codes in an address end up in logs. */
    enum Method {
        POST,
        PUT
    }

    Gateway {
        headers = List.copyOf(headers);
    }

    HttpCall call(SmsMessage message) {
        HttpBody content = body.render(message);
        HttpCall call = HttpCall.of(method.name(), url, content, message.deadline())
                .with("Content-Type", body.format().mediaType());
        for (HttpHeader header : headers) {
            call = call.with(header.name(), header.value());
        }
        Optional<HttpHeader> own = auth.header(content);
        return own.isPresent() ? call.with(own.get().name(), own.get().value()) : call;
    }
}
