package io.keygear.sms.twilio;

import com.twilio.exception.ApiException;
import com.twilio.exception.TwilioException;
import com.twilio.http.TwilioRestClient;
import io.keygear.kit.http.HttpOutcome;
import io.keygear.kit.http.OutboundHttp;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One call of Twilio's API by the SDK, made once. Exceptions of the SDK are read and dropped, never logged or passed
 * on: their texts repeat the number.
 */
final class TwilioCall {

    /** How a call ended. */
    sealed interface Result<T> {

        /** Twilio answered, and the SDK could read what it said. */
        record Read<T>(T resource, int status) implements Result<T> {}

        /** Twilio answered something else: a refusal, or nothing the SDK understands. */
        record Answered<T>(int status, @Nullable Integer code) implements Result<T> {}

        /** There was no answer. */
        record Silent<T>(HttpOutcome outcome) implements Result<T> {}
    }

    private final TwilioAccount account;
    private final OutboundHttp http;

    TwilioCall(TwilioAccount account, OutboundHttp http) {
        this.account = account;
        this.http = http;
    }

    /** Has {@code resource} make its one request, which ends by {@code deadline}. */
    <T> Result<T> make(Function<TwilioRestClient, @Nullable T> resource, Instant deadline) {
        TwilioTransport transport = new TwilioTransport(http, account.endpoint(), deadline);
        try {
            return Optional.ofNullable(resource.apply(account.client(transport)))
                    .<Result<T>>map(read -> new Result.Read<>(read, transport.status()))
                    .orElseGet(() -> new Result.Answered<>(transport.status(), null));
        } catch (TransportFailure failure) {
            return new Result.Silent<>(failure.outcome());
        } catch (ApiException failure) {
            return new Result.Answered<>(transport.status(), failure.getCode());
        } catch (TwilioException failure) {
            return new Result.Answered<>(transport.status(), null);
        }
    }
}
