package io.keygear.webhook.outbox;

import io.keygear.kit.jpa.Statements;
import io.keygear.webhook.endpoint.Endpoint;
import jakarta.persistence.EntityManager;
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
 * before the transaction is committed.
 */
public final class Turn {

    private final KeycloakSession session;
    private final EntityManager entities;
    private final Statements statements;
    private final OutboxNode node;
    private final Clock clock;

    Turn(KeycloakSession session, EntityManager entities, OutboxNode node, Clock clock) {
        this.session = session;
        this.entities = entities;
        this.statements = new Statements(entities);
        this.node = node;
        this.clock = clock;
    }

    /** For reading realms and their endpoints. */
    public KeycloakSession session() {
        return session;
    }

    /** Prolongs the node's lease and takes its fair share of what is free; empty when the lease is gone. */
    public Optional<Share> renew(Duration lease) {
        return new Membership(entities).renew(node.id(), lease);
    }

    /** Gives partitions to the other nodes. */
    public void release(Set<Integer> partitions) {
        new Membership(entities).release(node.id(), partitions);
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
        return new FreshEvents(entities).waiting(partitions);
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
        return new Spreading(entities, statements, node.numbers(), clock.millis());
    }

    /** What waits for an endpoint. */
    public Backlog backlog(String endpointId, Collection<Integer> partitions) {
        return new Backlog(entities, endpointId, partitions);
    }

    /** The ids of all realms that have endpoints, asked of Keycloak's own table as there may be many realms. */
    public List<String> realmsWithEndpoints(String providerType) {
        return entities.createQuery(
                        "select distinct c.realm.id from ComponentEntity c where c.providerType = :type", String.class)
                .setParameter("type", providerType)
                .getResultList();
    }
}
