package io.keygear.verification.code;

import java.util.Locale;

/** How far a message has come. */
public enum Delivery {
    /** On its way; when it stays so beyond the deadline, it counts as failed. */
    QUEUED,
    /** The gateway took it. */
    ACCEPTED,
    /** The gateway did not take it, or nobody can say. */
    FAILED,
    /** The gateway says that it is on the phone. */
    DELIVERED,
    /** The gateway took it and says that it will not get there. */
    UNDELIVERED;

    /** Whether the person will not get this message. */
    public boolean isLost() {
        return this == FAILED || this == UNDELIVERED;
    }

    /** The name in the database and on pages. */
    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Delivery of(String id) {
        return valueOf(id.toUpperCase(Locale.ROOT));
    }
}
