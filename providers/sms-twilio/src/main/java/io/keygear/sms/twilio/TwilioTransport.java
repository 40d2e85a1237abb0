package io.keygear.sms.twilio;

import com.twilio.http.HttpClient;
import com.twilio.http.Request;
import com.twilio.http.Response;
import io.keygear.kit.http.HttpBody;
import io.keygear.kit.http.HttpCall;
import io.keygear.kit.http.HttpOutcome;
import io.keygear.kit.http.HttpOutcome.Answered;
import io.keygear.kit.http.OutboundHttp;
import java.net.URI;
import java.time.Instant;
import org.apache.hc.core5.http.Header;

/**
 * The SDK's way to the network, for one message: through {@link OutboundHttp}, with the message's deadline and once.
 * The SDK's own client repeats a request when it is answered with 5xx, which sends a message twice, and has no limit
 * for the whole of a call. Answers are handed on without their headers, so that the SDK has none to log.
 */
final class TwilioTransport extends HttpClient {

    private static final int NONE = 0;

    private final OutboundHttp http;
    private final Endpoint endpoint;
    private final Instant deadline;
    private int status = NONE;

    TwilioTransport(OutboundHttp http, Endpoint endpoint, Instant deadline) {
        this.http = http;
        this.endpoint = endpoint;
        this.deadline = deadline;
    }

    /** The status of the answer; 0 while there is none. */
    int status() {
        return status;
    }

    @Override
    public Response reliableRequest(Request request) {
        return makeRequest(request);
    }

    /** Does not repeat anything, whatever it is told. */
    @Override
    public Response reliableRequest(Request request, int[] retryCodes, int retries, long delayMillis) {
        return makeRequest(request);
    }

    /**
     * Sends a form.
     *
     * @throws TransportFailure when there is no answer
     */
    @Override
    public Response makeRequest(Request request) {
        URI url = endpoint.place(URI.create(request.constructURL().toString()));
        HttpCall call = HttpCall.of(
                        request.getMethod().toString(), url, HttpBody.of(request.encodeFormBody()), deadline)
                .with("Accept", "application/json")
                .with("Authorization", request.getAuthString())
                .with("Content-Type", "application/x-www-form-urlencoded");
        HttpOutcome outcome = http.exchange(call);
        if (outcome instanceof Answered answer) {
            status = answer.status();
            return new Response(answer.body().text(), status, new Header[0]);
        }
        throw new TransportFailure(outcome);
    }
}
