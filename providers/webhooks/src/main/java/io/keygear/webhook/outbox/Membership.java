package io.keygear.webhook.outbox;

import io.keygear.kit.jpa.MissingRowException;
import io.keygear.kit.jpa.Statements;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Which node looks after which partitions. A node holds a lease by the database's clock; when it lets the lease pass,
 * the first other node that notices takes its partitions. All of it is done by conditional updates, which every
 * database has.
 */
final class Membership {

    private final EntityManager entities;

    Membership(EntityManager entities) {
        this.entities = entities;
    }

    /** Enters a node that is new. */
    void join(String node, Duration lease) {
        NodeRow row = new NodeRow();
        row.id = node;
        row.leasedUntil = databaseTime() + lease.toMillis();
        entities.persist(row);
        entities.flush();
    }

    /**
     * Holds this node's lease until the transaction ends, so that nobody takes its partitions meanwhile.
     *
     * <p>If it is gone, others may be sending what this node thinks is its own: then the first of what follows throws a
     * {@link MissingRowException}.
     */
    static void hold(Statements statements, String node) {
        String touch = "update KG_WEBHOOK_NODE set LEASED_UNTIL = LEASED_UNTIL where ID = ?";
        statements.surely(touch, List.of(node));
    }

    /** Prolongs the lease, removes nodes whose lease has passed, and takes what is free up to a fair share. */
    Optional<Share> renew(String node, Duration lease) {
        @Nullable NodeRow own = row(node).orElse(null);
        if (own == null) {
            return Optional.empty();
        }
        long now = databaseTime();
        own.leasedUntil = now + lease.toMillis();
        entities.flush();
        reap(now);
        long nodes = entities.createQuery("select count(n) from NodeRow n", Long.class)
                .getSingleResult();
        int share = (int) ((Partitions.COUNT + nodes - 1) / nodes);
        Set<Integer> owned = new TreeSet<>(partitions("p.nodeId = '" + node + "'"));
        if (owned.size() < share) {
            claim(node, owned, share);
        }
        return Optional.of(new Share(owned, share));
    }

    /** Gives partitions back. */
    void release(String node, Set<Integer> partitions) {
        entities.createQuery(
                        "update PartitionRow p set p.nodeId = null where p.nodeId = :node and p.number in :numbers")
                .setParameter("node", node)
                .setParameter("numbers", partitions)
                .executeUpdate();
    }

    /** Leaves in good order: another node may go on at once. */
    void leave(String node) {
        entities.createQuery("delete from NodeRow n where n.id = :node")
                .setParameter("node", node)
                .executeUpdate();
        freePartitionsOfNobody();
    }

    private Optional<NodeRow> row(String node) {
        return Optional.ofNullable(entities.find(NodeRow.class, node, LockModeType.PESSIMISTIC_WRITE));
    }

    private void reap(long now) {
        List<String> gone = entities.createQuery("select n.id from NodeRow n where n.leasedUntil < :now", String.class)
                .setParameter("now", now)
                .getResultList();
        for (String node : gone) {
            entities.createQuery("delete from NodeRow n where n.id = :node and n.leasedUntil < :now")
                    .setParameter("node", node)
                    .setParameter("now", now)
                    .executeUpdate();
        }
        freePartitionsOfNobody();
    }

    private void freePartitionsOfNobody() {
        entities.createQuery("update PartitionRow p set p.nodeId = null where p.nodeId is not null"
                        + " and p.nodeId not in (select n.id from NodeRow n)")
                .executeUpdate();
    }

    private void claim(String node, Set<Integer> owned, int share) {
        for (int free : partitions("p.nodeId is null")) {
            if (owned.size() == share) {
                return;
            }
            int taken = entities.createQuery("update PartitionRow p set p.nodeId = :node"
                            + " where p.number = :number and p.nodeId is null")
                    .setParameter("node", node)
                    .setParameter("number", free)
                    .executeUpdate();
            if (taken == 1) {
                owned.add(free);
            }
        }
    }

    private List<Integer> partitions(String condition) {
        return entities.createQuery(
                        "select p.number from PartitionRow p where " + condition + " order by p.number", Integer.class)
                .getResultList();
    }

    /** The one clock that all nodes share. */
    private long databaseTime() {
        return entities.createQuery("select instant", Instant.class)
                .getSingleResult()
                .toEpochMilli();
    }
}
