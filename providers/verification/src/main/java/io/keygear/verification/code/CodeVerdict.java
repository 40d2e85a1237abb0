package io.keygear.verification.code;

import java.time.Duration;
import java.util.Locale;

/** What became of a typed code. Only {@link Accepted} proves anything; it is given once per code. */
public sealed interface CodeVerdict {

    /** The outcome as login events name it: {@code wrong}, {@code value_changed} and so on. */
    default String reason() {
        return getClass().getSimpleName().replaceAll("(?<=.)(?=[A-Z])", "_").toLowerCase(Locale.ROOT);
    }

    /**
     * The code was right, is used up now, and every failure is forgotten.
     *
     * @param value the number or address that the code had been sent to
     */
    record Accepted(String value) implements CodeVerdict {}

    /**
     * The code was compared and is wrong.
     *
     * @param left how many more may be compared before a pause
     */
    record Wrong(int left) implements CodeVerdict {}

    /** Not compared: there is no code, it is too old, or it had its attempts. */
    record Expired() implements CodeVerdict {}

    /** Not compared, or right but too late: the code was used already. */
    record Used() implements CodeVerdict {}

    /** Not compared: the number or address is no longer the one the code was sent to. */
    record ValueChanged() implements CodeVerdict {}

    /** Not compared: too many wrong codes. */
    record Locked(Duration pause) implements CodeVerdict {}

    /** Nobody can say: the service that made the code did not answer. The attempt is spent. */
    record Unchecked() implements CodeVerdict {}

    /** Not compared: codes are closed for this subject. */
    record Closed() implements CodeVerdict {}
}
