package io.keygear.webhook.delivery;

import io.keygear.webhook.outbox.Settled;
import io.keygear.webhook.outbox.Settled.Verdict;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.List;

/** What workers found out and the dispatcher has yet to write, so that many outcomes share a transaction. */
final class Journal {

    private static final int MANY = 100;
    private static final int MOST = 500;

    /** How long an outcome that nobody waits for may stay here. */
    static final Duration LINGER = Duration.ofMillis(100);

    private final Bell bell;
    private final Deque<Entry> entries = new ArrayDeque<>();

    Journal(Bell bell) {
        this.bell = bell;
    }

    /** An outcome, and whose. */
    record Entry(Post post, Settled settled) {

        /** It is committed; what is behind it may go on, also what was not read yet. */
        void written() {
            post.line().written(settled);
            if (settled.verdict() instanceof Verdict.Retry retry) {
                post.dueAt(retry.at());
            } else if (settled.parcel().place().dueAt() > 0) {
                post.dueAt(0);
            }
        }
    }

    /**
     * Adds an outcome.
     *
     * @param awaited whether something cannot go on before it is written
     */
    void add(Entry entry, boolean awaited) {
        int size;
        synchronized (entries) {
            entries.add(entry);
            size = entries.size();
        }
        bell.ringIn(awaited || size >= MANY ? Duration.ZERO : LINGER);
    }

    /** The outcomes by themselves. */
    static List<Settled> settled(Collection<Entry> entries) {
        List<Settled> all = new ArrayList<>(entries.size());
        entries.forEach(entry -> all.add(entry.settled()));
        return all;
    }

    /** The oldest outcomes. */
    List<Entry> take() {
        synchronized (entries) {
            List<Entry> taken = new ArrayList<>(Math.min(MOST, entries.size()));
            while (taken.size() < MOST && !entries.isEmpty()) {
                taken.add(entries.remove());
            }
            return taken;
        }
    }

    /** They could not be written. */
    void putBack(Collection<Entry> taken) {
        synchronized (entries) {
            List<Entry> later = new ArrayList<>(entries);
            entries.clear();
            entries.addAll(taken);
            entries.addAll(later);
        }
    }

    boolean isEmpty() {
        synchronized (entries) {
            return entries.isEmpty();
        }
    }
}
