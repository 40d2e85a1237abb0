package io.keygear.kit.http;

import java.time.Duration;
import java.util.Set;
import org.apache.http.client.config.CookieSpecs;
import org.apache.http.client.config.RequestConfig;
import org.apache.http.client.methods.HttpUriRequest;
import org.apache.http.client.methods.RequestBuilder;
import org.apache.http.entity.ByteArrayEntity;

/** Turns a call into a request of Apache's. */
final class OutgoingRequest {

    private static final Set<String> WITH_BODY = Set.of("POST", "PUT", "PATCH");

    private OutgoingRequest() {}

    static HttpUriRequest of(HttpCall call, Duration left) {
        RequestBuilder request = RequestBuilder.create(call.method()).setUri(call.url());
        call.headers().forEach(header -> request.addHeader(header.name(), header.value()));
        if (call.body().size() > 0 || WITH_BODY.contains(call.method())) {
            request.setEntity(new ByteArrayEntity(call.body().bytes()));
        }
        return request.setConfig(limits(call, left)).build();
    }

    private static RequestConfig limits(HttpCall call, Duration left) {
        int millis = (int) Math.max(1, left.toMillis());
        return RequestConfig.custom()
                .setConnectionRequestTimeout(millis)
                .setConnectTimeout(
                        (int) Math.max(1, Math.min(millis, call.connectTimeout().toMillis())))
                .setSocketTimeout(millis)
                .setAuthenticationEnabled(false)
                .setContentCompressionEnabled(false)
                .setCookieSpec(CookieSpecs.IGNORE_COOKIES)
                .setExpectContinueEnabled(false)
                .setNormalizeUri(false)
                .setRedirectsEnabled(false)
                .build();
    }
}
