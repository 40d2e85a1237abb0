package io.keygear.tests.gateway;

import java.time.Duration;

/** How {@link FakeTwilio} treats a message that is in order: as Twilio mostly does, or as it does on a bad day. */
public sealed interface TwilioBehaviour {

    /** Takes the message and answers 201. */
    static TwilioBehaviour accept() {
        return new Accept();
    }

    /** Refuses the message with one of Twilio's error codes and the HTTP status that goes with it. */
    static TwilioBehaviour error(int code, int status) {
        return new Refuse(code, status);
    }

    /** Refuses the message because there were too many: 429, code 20429. */
    static TwilioBehaviour tooManyRequests() {
        return new Refuse(20429, 429);
    }

    /** Takes the message, then answers 500. */
    static TwilioBehaviour failAfterTaking() {
        return new FailAfterTaking();
    }

    /** Does not take the message: the load balancer in front answers 503 with a page of HTML. */
    static TwilioBehaviour unavailable() {
        return new Unavailable();
    }

    /** Takes the message, but answers only after the given time. */
    static TwilioBehaviour hang(Duration time) {
        return new Hang(time);
    }

    /** Takes the message, and answers one byte at a time with a pause before each. */
    static TwilioBehaviour slowDrip(Duration pause) {
        return new SlowDrip(pause);
    }

    /** Takes the message, then resets the connection instead of answering. */
    static TwilioBehaviour resetAfterBody() {
        return new ResetAfterBody();
    }

    /** Resets the connection when the head of the request has come, without taking anything. */
    static TwilioBehaviour resetBeforeBody() {
        return new ResetBeforeBody();
    }

    /** See {@link #accept()}. */
    record Accept() implements TwilioBehaviour {}

    /** See {@link #error(int, int)}. */
    record Refuse(int code, int status) implements TwilioBehaviour {}

    /** See {@link #failAfterTaking()}. */
    record FailAfterTaking() implements TwilioBehaviour {}

    /** See {@link #unavailable()}. */
    record Unavailable() implements TwilioBehaviour {}

    /** See {@link #hang(Duration)}. */
    record Hang(Duration time) implements TwilioBehaviour {}

    /** See {@link #slowDrip(Duration)}. */
    record SlowDrip(Duration pause) implements TwilioBehaviour {}

    /** See {@link #resetAfterBody()}. */
    record ResetAfterBody() implements TwilioBehaviour {}

    /** See {@link #resetBeforeBody()}. */
    record ResetBeforeBody() implements TwilioBehaviour {}
}
