package io.keygear.verification.toll;

import java.util.Locale;

/** Why a realm sends nothing to a number, whoever asks. */
public enum TollRefusal {
    /** Its country is not among those the realm sends to. */
    COUNTRY,
    /** Calls and messages to such numbers cost more than others, and their owner gets a part of it. */
    NUMBER_KIND;

    /** The name in events and metrics. */
    public String id() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
