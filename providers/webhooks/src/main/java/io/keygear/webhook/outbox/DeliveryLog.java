package io.keygear.webhook.outbox;

import jakarta.persistence.EntityManager;
import jakarta.persistence.Query;
import jakarta.persistence.TypedQuery;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.keycloak.connections.jpa.JpaConnectionProvider;
import org.keycloak.models.KeycloakSession;

/** One endpoint's deliveries, for administrators, within their request's transaction. */
public final class DeliveryLog {

    /** What a delivery's state is called, in the order of its numbers. */
    public static final List<String> STATES = List.of("pending", "delivered", "dead");

    private static final String SELECT = "select d.id, e.id, e.type, d.seq, d.state, d.attempts, d.createdAt, d.dueAt,"
            + " coalesce(d.doneAt, 0) from DeliveryRow d join EventRow e on e.position = d.eventPosition"
            + " where d.endpointId = :endpoint and d.realmId = :realm";
    private static final String DONE =
            " d.endpointId = :endpoint and d.realmId = :realm and d.state <> " + DeliveryRow.PENDING;

    private final EntityManager entities;
    private final String realmId;
    private final String endpointId;

    private DeliveryLog(EntityManager entities, String realmId, String endpointId) {
        this.entities = entities;
        this.realmId = realmId;
        this.endpointId = endpointId;
    }

    /** The deliveries of an endpoint. */
    public static DeliveryLog of(KeycloakSession session, String realmId, String endpointId) {
        return new DeliveryLog(
                session.getProvider(JpaConnectionProvider.class).getEntityManager(), realmId, endpointId);
    }

    /**
     * One of them; times are in milliseconds, 0 for none.
     *
     * @param id its number
     * @param eventId Keycloak's id of the event
     * @param type the event's type
     * @param seq its number among those of its user or resource; 0 where there is no order
     * @param state one of {@link #STATES}
     * @param attempts how often it was tried
     * @param createdAt since when it has been there
     * @param dueAt when it is tried next, if it failed
     * @param doneAt when it was delivered or given up
     */
    public record Delivery(
            long id,
            String eventId,
            String type,
            long seq,
            String state,
            int attempts,
            long createdAt,
            long dueAt,
            long doneAt) {}

    /** The newest first. */
    public List<Delivery> list(@Nullable String state, int first, int max) {
        TypedQuery<Object[]> query = entities.createQuery(
                SELECT + (state == null ? "" : " and d.state = :state") + " order by d.id desc", Object[].class);
        if (state != null) {
            query.setParameter("state", STATES.indexOf(state));
        }
        return ours(query).setFirstResult(first).setMaxResults(max).getResultList().stream()
                .map(DeliveryLog::delivery)
                .toList();
    }

    /** One of them. */
    public Optional<Delivery> find(long id) {
        return ours(entities.createQuery(SELECT + " and d.id = :id", Object[].class)
                        .setParameter("id", id))
                .getResultList()
                .stream()
                .map(DeliveryLog::delivery)
                .findFirst();
    }

    /** Its tries, the oldest first. */
    public List<Attempt> attempts(long id) {
        return entities
                .createQuery(
                        "select a from AttemptRow a where a.deliveryId = :id order by a.startedAt", AttemptRow.class)
                .setParameter("id", id)
                .getResultList()
                .stream()
                .map(row -> new Attempt(row.startedAt, row.durationMillis, row.status, row.outcome, shown(row.answer)))
                .toList();
    }

    private static @Nullable String shown(@Nullable String answer) {
        return answer == null ? null : PlainText.shown(answer);
    }

    /** What is sent, but for its sequence number. */
    public @Nullable String payload(long id) {
        return entities
                .createQuery(
                        "select e.payload from DeliveryRow d join EventRow e on e.position = d.eventPosition"
                                + " where d.id = :id",
                        String.class)
                .setParameter("id", id)
                .getResultList()
                .stream()
                .findFirst()
                .orElse(null);
    }

    /** Sends again what was sent or given up; gives how many. */
    public int replay(Selection selection, long now, boolean dry) {
        String condition = DONE + " and d.eventPosition in (select e.position from EventRow e where "
                + selection.condition() + ")";
        return count(selection.bind(again(condition, now, dry)), dry);
    }

    /** Sends all that was given up again; gives how many. */
    public int redrive(long now, boolean dry) {
        return count(again(DONE + " and d.state = " + DeliveryRow.DEAD, now, dry), dry);
    }

    private Query again(String condition, long now, boolean dry) {
        return dry
                ? ours(entities.createQuery("select count(d) from DeliveryRow d where" + condition, Long.class))
                : ours(entities.createQuery("update DeliveryRow d set d.state = " + DeliveryRow.PENDING
                                + ", d.attempts = 0, d.doneAt = null, d.dueAt = :now where" + condition)
                        .setParameter("now", now));
    }

    private static int count(Query query, boolean dry) {
        return dry ? ((Long) query.getSingleResult()).intValue() : query.executeUpdate();
    }

    private <Q extends Query> Q ours(Q query) {
        query.setParameter("endpoint", endpointId).setParameter("realm", realmId);
        return query;
    }

    private static Delivery delivery(Object[] row) {
        return new Delivery(
                (Long) row[0],
                (String) row[1],
                (String) row[2],
                (Long) row[3],
                STATES.get((Integer) row[4]),
                (Integer) row[5],
                (Long) row[6],
                (Long) row[7],
                (Long) row[8]);
    }
}
