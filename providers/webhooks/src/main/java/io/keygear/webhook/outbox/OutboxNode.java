package io.keygear.webhook.outbox;

import io.keygear.kit.jpa.MissingRowException;
import io.keygear.kit.jpa.OwnTransaction;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;

/** This server, as one of those that deliver. */
public final class OutboxNode {

    private final OwnTransaction transactions;
    private final Clock clock;
    private final String id = UUID.randomUUID().toString();
    private final DeliveryNumbers numbers = new DeliveryNumbers();

    private OutboxNode(OwnTransaction transactions, Clock clock) {
        this.transactions = transactions;
        this.clock = clock;
    }

    /**
     * Enters a node.
     *
     * @param clock Keycloak's, for everything but the lease
     * @param lease after which others may take over if nothing is heard
     */
    public static OutboxNode join(OwnTransaction transactions, Clock clock, Duration lease) {
        OutboxNode node = new OutboxNode(transactions, clock);
        transactions.call(scope -> {
            new Membership(scope.entities()).join(node.id, lease);
            return true;
        });
        return node;
    }

    /**
     * Does something in a transaction of its own, while the lease cannot be taken away.
     *
     * @return what the work gave; empty when the lease was gone before, and nothing of it is committed
     */
    public <T> Optional<T> turn(Function<Turn, T> work) {
        try {
            return transactions.call(scope -> {
                Membership.hold(scope.statements(), id);
                return Optional.of(work.apply(new Turn(scope, this, clock)));
            });
        } catch (MissingRowException leaseGone) {
            return Optional.empty();
        }
    }

    /** Numbers deliveries above all that there are; to be called after new partitions were taken over. */
    public void readHighestNumber() {
        Long highest = transactions.call(scope -> scope.entities()
                .createQuery("select coalesce(max(d.id), 0) from DeliveryRow d", Long.class)
                .getSingleResult());
        numbers.above(highest);
    }

    /** Leaves, so that others go on at once. */
    public void leave() {
        transactions.call(scope -> {
            new Membership(scope.entities()).leave(id);
            return true;
        });
    }

    String id() {
        return id;
    }

    DeliveryNumbers numbers() {
        return numbers;
    }
}
