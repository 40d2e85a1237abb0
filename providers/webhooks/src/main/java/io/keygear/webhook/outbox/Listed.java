package io.keygear.webhook.outbox;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;

/**
 * Values that a statement looks for. There are as many places as the next power of two, so that few different texts
 * occur and drivers keep them prepared; the last value fills the places that are left.
 */
record Listed<T>(List<T> values) {

    static <T> Listed<T> of(Collection<T> values) {
        List<T> filled = new ArrayList<>(values);
        int places = Math.max(1, 2 * Integer.highestOneBit(filled.size() - 1));
        filled.addAll(Collections.nCopies(places - filled.size(), filled.get(filled.size() - 1)));
        return new Listed<>(filled);
    }

    /** What stands behind {@code in}. */
    String marks() {
        return "(" + String.join(",", Collections.nCopies(values.size(), "?")) + ")";
    }
}
