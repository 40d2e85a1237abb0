package io.keygear.verification.phone;

/**
 * A telephone number in E.164 (ITU-T), such as {@code +447700900101}: one spelling for each number.
 * {@link #toString()} gives the {@link #masked()} form, so that no log shows a whole number by accident.
 */
public record PhoneNumber(String e164) {

    private static final int SHOWN_IN_FRONT = 3;
    private static final int SHOWN_AT_END = 3;
    private static final int DOTS = 5;

    /** As shown to a person who may or may not be its owner: {@code +44•••••101}. */
    public String masked() {
        return e164.substring(0, Math.min(SHOWN_IN_FRONT, e164.length()))
                + "•".repeat(DOTS)
                + e164.substring(Math.max(0, e164.length() - SHOWN_AT_END));
    }

    @Override
    public String toString() {
        return masked();
    }
}
