package io.keygear.verification.code;

import java.util.Arrays;

/** What a code is for. A code made for one purpose is of no use for another. */
public enum Purpose {
    /** The second step of a login, behind a password or a passkey, by text message. */
    SECOND_FACTOR("second-factor", true),
    /** The same by e-mail. It counts on its own: who turns from one to the other need not wait. */
    EMAIL_SECOND_FACTOR("second-factor-email", true),
    /** Proving that a phone number is one's own before it is stored. */
    ENROL("enrol", true),
    /** Proving that an e-mail address is one's own. */
    VERIFY_EMAIL("verify-email", true),
    /** The first step of a login, or the only one. */
    LOGIN("login", false),
    /** Proving that an account is one's own when its password is lost. */
    RESET("reset", false),
    /** Proving that a number or address is one's own before there is an account. */
    REGISTER("register", false),
    /** Proving through the verification API that a phone number is one's own. */
    PROVE_PHONE("prove-phone", false),
    /** The same for an e-mail address. */
    PROVE_EMAIL("prove-email", false);

    private final String id;
    private final boolean closes;

    Purpose(String id, boolean closes) {
        this.id = id;
        this.closes = closes;
    }

    static Purpose of(String id) {
        return Arrays.stream(values())
                .filter(purpose -> purpose.id.equals(id))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no purpose " + id));
    }

    /** The name in the database and on pages. */
    public String id() {
        return id;
    }

    /**
     * Whether codes close after {@link CodePolicy#CLOSING_FAILURES} failures in a row. Only where somebody is known
     * already: else anybody could close anybody's codes from outside.
     */
    boolean closes() {
        return closes;
    }
}
