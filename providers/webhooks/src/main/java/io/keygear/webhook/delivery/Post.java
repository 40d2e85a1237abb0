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

    /** Milliseconds; what is under way is due, too, until it is written, so it is not looked for at once. */
    private static final long AGAIN = 100;

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
        record Mark(long cursor, boolean fresh, long nextDue) {}

        /** Takes the parcels in. */
        void takeIn() {
            extensions.forEach((key, next) -> post.line.extend(key, next, generation));
            if (post.line.add(parcels, generation)) {
                post.cursor = mark.cursor();
                post.fresh = mark.fresh();
                post.nextDue = mark.nextDue();
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

    /**
     * Gets what there is room for: first what failed before and is due again, then what is new.
     *
     * @param spread what was just spread; it need not be read, unless something before it was not read either
     */
    Load load(Backlog backlog, List<Parcel> spread, long now, long nanos) {
        Map<String, List<Parcel>> extensions = new HashMap<>();
        line.lowLanes().forEach((key, from) -> extensions.put(key, backlog.lane(key, from, Lanes.AHEAD)));
        int room = line.room(CAPACITY, nanos).parcels();
        long due = nextDue;
        List<Parcel> parcels = new ArrayList<>();
        if (room > 0 && nextDue <= now) {
            due = backlog.nextDue().orElse(Long.MAX_VALUE);
            if (due <= now) {
                parcels.addAll(backlog.due(now, line.isBroken() ? FEW : CAPACITY, line.longLanes()));
                due = now + AGAIN;
            }
        }
        int left = Math.max(0, room - parcels.size());
        List<Parcel> news = news(backlog, spread, left);
        parcels.addAll(news);
        boolean more = fresh ? news.size() == left : news.size() < spread.size();
        long read = news.isEmpty() ? cursor : news.get(news.size() - 1).place().id();
        return new Load(this, parcels, extensions, generation, new Load.Mark(read, more, due));
    }

    private List<Parcel> news(Backlog backlog, List<Parcel> spread, int most) {
        if (!fresh) {
            return spread.subList(0, Math.min(most, spread.size()));
        }
        return most == 0 ? List.of() : backlog.fresh(cursor, most, line.longLanes());
    }
}
