package io.keygear.firebase.key;

import io.keygear.kit.http.HttpBody;
import io.keygear.kit.http.HttpCall;
import io.keygear.kit.http.HttpOutcome;
import io.keygear.kit.http.OutboundHttp;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;

/** A JWK set at a URL. */
public final class HttpKeyServer implements KeyServer {

    private static final Duration DEADLINE = Duration.ofSeconds(5);

    private final OutboundHttp http;
    private final URI url;

    /** The set at {@code url}. */
    public HttpKeyServer(OutboundHttp http, URI url) {
        this.http = http;
        this.url = url;
    }

    @Override
    public Answer fetch() {
        HttpOutcome outcome = http.exchange(
                HttpCall.of("GET", url, HttpBody.EMPTY, Instant.now().plus(DEADLINE))
                        .with("Accept", "application/json"));
        if (outcome instanceof HttpOutcome.Answered answer) {
            if (answer.status() != 200 || !answer.complete()) {
                return new Answer.Failed(url.getHost() + " answered " + answer.status());
            }
            return JwkSet.parse(answer.body().bytes())
                    .<Answer>map(keys -> new Answer.Keys(keys, MaxAge.of(answer.header("Cache-Control"))))
                    .orElseGet(() -> new Answer.Failed(url.getHost() + " answered something that is no JWK set"));
        }
        return new Answer.Failed(url.getHost() + " did not answer: " + outcome);
    }
}
