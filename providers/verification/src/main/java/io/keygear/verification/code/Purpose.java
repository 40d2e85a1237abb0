package io.keygear.verification.code;

import java.util.Arrays;

/** What a code is for. A code made for one purpose is of no use for another. */
public enum Purpose {
    /** The second step of a login, behind a password or a passkey. */
    SECOND_FACTOR("second-factor"),
    /** Proving that a number or address is one's own before it is stored. */
    ENROL("enrol");

    private final String id;

    Purpose(String id) {
        this.id = id;
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
}
