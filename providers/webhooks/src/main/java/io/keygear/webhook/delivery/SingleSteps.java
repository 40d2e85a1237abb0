package io.keygear.webhook.delivery;

import io.keygear.webhook.delivery.Journal.Entry;
import io.keygear.webhook.endpoint.Endpoint;
import io.keygear.webhook.outbox.OutboxNode;
import io.keygear.webhook.outbox.Spread;
import io.keygear.webhook.outbox.Turn;
import io.keygear.webhook.outbox.WaitingEvent;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * What is done after a turn failed: its work once more, each piece in a transaction of its own. So a row that the
 * database refuses shows itself, and from then on it and what is behind it in its order wait, for longer and longer;
 * all else goes on. Nothing is given up.
 */
final class SingleSteps {

    private static final Logger LOG = Logger.getLogger(SingleSteps.class);

    /** When more is refused, the trouble is another one, and everything has to wait. */
    private static final int MANY = 100;

    private final Lease lease;
    private final Refused<Entry> outcomes = new Refused<>();
    private final Refused<WaitingEvent> events = new Refused<>();

    /**
     * @param lease is kept meanwhile
     */
    SingleSteps(Lease lease) {
        this.lease = lease;
    }

    /** Outcomes that were refused and are worth another try. */
    Set<Entry> due() {
        return outcomes.due(System.nanoTime());
    }

    /** Events that were refused and have to wait. */
    Set<WaitingEvent> resting() {
        return events.resting(System.nanoTime());
    }

    /** Whether nothing is refused at present, so that what is sent can be written afterwards. */
    boolean areNone() {
        return outcomes.size() + events.size() == 0;
    }

    /** They are written. */
    void written(List<Entry> entries) {
        if (outcomes.size() > 0) {
            entries.forEach(outcomes::remove);
        }
    }

    /** Others have it all. */
    void clear() {
        outcomes.clear();
        events.clear();
    }

    /**
     * Writes outcomes, one by one; throws when the database does not work at all.
     *
     * @param written is told of each that was written
     */
    void settle(OutboxNode node, List<Entry> entries, Consumer<Entry> written) {
        for (Entry entry : entries) {
            long delivery = entry.settled().parcel().place().id();
            if (step(node, "delivery " + delivery, turn -> turn.write(Spread.NONE, List.of(entry.settled())))
                    || step(node, "delivery " + delivery, turn -> turn.conclude(entry.settled()))) {
                outcomes.remove(entry);
                written.accept(entry);
            } else {
                refuse(outcomes, entry);
            }
        }
    }

    /**
     * Writes what was sent before it was written; throws when the database does not work at all.
     *
     * @return whether it is written now; if not, it is refused, or was written before, and the outbox knows which of its
     *     events are still new
     */
    boolean write(OutboxNode node, Spread unwritten) {
        return unwritten.isEmpty() || step(node, "what was sent last", turn -> turn.write(unwritten, List.of()));
    }

    /** Gives new events to endpoints, one by one; throws when the database does not work at all. */
    void spread(OutboxNode node, Set<Integer> partitions, BiFunction<Turn, String, List<Endpoint>> endpoints) {
        List<WaitingEvent> waiting = node.turn(turn -> turn.waiting(partitions)).orElse(List.of());
        Set<WaitingEvent> resting = resting();
        Set<@Nullable String> blocked = new HashSet<>();
        resting.forEach(event -> blocked.add(event.orderKey()));
        for (WaitingEvent event : waiting) {
            if (resting.contains(event) || isBehind(event, blocked)) {
                continue;
            }
            String what = "the event at position " + event.position();
            if (step(node, what, turn -> turn.spread(event, realm -> endpoints.apply(turn, realm)))) {
                events.remove(event);
            } else {
                refuse(events, event);
                blocked.add(event.orderKey());
            }
        }
    }

    private static boolean isBehind(WaitingEvent event, Set<@Nullable String> blocked) {
        return event.orderKey() != null && blocked.contains(event.orderKey());
    }

    private boolean step(OutboxNode node, String what, Consumer<Turn> work) {
        if (lease.isDue()) {
            long begun = System.nanoTime();
            take(node, turn -> turn.renew(lease.time()));
            lease.renewed(begun);
        }
        try {
            take(node, work);
            return true;
        } catch (RuntimeException | Error refused) {
            take(node, turn -> {}); // throws when nothing is taken at all
            LOG.errorf(refused, "webhooks: what is to be written for %s was refused; it will be tried again", what);
            return false;
        }
    }

    private static void take(OutboxNode node, Consumer<Turn> work) {
        boolean held = node.turn(turn -> {
                    work.accept(turn);
                    return true;
                })
                .orElse(false);
        if (!held) {
            throw new IllegalStateException("The lease is gone");
        }
    }

    private static <T> void refuse(Refused<T> refused, T one) {
        refused.add(one, System.nanoTime());
        if (refused.size() > MANY) {
            refused.clear();
            throw new IllegalStateException("The database refuses " + MANY + " rows of the outbox");
        }
    }
}
