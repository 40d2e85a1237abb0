package io.keygear.kit.time;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.keycloak.common.util.Time;

/** Keycloak's own time in UTC: it follows the offset that Keycloak's tests, and ours, set on a running server. */
public final class KeycloakClock extends Clock {

    /** The one instance; it has no state. */
    public static final Clock INSTANCE = new KeycloakClock();

    private KeycloakClock() {}

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        return this;
    }

    @Override
    public long millis() {
        return Time.currentTimeMillis();
    }

    @Override
    public Instant instant() {
        return Instant.ofEpochMilli(millis());
    }
}
