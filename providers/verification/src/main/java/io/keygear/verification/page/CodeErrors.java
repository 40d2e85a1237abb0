package io.keygear.verification.page;

import io.keygear.verification.code.CodeIssue;
import io.keygear.verification.code.CodeVerdict;
import io.keygear.verification.toll.TollRefusal;
import java.time.Duration;
import java.util.Optional;
import org.keycloak.models.utils.FormMessage;

/** What a person is told when a code was not sent, or not taken. */
public final class CodeErrors {

    /** The form's field for the code. */
    public static final String CODE_FIELD = "code";

    private CodeErrors() {}

    /** Why nothing was sent; empty when a message is on its way. */
    public static Optional<FormMessage> of(CodeIssue issue) {
        if (issue instanceof CodeIssue.TooSoon soon) {
            return message("kgCodeResendLater", soon.pause());
        } else if (issue instanceof CodeIssue.Locked locked) {
            return message("kgCodeLocked", locked.pause());
        } else if (issue instanceof CodeIssue.NoMoreResends) {
            return message("kgCodeResendNoMore");
        } else if (issue instanceof CodeIssue.LimitReached) {
            return message("kgCodeSendLimit");
        } else if (issue instanceof CodeIssue.Refused refused) {
            return message(refused.why() == TollRefusal.COUNTRY ? "kgPhoneCountryRefused" : "kgPhoneTypeRefused");
        } else if (issue instanceof CodeIssue.Closed) {
            return message("kgCodeClosed");
        } else if (issue instanceof CodeIssue.Unavailable) {
            return message("kgCodeNotConfigured");
        } else if (issue instanceof CodeIssue.Busy) {
            return message("kgCodeSendFailed");
        }
        return Optional.empty();
    }

    /** Why a code was not taken; empty when it was. */
    public static Optional<FormMessage> of(CodeVerdict verdict) {
        if (verdict instanceof CodeVerdict.Wrong wrong) {
            return Optional.of(new FormMessage(CODE_FIELD, "kgCodeWrong", wrong.left()));
        } else if (verdict instanceof CodeVerdict.Locked locked) {
            return message("kgCodeLocked", locked.pause());
        } else if (verdict instanceof CodeVerdict.Closed) {
            return message("kgCodeClosed");
        } else if (verdict instanceof CodeVerdict.ValueChanged) {
            return message("kgCodeValueChanged");
        } else if (verdict instanceof CodeVerdict.Unchecked) {
            return message("kgCodeUnchecked");
        } else if (verdict instanceof CodeVerdict.Accepted) {
            return Optional.empty();
        }
        return message("kgCodeExpired");
    }

    private static Optional<FormMessage> message(String key, Duration wait) {
        return Optional.of(new FormMessage(CODE_FIELD, key, CodePage.seconds(wait)));
    }

    private static Optional<FormMessage> message(String key) {
        return Optional.of(new FormMessage(CODE_FIELD, key));
    }
}
