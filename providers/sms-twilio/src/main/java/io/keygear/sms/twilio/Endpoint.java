package io.keygear.sms.twilio;

import java.net.URI;
import org.jspecify.annotations.Nullable;

/**
 * Where Twilio is reached.
 *
 * @param region such as {@code ie1}; {@code null} for Twilio's default
 * @param edge such as {@code dublin}; {@code null} for Twilio's default
 * @param base a server that speaks Twilio's API in its place; {@code null} for Twilio itself
 */
record Endpoint(
        @Nullable String region,
        @Nullable String edge,
        @Nullable URI base) {

    /** Moves an address of Twilio's to the server that stands in its place. */
    URI place(URI twilio) {
        if (base == null) {
            return twilio;
        }
        String prefix = base.getRawPath().endsWith("/")
                ? base.getRawPath().substring(0, base.getRawPath().length() - 1)
                : base.getRawPath();
        String query = twilio.getRawQuery() == null ? "" : "?" + twilio.getRawQuery();
        return URI.create(base.getScheme() + "://" + base.getRawAuthority() + prefix + twilio.getRawPath() + query);
    }
}
