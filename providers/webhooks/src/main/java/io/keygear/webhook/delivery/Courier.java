package io.keygear.webhook.delivery;

import io.keygear.kit.http.HttpCall;
import io.keygear.kit.http.HttpOutcome;
import io.keygear.kit.http.HttpOutcome.Answered;
import io.keygear.kit.http.HttpOutcome.NotSent;
import io.keygear.kit.http.HttpOutcome.Unknown;
import io.keygear.kit.http.OutboundHttp;
import io.keygear.webhook.endpoint.Endpoint;
import io.keygear.webhook.endpoint.Seal;
import io.keygear.webhook.outbox.Attempt;
import io.keygear.webhook.outbox.Parcel;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Takes a parcel to its endpoint, once. */
final class Courier {

    private final OutboundHttp http;
    private final Clock clock;

    Courier(OutboundHttp http, Clock clock) {
        this.http = http;
        this.clock = clock;
    }

    /**
     * How it went.
     *
     * @param attempt for the record
     * @param rest how long the receiver asks to be left alone ({@code Retry-After}, RFC 9110 section 10.2.3); zero
     *     when it does not
     */
    record Trip(Attempt attempt, Duration rest) {

        /** Whether it says that the whole endpoint does not work, not only that it refuses this delivery. */
        boolean isOutage() {
            int status = attempt.status();
            return status == 0 || status >= 500 || status == 429 || status == 408;
        }
    }

    Trip carry(Endpoint endpoint, Seal seal, Parcel parcel) {
        Instant start = clock.instant();
        long begin = System.nanoTime();
        HttpCall call = new Message(endpoint, seal, parcel).at(start);
        HttpOutcome outcome = http.exchange(call);
        int millis = (int) Duration.ofNanos(System.nanoTime() - begin).toMillis();
        if (outcome instanceof Answered answer) {
            Attempt attempt = new Attempt(start.toEpochMilli(), millis, answer.status(), "answered", beginning(answer));
            return new Trip(attempt, rest(answer, start));
        }
        return new Trip(new Attempt(start.toEpochMilli(), millis, 0, obstacle(outcome), null), Duration.ZERO);
    }

    private static String obstacle(HttpOutcome outcome) {
        String name = outcome instanceof NotSent notSent
                ? notSent.reason().name()
                : ((Unknown) outcome).reason().name();
        return name.toLowerCase(Locale.ROOT);
    }

    private static String beginning(Answered answer) {
        String text = answer.body().text();
        if (text.length() <= Attempt.KEPT) {
            return text;
        }
        boolean splits = Character.isHighSurrogate(text.charAt(Attempt.KEPT - 1));
        return text.substring(0, splits ? Attempt.KEPT - 1 : Attempt.KEPT);
    }

    private static Duration rest(Answered answer, Instant now) {
        if (answer.status() != 429 && answer.status() != 503) {
            return Duration.ZERO;
        }
        return answer.header("retry-after").map(text -> rest(text.strip(), now)).orElse(Duration.ZERO);
    }

    private static Duration rest(String text, Instant now) {
        if (text.matches("[0-9]{1,9}")) {
            return Duration.ofSeconds(Long.parseLong(text));
        }
        try {
            Instant until = ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME)
                    .toInstant();
            return until.isAfter(now) ? Duration.between(now, until) : Duration.ZERO;
        } catch (DateTimeException malformed) {
            return Duration.ZERO;
        }
    }
}
