package io.keygear.webhook.outbox;

import io.keygear.webhook.outbox.Settled.Verdict;
import jakarta.persistence.EntityManager;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Writes down what became of parcels, many at a time. */
final class Settlement {

    private final EntityManager entities;
    private final long now;

    Settlement(EntityManager entities, long now) {
        this.entities = entities;
        this.now = now;
    }

    void settle(Collection<Settled> all) {
        Outbox.batch(entities);
        all.forEach(this::persistAttempt);
        entities.flush();
        finish(DeliveryRow.DELIVERED, all, Verdict.Delivered.class);
        finish(DeliveryRow.DEAD, all, Verdict.Dead.class);
        for (Settled one : all) {
            if (one.verdict() instanceof Verdict.Retry retry) {
                postpone(one, retry.at());
            }
        }
        unblock(all);
    }

    private void persistAttempt(Settled one) {
        AttemptRow row = new AttemptRow();
        row.deliveryId = one.parcel().place().id();
        row.startedAt = one.attempt().startedAt();
        row.durationMillis = one.attempt().durationMillis();
        row.status = one.attempt().status();
        row.outcome = one.attempt().outcome();
        row.answer = one.attempt().answer();
        entities.persist(row);
    }

    private void finish(int state, Collection<Settled> all, Class<? extends Verdict> verdict) {
        List<Long> ids = all.stream()
                .filter(one -> verdict.isInstance(one.verdict()))
                .map(one -> one.parcel().place().id())
                .toList();
        if (!ids.isEmpty()) {
            entities.createQuery("update DeliveryRow d set d.state = :state, d.attempts = d.attempts + 1,"
                            + " d.doneAt = :now where d.id in :ids")
                    .setParameter("state", state)
                    .setParameter("now", now)
                    .setParameter("ids", ids)
                    .executeUpdate();
        }
    }

    /** The failed one and all behind it get the same time, so they come back together and in order. */
    private void postpone(Settled one, long at) {
        entities.createQuery("update DeliveryRow d set d.dueAt = :at, d.attempts = d.attempts + 1 where d.id = :id")
                .setParameter("at", at)
                .setParameter("id", one.parcel().place().id())
                .executeUpdate();
        String key = one.parcel().event().orderKey();
        if (key != null) {
            entities.createQuery("update DeliveryRow d set d.dueAt = :at where d.endpointId = :endpoint"
                            + " and d.orderKey = :key and d.state = " + DeliveryRow.PENDING)
                    .setParameter("at", at)
                    .setParameter("endpoint", one.endpointId())
                    .setParameter("key", key)
                    .executeUpdate();
            entities.createQuery("update LaneRow l set l.blockedUntil = :at"
                            + " where l.endpointId = :endpoint and l.orderKey = :key")
                    .setParameter("at", at)
                    .setParameter("endpoint", one.endpointId())
                    .setParameter("key", key)
                    .executeUpdate();
        }
    }

    /** A lane is free again when nothing is left of what waited; until then what is new lines up behind it. */
    private void unblock(Collection<Settled> all) {
        Map<String, Set<String>> keys = new HashMap<>();
        for (Settled one : all) {
            String key = one.parcel().event().orderKey();
            boolean waited = one.parcel().place().dueAt() > 0 && !(one.verdict() instanceof Verdict.Retry);
            if (waited && key != null) {
                keys.computeIfAbsent(one.endpointId(), id -> new HashSet<>()).add(key);
            }
        }
        keys.forEach((endpoint, waiting) -> entities.createQuery(
                        "update LaneRow l set l.blockedUntil = 0 where l.endpointId = :endpoint"
                                + " and l.orderKey in :keys and not exists (select 1 from DeliveryRow d"
                                + " where d.endpointId = l.endpointId and d.orderKey = l.orderKey and d.state = "
                                + DeliveryRow.PENDING + ")")
                .setParameter("endpoint", endpoint)
                .setParameter("keys", waiting)
                .executeUpdate());
    }
}
