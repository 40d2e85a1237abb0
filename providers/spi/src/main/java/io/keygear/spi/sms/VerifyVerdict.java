package io.keygear.spi.sms;

import org.jspecify.annotations.Nullable;

/** What a {@link VerifyService} says of a typed code. */
public sealed interface VerifyVerdict {

    /** It is the right one, and is used up now. */
    record Approved() implements VerifyVerdict {}

    /** It was compared and is wrong. */
    record Wrong() implements VerifyVerdict {}

    /** There is nothing to compare with any more: too old, used, or tried too often. */
    record Expired() implements VerifyVerdict {}

    /**
     * Nobody can say.
     *
     * @param failure why
     * @param providerCode the service's own error code, for the log; {@code null} when it gave none
     */
    record Unclear(SmsFailure failure, @Nullable String providerCode) implements VerifyVerdict {}
}
