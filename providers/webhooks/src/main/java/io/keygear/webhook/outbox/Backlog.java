package io.keygear.webhook.outbox;

import jakarta.persistence.EntityManager;
import jakarta.persistence.TypedQuery;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.hibernate.jpa.HibernateHints;
import org.jspecify.annotations.Nullable;

/** What waits for one endpoint, oldest first, in the partitions that this node looks after. */
public final class Backlog {

    private static final String SELECT = "select e.id, e.realmId, e.type, e.client, d.orderKey, e.createdAt,"
            + " e.payload, e.traceparent, d.id, d.partition, d.seq, d.attempts, d.dueAt"
            + " from DeliveryRow d join EventRow e on e.position = d.eventPosition"
            + " where d.endpointId = :endpoint and d.state = " + DeliveryRow.PENDING;

    /** How long the payloads may be that one query reads, in characters. */
    private static final long LONGEST = 2 * 1024 * 1024;

    /** How many rows a driver holds that goes on reading as it is asked to. */
    private static final int AT_ONCE = 50;

    private final EntityManager entities;
    private final String endpointId;
    private final String within;

    Backlog(EntityManager entities, String endpointId, Collection<Integer> partitions) {
        this.entities = entities;
        this.endpointId = endpointId;
        this.within = Partitions.within("d.partition", partitions);
    }

    /** Those that nothing is in the way of, numbered above {@code cursor}; when there are none, these were all. */
    public List<Parcel> fresh(long cursor, int most) {
        return read(
                entities.createQuery(
                                SELECT + within + " and d.dueAt = 0 and d.id > :cursor order by d.id", Object[].class)
                        .setParameter("cursor", cursor),
                most);
    }

    /** Those that failed before, or wait behind one that did, whose time has come. */
    public List<Parcel> due(long now, int most) {
        return read(
                entities.createQuery(
                                SELECT + within + " and d.dueAt > 0 and d.dueAt <= :now order by d.dueAt, d.id",
                                Object[].class)
                        .setParameter("now", now),
                most);
    }

    /** When the first of those is due; empty when there is none. */
    public Optional<Long> nextDue() {
        return Optional.ofNullable(entities.createQuery(
                        "select min(d.dueAt) from DeliveryRow d where d.endpointId = :endpoint and d.state = "
                                + DeliveryRow.PENDING + " and d.dueAt > 0" + within,
                        Long.class)
                .setParameter("endpoint", endpointId)
                .getSingleResult());
    }

    /** Fewer where events are long: many endpoints may have a backlog of them at once. */
    private List<Parcel> read(TypedQuery<Object[]> query, int most) {
        query.setParameter("endpoint", endpointId).setMaxResults(most).setHint(HibernateHints.HINT_FETCH_SIZE, AT_ONCE);
        List<Parcel> parcels = new ArrayList<>();
        long length = 0;
        try (Stream<Object[]> rows = query.getResultStream()) {
            Iterator<Object[]> row = rows.iterator();
            while (length < LONGEST && row.hasNext()) {
                Parcel parcel = parcel(row.next());
                length += parcel.payload().length();
                parcels.add(parcel);
            }
        }
        return parcels;
    }

    private static Parcel parcel(Object[] row) {
        Parcel.Place place =
                new Parcel.Place((Long) row[8], (Integer) row[9], (Long) row[10], (Integer) row[11], (Long) row[12]);
        return new Parcel(Spreading.head(row), (String) row[6], (@Nullable String) row[7], place);
    }
}
