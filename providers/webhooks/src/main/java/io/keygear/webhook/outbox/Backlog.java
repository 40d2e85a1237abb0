package io.keygear.webhook.outbox;

import jakarta.persistence.EntityManager;
import jakarta.persistence.TypedQuery;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What waits for one endpoint, oldest first, in the partitions that this node looks after. */
public final class Backlog {

    private static final String OF_ENDPOINT = " where d.endpointId = :endpoint and d.state = " + DeliveryRow.PENDING;
    private static final String WAITING = " from DeliveryRow d" + OF_ENDPOINT;
    private static final String SOONEST = " order by d.dueAt, d.id";
    private static final String SELECT = "select e.id, e.realmId, e.type, e.client, d.orderKey, e.createdAt,"
            + " e.payload, e.traceparent, d.id, d.partition, d.seq, d.attempts, d.dueAt"
            + " from DeliveryRow d join EventRow e on e.position = d.eventPosition" + OF_ENDPOINT;

    private final Supplier<EntityManager> entities;
    private final String endpointId;
    private final String within;

    /**
     * Reads nothing yet.
     *
     * @param entities has everything written that is to be read
     */
    Backlog(Supplier<EntityManager> entities, String endpointId, Collection<Integer> partitions) {
        this.entities = entities;
        this.endpointId = endpointId;
        this.within = Partitions.within("d.partition", partitions);
    }

    /** Those of one order key, from this number on. */
    public List<Parcel> lane(String orderKey, long from, int most) {
        return read(
                entities.get()
                        .createQuery(
                                SELECT + within + " and d.orderKey = :key and d.id >= :from order by d.id",
                                Object[].class)
                        .setParameter("key", orderKey)
                        .setParameter("from", from),
                most);
    }

    /** Those that nothing is in the way of, numbered above {@code cursor}, but for those of some order keys. */
    public List<Parcel> fresh(long cursor, int most, Set<String> except) {
        return read(
                without(except, SELECT, " and d.dueAt = 0 and d.id > :cursor order by d.id", Object[].class)
                        .setParameter("cursor", cursor),
                most);
    }

    /**
     * The numbers of those that failed before, or wait behind one that did, whose time has come, but for those of some
     * order keys. Most of them may be held already, as they stay due until it is written what became of them; the others
     * are to be read ({@link #numbered}).
     */
    public List<Long> due(long now, int most, Set<String> except) {
        return without(except, "select d.id" + WAITING, " and d.dueAt > 0 and d.dueAt <= :now" + SOONEST, Long.class)
                .setParameter("now", now)
                .setParameter("endpoint", endpointId)
                .setMaxResults(most)
                .getResultList();
    }

    /** Those of these numbers. */
    public List<Parcel> numbered(Collection<Long> ids) {
        return read(
                entities.get()
                        .createQuery(SELECT + " and d.id in :ids" + SOONEST, Object[].class)
                        .setParameter("ids", ids),
                ids.size());
    }

    private <T> TypedQuery<T> without(Set<String> keys, String select, String condition, Class<T> type) {
        if (keys.isEmpty()) {
            return entities.get().createQuery(select + within + condition, type);
        }
        return entities.get()
                .createQuery(select + within + " and (d.orderKey is null or d.orderKey not in :keys)" + condition, type)
                .setParameter("keys", keys);
    }

    /** When the first is due of those that are due after this time; empty when there is none. */
    public Optional<Long> nextDue(long after) {
        return Optional.ofNullable(entities.get()
                .createQuery("select min(d.dueAt)" + WAITING + " and d.dueAt > :after" + within, Long.class)
                .setParameter("endpoint", endpointId)
                .setParameter("after", after)
                .getSingleResult());
    }

    private List<Parcel> read(TypedQuery<Object[]> query, int most) {
        return query.setParameter("endpoint", endpointId).setMaxResults(most).getResultList().stream()
                .map(Backlog::parcel)
                .toList();
    }

    private static Parcel parcel(Object[] row) {
        Parcel.Place place =
                new Parcel.Place((Long) row[8], (Integer) row[9], (Long) row[10], (Integer) row[11], (Long) row[12]);
        EventHead head = new EventHead(
                (String) row[0],
                (String) row[1],
                (String) row[2],
                (@Nullable String) row[3],
                (@Nullable String) row[4],
                (Long) row[5]);
        return new Parcel(head, (String) row[6], (@Nullable String) row[7], place);
    }
}
