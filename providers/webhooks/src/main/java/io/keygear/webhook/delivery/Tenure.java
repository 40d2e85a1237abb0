package io.keygear.webhook.delivery;

import io.keygear.webhook.outbox.Share;
import java.util.HashSet;
import java.util.Set;

/** Which partitions this node looks after, and which of them it leaves to others as soon as nothing is under way. */
final class Tenure {

    private final Set<Integer> owned = new HashSet<>();
    private final Set<Integer> leaving = new HashSet<>();

    /** Whether there is something that it does not have yet. */
    boolean isMore(Share share) {
        return !owned.containsAll(share.owned());
    }

    /** Has what the node has now; what is more than its fair share it is to leave. */
    void renew(Share share) {
        owned.clear();
        owned.addAll(share.owned());
        leaving.retainAll(owned);
        share.owned().stream().skip(share.fair()).forEach(leaving::add);
    }

    /** Those from which events are taken. */
    Set<Integer> active() {
        Set<Integer> active = new HashSet<>(owned);
        active.removeAll(leaving);
        return active;
    }

    /** Those from which nothing new is taken. */
    Set<Integer> leaving() {
        return Set.copyOf(leaving);
    }

    /** Others have these now. */
    void left(Set<Integer> partitions) {
        owned.removeAll(partitions);
        leaving.removeAll(partitions);
    }

    /** Others have all. */
    void end() {
        owned.clear();
        leaving.clear();
    }
}
