package io.keygear.webhook.delivery;

import io.keygear.webhook.outbox.Parcel;
import io.keygear.webhook.outbox.Partitions;
import io.keygear.webhook.outbox.Settled;
import io.keygear.webhook.outbox.Settled.Verdict;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The parcels of one endpoint that are in memory, in lanes: one parcel of a lane is under way at a time, lanes pass
 * each other. The outbox has them all and much more; this is only the part that is about to be sent.
 *
 * <p>The next parcel of a lane leaves when it is written down what became of the last. So a server that dies leaves at
 * most one parcel of a lane of which nobody knows that it arrived, and that is sent again.
 *
 * <p>A parcel counts as held from when it was read until what became of it is written, so that it is not read again
 * meanwhile.
 */
final class Line {

    /** How many parcels of a lane are held at most, so that one that has many leaves room for the others. */
    static final int AHEAD = 16;

    private static final int FEW = AHEAD / 4;

    private final Window window;
    private final Breaker breaker;
    private final Map<Object, Deque<Parcel>> lanes = new HashMap<>();
    private final Deque<Object> ready = new ArrayDeque<>();
    private final Set<Object> unwritten = new HashSet<>();
    private final Set<Object> blocked = new HashSet<>();
    private final Set<Long> held = new HashSet<>();
    private final Map<Long, List<Long>> behind = new HashMap<>();
    private final Map<Object, Long> longer = new HashMap<>();
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
        return new Room(Math.max(0, most - held.size()), generation);
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
        parcels.forEach(this::add);
        return true;
    }

    private void add(Parcel parcel) {
        Object key = lane(parcel);
        long id = parcel.place().id();
        if (blocked.contains(key) || longer.containsKey(key) || held.contains(id)) {
            return;
        }
        Deque<Parcel> lane = lanes.get(key);
        if (lane == null) {
            lane = new ArrayDeque<>();
            lanes.put(key, lane);
            if (!unwritten.contains(key)) {
                ready.add(key);
            }
        } else if (lane.size() >= AHEAD) {
            longer.put(key, id);
            return;
        }
        lane.add(parcel);
        held.add(id);
    }

    /** The order keys of which the outbox has more than is held; these are not to be read with the others. */
    synchronized Set<String> longLanes() {
        return longer.keySet().stream().map(String.class::cast).collect(Collectors.toSet());
    }

    /** Those of them that run low, each with the number of the parcel that comes next. */
    synchronized Map<String, Long> lowLanes() {
        Map<String, Long> low = new HashMap<>();
        longer.forEach((key, next) -> {
            Deque<Parcel> lane = lanes.get(key);
            if (lane == null || lane.size() <= FEW) {
                low.put((String) key, next);
            }
        });
        return low;
    }

    /** Takes in what comes next in a lane that ran low: {@link #AHEAD} parcels, or all that are left. */
    synchronized void extend(String key, List<Parcel> next, int asOf) {
        if (closed || asOf != generation || longer.remove(key) == null) {
            return;
        }
        next.forEach(this::add);
        if (next.size() == AHEAD) {
            longer.putIfAbsent(key, next.get(next.size() - 1).place().id() + 1);
        }
    }

    /** Whether another worker would find something to do; if so, it counts as hired. */
    synchronized boolean hire(long nanos) {
        if (ready.size() > workers - underWay && workers < limit(nanos)) {
            workers++;
            return true;
        }
        return false;
    }

    /** The next parcel for a worker; when there is none the worker is dismissed. */
    synchronized Optional<Parcel> next(long nanos) {
        if (workers > limit(nanos) || ready.isEmpty()) {
            workers--;
            return Optional.empty();
        }
        underWay++;
        return Optional.of(Objects.requireNonNull(lanes.get(ready.remove())).element());
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
        Object key = lane(parcel);
        Deque<Parcel> lane = lanes.get(key);
        if (lane == null) {
            return false;
        }
        lane.remove();
        if (verdict instanceof Verdict.Retry) {
            behind.put(parcel.place().id(), ids(lane));
            lanes.remove(key);
            longer.remove(key);
            blocked.add(key);
            return false;
        }
        unwritten.add(key);
        if (lane.isEmpty()) {
            lanes.remove(key);
        }
        return !lane.isEmpty();
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

    /** The endpoint is to be left alone for some time. */
    synchronized void pause(long nanos, Duration time) {
        breaker.rest(nanos, time);
    }

    /** What became of a parcel is committed. */
    synchronized void written(Settled settled) {
        long id = settled.parcel().place().id();
        Object key = lane(settled.parcel());
        held.remove(id);
        List<Long> waiting = behind.remove(id);
        if (waiting != null) {
            waiting.forEach(held::remove);
            blocked.remove(key);
        }
        if (unwritten.remove(key) && lanes.containsKey(key)) {
            ready.add(key);
        }
    }

    /** Forgets what is not under way; the outbox has it. */
    synchronized void forgetWaiting(Set<Integer> partitions) {
        generation++;
        longer.clear();
        List<Object> waiting = new ArrayList<>(ready);
        waiting.addAll(unwritten);
        for (Object key : waiting) {
            Deque<Parcel> lane = lanes.get(key);
            if (lane != null && partitions.contains(lane.element().place().partition())) {
                ids(lane).forEach(held::remove);
                lanes.remove(key);
                ready.remove(key);
            }
        }
    }

    /** Whether parcels of a partition are still under way, or not yet written down. */
    synchronized boolean holds(int partition) {
        return held.stream().anyMatch(id -> Partitions.ofDelivery(id) == partition);
    }

    /** Nothing more is sent from here. */
    synchronized void close() {
        closed = true;
        ready.clear();
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

    private static Object lane(Parcel parcel) {
        String key = parcel.event().orderKey();
        return key == null ? parcel.place().id() : key;
    }

    private static List<Long> ids(Collection<Parcel> parcels) {
        List<Long> ids = new ArrayList<>();
        parcels.forEach(parcel -> ids.add(parcel.place().id()));
        return ids;
    }
}
