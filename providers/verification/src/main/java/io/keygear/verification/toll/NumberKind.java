package io.keygear.verification.toll;

import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberType;

/** What a numbering plan uses a number for. */
public enum NumberKind {
    MOBILE,
    FIXED_LINE,
    /** The plan does not tell one from the other, as in North America. */
    FIXED_LINE_OR_MOBILE,
    TOLL_FREE,
    PREMIUM_RATE,
    SHARED_COST,
    VOIP,
    PERSONAL_NUMBER,
    PAGER,
    /** Universal access: one number for a company, on the caller's bill. */
    UAN,
    VOICEMAIL,
    /** No plan assigns it, as numbers for tests. */
    UNKNOWN;

    static NumberKind of(PhoneNumberType type) {
        return valueOf(type.name());
    }
}
