package io.keygear.webhook.outbox;

import io.keygear.kit.jpa.OwnTransaction.Scope;
import io.keygear.kit.jpa.Statements;
import io.keygear.webhook.endpoint.Endpoint;
import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.keycloak.models.KeycloakSession;

/**
 * What a node does to the outbox within one transaction, while its lease cannot be taken from it. Nothing of it holds
 * before the transaction is committed. Plain SQL may wait here for the next query; it is flushed before Hibernate, which
 * would not see it, does anything.
 */
public final class Turn {

    private final Scope scope;
    private final Statements statements;
    private final OutboxNode node;
    private final Clock clock;

    Turn(Scope scope, OutboxNode node, Clock clock) {
        this.scope = scope;
        this.statements = scope.statements();
        this.node = node;
        this.clock = clock;
    }

    /** For reading realms and their endpoints. */
    public KeycloakSession session() {
        return scope.session();
    }

    /** Prolongs the node's lease and takes its fair share of what is free; empty when the lease is gone. */
    public Optional<Share> renew(Duration lease) {
        statements.flush();
        return new Membership(scope.entities()).renew(node.id(), lease);
    }

    /** Gives partitions to the other nodes. */
    public void release(Set<Integer> partitions) {
        statements.flush();
        new Membership(scope.entities()).release(node.id(), partitions);
    }

    /** Writes down what became of parcels. */
    public void settle(Collection<Settled> outcomes) {
        if (!outcomes.isEmpty()) {
            new Settlement(statements, clock.millis()).settle(outcomes);
        }
    }

    /** Writes down what became of a parcel, but not how: for a try of which the database refuses the record. */
    public void conclude(Settled outcome) {
        new Settlement(statements, clock.millis()).conclude(List.of(outcome));
    }

    /** The oldest new events. */
    public List<WaitingEvent> waiting(Collection<Integer> partitions) {
        return new FreshEvents(statements).waiting(partitions);
    }

    /** Gives one new event to the endpoints that want it; they read it from the outbox. */
    public void spread(WaitingEvent event, Function<String, List<Endpoint>> endpointsOf) {
        spreading().spread(event, endpointsOf);
    }

    /**
     * Gives the oldest new events to the endpoints that want them.
     *
     * @param except these stay, and so does all that is to come after them
     */
    public Spreading.Spread spread(
            Collection<Integer> partitions, Set<WaitingEvent> except, Function<String, List<Endpoint>> endpointsOf) {
        return spreading().spread(partitions, except, endpointsOf);
    }

    private Spreading spreading() {
        return new Spreading(statements, node.numbers(), clock.millis());
    }

    /** What waits for an endpoint. */
    public Backlog backlog(String endpointId, Collection<Integer> partitions) {
        statements.flush();
        return new Backlog(scope.entities(), endpointId, partitions);
    }

    /** The ids of all realms that have endpoints, asked of Keycloak's own table as there may be many realms. */
    public List<String> realmsWithEndpoints(String providerType) {
        return scope.entities()
                .createQuery(
                        "select distinct c.realm.id from ComponentEntity c where c.providerType = :type", String.class)
                .setParameter("type", providerType)
                .getResultList();
    }
}
