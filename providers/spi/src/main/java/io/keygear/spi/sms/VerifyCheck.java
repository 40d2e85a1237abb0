package io.keygear.spi.sms;

import java.time.Instant;

/**
 * A typed code to be compared by the service that made the right one. Its {@link #toString()} shows no code.
 *
 * @param id identifies the message in logs
 * @param deliveryId what the service answered when it sent the code
 * @param code what was typed, normalised
 * @param deadline when the service must have returned
 */
public record VerifyCheck(String id, String deliveryId, String code, Instant deadline) {

    @Override
    public String toString() {
        return "VerifyCheck[" + id + "]";
    }
}
