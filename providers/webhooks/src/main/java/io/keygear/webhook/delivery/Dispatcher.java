package io.keygear.webhook.delivery;

import io.keygear.webhook.delivery.Journal.Entry;
import io.keygear.webhook.endpoint.Endpoint;
import io.keygear.webhook.outbox.EventHead;
import io.keygear.webhook.outbox.OutboxNode;
import io.keygear.webhook.outbox.Partitions;
import io.keygear.webhook.outbox.Share;
import io.keygear.webhook.outbox.Spread;
import io.keygear.webhook.outbox.Turn;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * The one thread of a node that talks to the outbox. In each turn, which is one short transaction, it writes what the
 * crew found out, spreads new events to endpoints, and reads what is to be sent next; the crew sends meanwhile.
 */
final class Dispatcher implements Runnable {

    private static final Logger LOG = Logger.getLogger(Dispatcher.class);
    private static final Duration AFTER_FAILURE = Duration.ofSeconds(1);

    /** After this time most of what was just sent has arrived, and is written once. */
    private static final Duration BREATH = Journal.LINGER.dividedBy(2);

    private static final Duration RESYNC = Duration.ofSeconds(3);

    /** As long as a receiver may take to answer. */
    private static final Duration LAST_TRIPS = Duration.ofSeconds(30);

    private final Supplier<OutboxNode> joining;
    private final Duration poll;
    private final Lease lease;
    private final Posts posts;
    private final Arrivals arrivals;
    private final Bell bell;
    private final Journal journal;
    private final Clock clock;

    private final SingleSteps steps;
    private final Tenure tenure = new Tenure();
    private @Nullable OutboxNode node;
    private Spread unwritten = Spread.NONE;
    private boolean failed;
    private long resyncAt;

    /** Whether something was not looked at in the last turn; what is new goes first, but only once. */
    private boolean leftOver;

    private volatile boolean stopping;

    /** One that looks for what other nodes captured every {@code poll} at least. */
    Dispatcher(Supplier<OutboxNode> joining, Duration poll, Lease lease, Posts posts, Clock clock) {
        this.joining = joining;
        this.poll = poll;
        this.lease = lease;
        this.steps = new SingleSteps(lease);
        this.posts = posts;
        this.arrivals = posts.arrivals();
        this.bell = arrivals.bell();
        this.journal = posts.journal();
        this.clock = clock;
    }

    @Override
    public void run() {
        while (!stopping) {
            try {
                bell.await(poll);
                turn();
            } catch (InterruptedException asked) {
                stopping = true;
            } catch (RuntimeException | Error failure) {
                // The database may be away; it may be back at the next turn, and nothing is lost meanwhile.
                LOG.errorf(failure, "webhooks pause for %d s", AFTER_FAILURE.toSeconds());
                pause();
            }
        }
        try {
            signOff();
        } catch (InterruptedException asked) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException | Error tooLate) {
            // The lease will pass instead, and what was sent meanwhile is sent again with the same id.
            LOG.warn("webhooks could not sign off", tooLate);
        }
    }

    /** Sends nothing new, waits for what is under way, writes it down, gives the rest to other nodes, and ends. */
    void stop() {
        stopping = true;
        posts.close();
        bell.ring();
    }

    private void signOff() throws InterruptedException {
        posts.close();
        OutboxNode current = node;
        long end = System.nanoTime() + LAST_TRIPS.toNanos();
        while (current != null && posts.areUnderWay() && end - System.nanoTime() > 0) {
            bell.await(poll);
            write(current);
        }
        if (current != null) {
            write(current);
            current.leave();
        }
    }

    /** Outcomes alone; and the lease is kept meanwhile. */
    private void write(OutboxNode current) {
        for (List<Entry> entries = journal.take(); !entries.isEmpty(); entries = journal.take()) {
            List<Entry> those = entries;
            try {
                current.turn(turn -> {
                    turn.write(unwritten, Journal.settled(those));
                    return true;
                });
            } catch (RuntimeException refused) {
                LOG.warn("the last outcomes are written one by one", refused);
                writeUnwritten(current);
                steps.settle(current, those, entry -> {});
            }
            unwritten = Spread.NONE;
        }
        current.turn(turn -> turn.renew(lease.time()));
    }

    private void pause() {
        try {
            TimeUnit.NANOSECONDS.sleep(AFTER_FAILURE.toNanos());
        } catch (InterruptedException asked) {
            stopping = true;
        }
    }

    private void turn() {
        OutboxNode current = node == null ? join() : node;
        if (lease.isDue() && !renew(current)) {
            return;
        }
        if (failed) {
            singly(current);
        }
        List<EventHead> expected = arrivals.take();
        boolean onlyNews = !expected.isEmpty() && !leftOver;
        List<Entry> taken = posts.current(journal.take());
        List<Entry> entries = new ArrayList<>(taken);
        entries.addAll(steps.due());
        Optional<Haul> haul;
        try {
            haul = current.turn(turn -> work(turn, entries, expected, onlyNews));
        } catch (RuntimeException | Error failure) {
            failed = true;
            journal.putBack(taken);
            posts.lookAgain(); // it may be committed all the same
            throw failure;
        }
        steps.written(entries);
        haul.ifPresentOrElse(done -> finishTurn(done, entries, onlyNews), this::leaseLost);
    }

    /** Finds out what it is that the database does not take, if it takes anything. */
    private void singly(OutboxNode current) {
        List<Entry> left = new ArrayList<>(posts.current(journal.take()));
        List<Entry> entries = new ArrayList<>(left);
        entries.addAll(steps.due());
        try {
            writeUnwritten(current);
            steps.settle(current, entries, entry -> {
                left.remove(entry);
                entry.written();
            });
        } catch (RuntimeException | Error failure) {
            journal.putBack(left);
            throw failure;
        }
        steps.spread(current, tenure.active(), posts::of);
        posts.lookAgain();
        failed = false;
    }

    /** Where that is refused, its events are still new: what of them did not leave yet is forgotten here. */
    private void writeUnwritten(OutboxNode current) {
        if (!steps.write(current, unwritten)) {
            posts.forget(Partitions.ALL);
        }
        unwritten = Spread.NONE;
    }

    /**
     * What a turn brought.
     *
     * @param unwritten what of the spread is to be written in the next turn
     */
    private record Haul(Spread spread, Spread unwritten, List<Post.Load> loads, Set<Integer> released) {}

    private Haul work(Turn turn, List<Entry> entries, List<EventHead> expected, boolean onlyNews) {
        turn.write(unwritten, Journal.settled(entries));
        long nanos = System.nanoTime();
        if (!onlyNews && nanos - resyncAt >= 0) {
            resyncAt = nanos + RESYNC.toNanos();
            posts.resync(turn, clock.millis() - RESYNC.toMillis());
        }
        Set<Integer> active = tenure.active();
        if (active.isEmpty()) {
            return new Haul(Spread.NONE, Spread.NONE, List.of(), release(turn));
        }
        Map<String, List<Endpoint>> known = new HashMap<>();
        Spread spread = turn.spread(
                active, steps.resting(), expected, realm -> known.computeIfAbsent(realm, id -> posts.of(turn, id)));
        if (!steps.areNone()) {
            turn.writeSpread();
        }
        List<Post.Load> loads =
                onlyNews ? posts.take(spread.parcels()) : posts.load(turn, active, spread.parcels(), clock.millis());
        Set<Integer> released = release(turn);
        if (lease.isDue()) {
            turn.renew(lease.time()); // it took long; whoever waits to take over sees that together with what it did
        }
        return new Haul(spread, turn.unwritten(), loads, released);
    }

    private void finishTurn(Haul done, List<Entry> entries, boolean onlyNews) {
        entries.forEach(Entry::written);
        unwritten = done.unwritten();
        tenure.left(done.released());
        done.loads().forEach(Post.Load::takeIn);
        posts.staff();
        if (done.spread().isEmpty()) {
            bell.spareRest();
        }
        leftOver = !tenure.active().isEmpty() && (posts.areHungry(clock.millis()) || System.nanoTime() - resyncAt >= 0);
        if (done.spread().isFull()) {
            bell.ring();
        } else if (leftOver) {
            bell.ringIn(onlyNews ? BREATH : Duration.ZERO);
        } else if (!done.loads().isEmpty() || !unwritten.isEmpty()) {
            bell.ringIn(Journal.LINGER); // also for the outcomes; whoever adds them need not wake this thread then
        }
    }

    private Set<Integer> release(Turn turn) {
        Set<Integer> quiet = new HashSet<>(tenure.leaving());
        quiet.removeIf(posts::holds);
        if (!quiet.isEmpty()) {
            turn.release(quiet);
        }
        return quiet;
    }

    private OutboxNode join() {
        node = joining.get();
        return node;
    }

    private boolean renew(OutboxNode current) {
        long begun = System.nanoTime();
        Optional<Share> share = current.turn(turn -> turn.renew(lease.time())).flatMap(found -> found);
        if (share.isEmpty()) {
            leaseLost();
            return false;
        }
        if (tenure.isMore(share.get())) {
            current.readHighestNumber();
            posts.startOver();
            LOG.infof(
                    "webhooks: this node looks after %d of %d partitions",
                    share.get().owned().size(), Partitions.COUNT);
        }
        tenure.renew(share.get()); // only now, so that what fails before is done again
        lease.renewed(begun);
        posts.forget(tenure.leaving());
        return true;
    }

    /** Others go on with what was under way here; what they send again carries the same id. */
    private void leaseLost() {
        LOG.warn("webhooks: this node was taken for dead, others have its work; it begins anew");
        node = null;
        lease.lost();
        unwritten = Spread.NONE;
        tenure.end();
        posts.dropAll();
        steps.clear();
        bell.ring();
    }
}
