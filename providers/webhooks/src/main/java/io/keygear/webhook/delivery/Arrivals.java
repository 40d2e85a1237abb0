package io.keygear.webhook.delivery;

import io.keygear.webhook.outbox.EventHead;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** Tells the dispatcher what this node has just committed, so that it comes for it and knows what to expect. */
final class Arrivals {

    /** When many come at once, their lanes are read together and need not be known before. */
    private static final int MOST = 8;

    private final Bell bell;
    private final List<EventHead> heads = new ArrayList<>();

    Arrivals(Bell bell) {
        this.bell = bell;
    }

    Bell bell() {
        return bell;
    }

    /** These are in the outbox. */
    void add(Collection<EventHead> committed) {
        synchronized (heads) {
            committed.stream().limit(Math.max(0, MOST - heads.size())).forEach(heads::add);
        }
        bell.ringSoon();
    }

    /** Some of those that came since the last time; all others are found as well. */
    List<EventHead> take() {
        synchronized (heads) {
            List<EventHead> taken = List.copyOf(heads);
            heads.clear();
            return taken;
        }
    }
}
