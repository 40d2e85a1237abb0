package io.keygear.webhook.delivery;

import io.keygear.webhook.outbox.Parcel;
import io.keygear.webhook.outbox.Partitions;
import io.keygear.webhook.outbox.Settled;
import io.keygear.webhook.outbox.Settled.Verdict;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The parcels of an endpoint in lanes, one for each order key and one for each parcel that has none: which may leave
 * next, and which wait for what. Its {@link Line} lets one thread in at a time.
 *
 * <p>A parcel counts as held from when it was read until what became of it is written, so that it is not read again
 * meanwhile.
 */
final class Lanes {

    /** How many parcels of a lane are held at most, so that one that has many leaves room for the others. */
    static final int AHEAD = 16;

    private static final int FEW = AHEAD / 4;

    private final Map<Object, Deque<Parcel>> lanes = new HashMap<>();
    private final Deque<Object> ready = new ArrayDeque<>();
    private final Set<Object> unwritten = new HashSet<>();
    private final Set<Object> blocked = new HashSet<>();
    private final Set<Long> held = new HashSet<>();
    private final Map<Long, List<Long>> behind = new HashMap<>();
    private final Map<Object, Long> longer = new HashMap<>();

    /** Takes a parcel in, unless it is here already, or its lane has just failed or is full. */
    void add(Parcel parcel) {
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

    /** Those of some parcels, by their numbers, that are not held. */
    List<Long> missing(Collection<Long> ids) {
        return ids.stream().filter(id -> !held.contains(id)).toList();
    }

    /** The order keys of which the outbox has more than is held. */
    Set<String> full() {
        return longer.keySet().stream().map(String.class::cast).collect(Collectors.toSet());
    }

    /** Those of them that run low, each with the number of the parcel that comes next. */
    Map<String, Long> low() {
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
    void extend(String key, List<Parcel> next) {
        if (longer.remove(key) == null) {
            return;
        }
        next.forEach(this::add);
        if (next.size() == AHEAD) {
            longer.putIfAbsent(key, next.get(next.size() - 1).place().id() + 1);
        }
    }

    /** How many lanes have a parcel that may leave. */
    int ready() {
        return ready.size();
    }

    /** How many parcels are held. */
    int held() {
        return held.size();
    }

    /** A parcel leaves; there has to be one that is ready. */
    Parcel next() {
        return Objects.requireNonNull(lanes.get(ready.remove())).element();
    }

    /** No parcel may leave any more. */
    void close() {
        ready.clear();
    }

    /**
     * What became of a parcel. If it has to wait, all behind it have to wait.
     *
     * @return whether others will go on as soon as it is written down
     */
    boolean settle(Parcel parcel, Verdict verdict) {
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

    /** What became of a parcel is committed. */
    void written(Settled settled) {
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

    /** Forgets what is not under way. */
    void forgetWaiting(Set<Integer> partitions) {
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

    /** Whether parcels of a partition are held. */
    boolean holds(int partition) {
        return held.stream().anyMatch(id -> Partitions.ofDelivery(id) == partition);
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
