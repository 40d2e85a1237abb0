package io.keygear.webhook.delivery;

import io.keygear.webhook.outbox.Parcel;
import io.keygear.webhook.outbox.Settled;
import io.keygear.webhook.outbox.Settled.Verdict;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The parcels of one endpoint that are in memory, and the workers who send them: one parcel of a lane is under way at a
 * time, lanes pass each other. The outbox has them all and much more; this is only the part that is about to be sent.
 *
 * <p>The next parcel of a lane leaves when it is written down what became of the last. So a server that dies leaves at
 * most one parcel of a lane of which nobody knows that it arrived, and that is sent again.
 */
final class Line {

    private final Window window;
    private final Breaker breaker;
    private final Lanes lanes = new Lanes();
    private int workers;
    private int underWay;
    private int generation;
    private boolean closed;

    Line(Window window, Breaker breaker) {
        this.window = window;
        this.breaker = breaker;
    }

    /**
     * How many more parcels it wants.
     *
     * @param generation to be given back with them; when parcels were forgotten meanwhile, they come too late
     */
    record Room(int parcels, int generation) {}

    synchronized Room room(int capacity, long nanos) {
        int most = closed || breaker.isOpen(nanos) ? 0 : breaker.isProbing(nanos) ? 1 : capacity;
        return new Room(Math.max(0, most - lanes.held()), generation);
    }

    /**
     * Takes parcels in, in their order. Those it has, and those whose lane has just failed, it leaves alone.
     *
     * @return whether it took them; if not, they have to be read again from the start
     */
    synchronized boolean add(Collection<Parcel> parcels, int asOf) {
        if (closed || asOf != generation) {
            return false;
        }
        parcels.forEach(lanes::add);
        return true;
    }

    /** Those of some parcels, by their numbers, that are not held. */
    synchronized List<Long> missing(Collection<Long> ids) {
        return lanes.missing(ids);
    }

    /** The order keys of which the outbox has more than is held; these are not to be read with the others. */
    synchronized Set<String> longLanes() {
        return lanes.full();
    }

    /** Those of them that run low, each with the number of the parcel that comes next. */
    synchronized Map<String, Long> lowLanes() {
        return lanes.low();
    }

    /** Takes in what comes next in a lane that ran low: {@link Lanes#AHEAD} parcels, or all that are left. */
    synchronized void extend(String key, List<Parcel> next, int asOf) {
        if (!closed && asOf == generation) {
            lanes.extend(key, next);
        }
    }

    /** Whether another worker would find something to do; if so, it counts as hired. */
    synchronized boolean hire(long nanos) {
        if (lanes.ready() > workers - underWay && workers < limit(nanos)) {
            workers++;
            return true;
        }
        return false;
    }

    /** The next parcel for a worker; when there is none the worker is dismissed. */
    synchronized Optional<Parcel> next(long nanos) {
        if (workers > limit(nanos) || lanes.ready() == 0) {
            workers--;
            return Optional.empty();
        }
        underWay++;
        return Optional.of(lanes.next());
    }

    /** A worker stops for other reasons. */
    synchronized void dismiss() {
        workers--;
    }

    /**
     * What became of a parcel. If it has to wait, all behind it have to wait.
     *
     * @return whether others will go on as soon as it is written down
     */
    synchronized boolean settle(Parcel parcel, Verdict verdict) {
        underWay--;
        return lanes.settle(parcel, verdict);
    }

    /** The last try went well. */
    synchronized void succeeded(Duration took) {
        if (!breaker.isClosed()) {
            window.restart();
        }
        breaker.succeeded();
        window.succeeded(took);
    }

    /** The endpoint as a whole does not work; gives whether that is reason enough to pause. */
    synchronized boolean failed(long nanos, Duration rest) {
        window.failed();
        breaker.failed(nanos);
        if (!rest.isZero()) {
            breaker.rest(nanos, rest);
        }
        return breaker.isOpen(nanos);
    }

    /** It is another endpoint now. */
    synchronized void moved() {
        breaker.succeeded();
        window.restart();
    }

    /** The endpoint is to be left alone for some time. */
    synchronized void pause(long nanos, Duration time) {
        breaker.rest(nanos, time);
    }

    /** What became of a parcel is committed. */
    synchronized void written(Settled settled) {
        lanes.written(settled);
    }

    /** Forgets what is not under way; the outbox has it. */
    synchronized void forgetWaiting(Set<Integer> partitions) {
        generation++;
        lanes.forgetWaiting(partitions);
    }

    /** Whether parcels of a partition are still under way, or not yet written down. */
    synchronized boolean holds(int partition) {
        return lanes.holds(partition);
    }

    /** Nothing more is sent from here. */
    synchronized void close() {
        closed = true;
        lanes.close();
    }

    /** Whether no worker is on the way for it. */
    synchronized boolean isIdle() {
        return workers == 0;
    }

    synchronized boolean isOpen(long nanos) {
        return breaker.isOpen(nanos);
    }

    synchronized boolean isBroken() {
        return !breaker.isClosed();
    }

    private int limit(long nanos) {
        if (closed || breaker.isOpen(nanos)) {
            return 0;
        }
        return breaker.isProbing(nanos) ? 1 : window.size();
    }
}
