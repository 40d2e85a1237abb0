package io.keygear.webhook.delivery;

import io.keygear.webhook.endpoint.Endpoint;
import io.keygear.webhook.endpoint.Seal;
import io.keygear.webhook.outbox.Backlog;
import io.keygear.webhook.outbox.Parcel;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One endpoint as the dispatcher serves it: its address and keys as they are now, its {@link Line}, and how far the
 * outbox was read for it. Reading is the dispatcher's own; workers use the rest.
 */
final class Post {

    /** How many parcels are held in memory at most, and how few before more are read. */
    private static final int CAPACITY = 400;

    private static final int FEW = 8;
    private static final int LOW = CAPACITY / 2;

    /** Milliseconds; what is due has waited for long, and more of it is looked for as soon as some has arrived. */
    private static final long AGAIN = 1000;

    private static final long NEVER = Long.MAX_VALUE;

    private final Line line;
    private volatile Address address;

    private volatile boolean lost;

    private int generation = -1;
    private long cursor;
    private boolean fresh = true;
    private long nextDue;

    Post(Endpoint endpoint, Line line) {
        this.address = new Address(endpoint, null);
        this.line = line;
    }

    /**
     * Where it is, and what belongs to that.
     *
     * @param seal its secrets; {@code null} while they cannot be read, and then nothing is sent
     */
    record Address(Endpoint endpoint, @Nullable Seal seal) {}

    /** What was read for it, to be taken in once the transaction is committed. */
    record Load(Post post, List<Parcel> parcels, Map<String, List<Parcel>> extensions, int generation, Mark mark) {

        /** How far the outbox is read when this load is taken in. */
        record Mark(long cursor, boolean fresh) {}

        /** Takes the parcels in. */
        void takeIn() {
            extensions.forEach((key, next) -> post.line.extend(key, next, generation));
            if (post.line.add(parcels, generation)) {
                post.cursor = mark.cursor();
                post.fresh = mark.fresh();
            } else {
                post.fresh = true;
            }
        }
    }

    Line line() {
        return line;
    }

    Address address() {
        return address;
    }

    /** Another receiver answers for itself, not for the one before. */
    void refresh(Endpoint current, @Nullable Seal secrets) {
        boolean moved = !isAt(current);
        address = new Address(current, secrets);
        if (moved) {
            line.moved();
        }
    }

    /** Whether its receiver is still where it was. */
    boolean isAt(Endpoint known) {
        return address.endpoint().target().url().equals(known.target().url());
    }

    /** Others have it now; what is still under way from here counts no more. */
    void lose() {
        lost = true;
        line.close();
    }

    boolean isLost() {
        return lost;
    }

    /** Something in the outbox may have changed that this node did not do itself. */
    void lookAgain() {
        fresh = true;
        nextDue = 0;
    }

    /** Everything has to be read again, as from the start. */
    void startOver() {
        cursor = 0;
        lookAgain();
    }

    /** Something of it failed and is due again at this time. */
    void dueAt(long at) {
        nextDue = Math.min(nextDue, at);
    }

    /** Whether {@link #load} would read anything now. */
    boolean isHungry(long now, long nanos) {
        Line.Room room = line.room(CAPACITY, nanos);
        if (room.generation() != generation) {
            generation = room.generation();
            startOver();
        }
        boolean low = room.parcels() > LOW || line.isBroken();
        boolean some = low && (fresh || nextDue <= now);
        return address.seal() != null
                && room.parcels() > 0
                && (some || !line.lowLanes().isEmpty());
    }

    /** Whether {@link #load} would take any of what was just spread; if not, it is read when there is room. */
    boolean takes(List<Parcel> spread, long nanos) {
        boolean takes = !spread.isEmpty()
                && !fresh
                && address.seal() != null
                && line.room(CAPACITY, nanos).parcels() > 0;
        fresh |= !spread.isEmpty() && !takes;
        return takes;
    }

    /** What of that there is room for. */
    Load take(List<Parcel> spread, long nanos) {
        List<Parcel> news = first(spread, line.room(CAPACITY, nanos).parcels());
        return new Load(this, news, Map.of(), generation, mark(news, news.size() < spread.size()));
    }

    /**
     * Gets what there is room for: first what failed before and is due again, then what is new.
     *
     * @param spread what was just spread; it need not be read, unless something before it was not read either
     */
    Load load(Backlog backlog, List<Parcel> spread, long now, long nanos) {
        Map<String, List<Parcel>> extensions = new HashMap<>();
        line.lowLanes().forEach((key, from) -> extensions.put(key, backlog.lane(key, from, Lanes.AHEAD)));
        int room = line.room(CAPACITY, nanos).parcels();
        List<Parcel> parcels = new ArrayList<>(room > 0 && nextDue <= now ? due(backlog, room, now) : List.of());
        int left = room - parcels.size();
        List<Parcel> news = fresh ? fresh(backlog, left) : first(spread, left);
        parcels.addAll(news);
        boolean more = fresh ? news.size() == left : news.size() < spread.size();
        return new Load(this, parcels, extensions, generation, mark(news, more));
    }

    /** What failed before and is due again. Should this turn fail, all is looked for again. */
    private List<Parcel> due(Backlog backlog, int room, long now) {
        nextDue = backlog.nextDue(0).orElse(NEVER);
        if (nextDue > now) {
            return List.of();
        }
        List<Long> due = backlog.due(now, line.isBroken() ? FEW : CAPACITY, line.longLanes());
        List<Long> missing = first(line.missing(due), room);
        if (missing.isEmpty()) {
            // An endpoint that is silent holds them for long; more is looked for when something became of one.
            nextDue = backlog.nextDue(now).orElse(NEVER);
            return List.of();
        }
        nextDue = now + AGAIN;
        return backlog.numbered(missing);
    }

    private List<Parcel> fresh(Backlog backlog, int most) {
        return most == 0 ? List.of() : backlog.fresh(cursor, most, line.longLanes());
    }

    private Load.Mark mark(List<Parcel> news, boolean more) {
        return new Load.Mark(
                news.isEmpty() ? cursor : news.get(news.size() - 1).place().id(), more);
    }

    private static <T> List<T> first(List<T> all, int most) {
        return all.subList(0, Math.min(most, all.size()));
    }
}
