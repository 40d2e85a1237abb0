package io.keygear.verification.rest;

import io.keygear.kit.rest.Problem;
import io.keygear.verification.code.CodeIssue;
import io.keygear.verification.code.CodeVerdict;
import io.keygear.verification.toll.TollRefusal;
import java.time.Duration;

/** What the outcomes of codes look like to callers of the API. */
final class Refusals {

    /** The one thing that an anonymous caller learns about a code that is not taken. */
    static final Problem INVALID = Problem.of("invalid", 400, "The code is not valid.");

    private Refusals() {}

    static Problem of(CodeIssue issue) {
        if (issue instanceof CodeIssue.TooSoon soon) {
            return later(
                    "too_soon", "The last message is too fresh; wait before asking for another one.", soon.pause());
        }
        if (issue instanceof CodeIssue.LimitReached limit) {
            return later("limit_reached", "No more messages for now: a limit of the realm is used up.", limit.pause());
        }
        if (issue instanceof CodeIssue.Locked locked) {
            return later(
                    "too_many_attempts", "Too many wrong codes; wait before asking for another one.", locked.pause());
        }
        if (issue instanceof CodeIssue.NoMoreResends) {
            return Problem.of("limit_reached", 429, "This code was sent again as often as is allowed.");
        }
        if (issue instanceof CodeIssue.Busy) {
            return Problem.of("busy", 503, "More messages wait than can be sent in time.")
                    .after(Duration.ofSeconds(5));
        }
        if (issue instanceof CodeIssue.Refused refused) {
            return Problem.of(
                    "number_refused",
                    400,
                    refused.why() == TollRefusal.COUNTRY
                            ? "The realm sends no messages to this number's country (sms-countries)."
                            : "The realm sends no messages to numbers of this kind (sms-refused-number-kinds).");
        }
        return issue instanceof CodeIssue.Closed
                ? Problem.of("closed", 403, "Codes are closed for this user; an administrator can open them.")
                : Problem.of(
                        "not_configured",
                        503,
                        "The realm cannot send this message: set up a sender for SMS, or the mail server.");
    }

    static Problem of(CodeVerdict verdict) {
        if (verdict instanceof CodeVerdict.Wrong wrong) {
            return Problem.of("invalid", 400, "The code is wrong; " + wrong.left() + " more may be tried.");
        }
        if (verdict instanceof CodeVerdict.Used) {
            return Problem.of("used", 400, "The code was used already; ask for a new one.");
        }
        if (verdict instanceof CodeVerdict.ValueChanged) {
            return Problem.of("value_changed", 400, "The value changed since the code was sent; ask for a new one.");
        }
        if (verdict instanceof CodeVerdict.Locked locked) {
            return Problem.of("too_many_attempts", 400, "Too many wrong codes; wait.")
                    .after(locked.pause());
        }
        if (verdict instanceof CodeVerdict.Unchecked) {
            return Problem.of("unchecked", 503, "The service that keeps the code could not be asked; try again.")
                    .after(Duration.ofSeconds(5));
        }
        return verdict instanceof CodeVerdict.Closed
                ? Problem.of(
                        "too_many_attempts", 400, "Codes are closed for this user; an administrator can open them.")
                : Problem.of("expired", 400, "There is no valid code: it is too old, replaced, or was never sent.");
    }

    private static Problem later(String cause, String detail, Duration pause) {
        return Problem.of(cause, 429, detail).after(pause);
    }
}
