package io.keygear.spi.sms;

import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/**
 * The wish that a service makes a code and sends it. Its {@link #toString()} does not show the number.
 *
 * @param id identifies the message in logs; never the code
 * @param to the receiver in E.164
 * @param locale the person's language
 * @param appHash the 11 characters by which an Android app finds the message; empty for browsers
 * @param deadline when the service must have returned, whatever its server does
 */
public record VerifyRequest(String id, String to, Locale locale, Optional<String> appHash, Instant deadline) {

    @Override
    public String toString() {
        return "VerifyRequest[" + id + "]";
    }
}
