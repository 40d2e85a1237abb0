package io.keygear.verification.code;

import io.keygear.verification.toll.TollRefusal;
import java.time.Duration;

/** What became of the wish to send a code. Only {@link Queued} means that a message is on its way. */
public sealed interface CodeIssue {

    /** A new code is valid, every older one is not, and the message is being sent. */
    record Queued() implements CodeIssue {}

    /** Nothing was sent: the last message is too fresh. */
    record TooSoon(Duration pause) implements CodeIssue {}

    /** Nothing was sent: this code was sent again as often as is allowed. */
    record NoMoreResends() implements CodeIssue {}

    /** Nothing was sent: a limit of the realm is used up. */
    record LimitReached(SendLimit limit, Duration pause) implements CodeIssue {}

    /** Nothing was sent: the realm sends nothing to such numbers. */
    record Refused(TollRefusal why) implements CodeIssue {}

    /** Nothing was sent: too many wrong codes. */
    record Locked(Duration pause) implements CodeIssue {}

    /** Nothing was sent: codes are closed for this subject until another factor or an administrator opens them. */
    record Closed() implements CodeIssue {}

    /** Nothing was sent: the channel is not set up, or cannot reach this value. */
    record Unavailable() implements CodeIssue {}

    /** Nothing was sent: more messages wait than can be sent in time. */
    record Busy() implements CodeIssue {}
}
