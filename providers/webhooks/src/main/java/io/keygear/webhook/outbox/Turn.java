package io.keygear.webhook.outbox;

import io.keygear.kit.jpa.OwnTransaction.Scope;
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
 * before the transaction is committed. Plain SQL may wait here for the next query; it is flushed before Hibernate, which
 * would not see it, does anything.
 */
public final class Turn {

    private final Scope scope;
    private final Statements statements;
    private final OutboxNode node;
    private final Clock clock;
    private Spread unwritten = Spread.NONE;

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

    /**
     * Writes down what was spread and sent already, and what became of parcels.
     *
     * @param spread that of the turn before; {@link Spread#NONE} when there is none
     * @param outcomes of parcels of it and of others
     */
    public void write(Spread spread, Collection<Settled> outcomes) {
        List<Settled> open = spread.write(statements, outcomes, clock.millis());
        Settlement settlement = new Settlement(statements, clock.millis());
        settlement.record(outcomes);
        settlement.conclude(open);
    }

    /** Writes down what became of a parcel, but not how: for a try of which the database refuses the record. */
    public void conclude(Settled outcome) {
        new Settlement(statements, clock.millis()).conclude(List.of(outcome));
    }

    /** The oldest new events. */
    public List<WaitingEvent> waiting(Collection<Integer> partitions) {
        return new FreshEvents(statements).waiting(partitions);
    }

    /** Gives one new event to the endpoints that want it, and writes that. */
    public void spread(WaitingEvent event, Function<String, List<Endpoint>> endpointsOf) {
        write(spreading().spread(event, endpointsOf), List.of());
    }

    /**
     * Gives the oldest new events to the endpoints that want them. That is written when something reads what waits for an
     * endpoint; else it is {@link #unwritten}.
     *
     * @param except these stay, and so does all that is to come after them
     * @param expected some that are likely among them
     */
    public Spread spread(
            Collection<Integer> partitions,
            Set<WaitingEvent> except,
            Collection<EventHead> expected,
            Function<String, List<Endpoint>> endpointsOf) {
        unwritten = spreading().spread(partitions, except, expected, endpointsOf);
        return unwritten;
    }

    /** Writes what was spread in this turn, if it is not written yet. */
    public void writeSpread() {
        write(unwritten, List.of());
        unwritten = Spread.NONE;
    }

    /** What was spread and is to be written in the next turn; until then no other node may spread it. */
    public Spread unwritten() {
        return unwritten;
    }

    private Spreading spreading() {
        return new Spreading(statements, node.numbers(), clock.millis());
    }

    /** What waits for an endpoint. */
    public Backlog backlog(String endpointId, Collection<Integer> partitions) {
        return new Backlog(this::readable, endpointId, partitions);
    }

    private EntityManager readable() {
        writeSpread();
        statements.flush();
        return scope.entities();
    }

    /** The ids of all realms that have endpoints, asked of Keycloak's own table as there may be many realms. */
    public List<String> realmsWithEndpoints(String providerType) {
        return scope.entities()
                .createQuery(
                        "select distinct c.realm.id from ComponentEntity c where c.providerType = :type", String.class)
                .setParameter("type", providerType)
                .getResultList();
    }

    /**
     * The ids of those for which something waits that failed before, or was new before some time; nothing has to be asked
     * about the others.
     *
     * @param since in milliseconds
     */
    public List<String> endpointsBehind(String providerType, long since) {
        String waits = "exists (select d.id from DeliveryRow d where d.endpointId = c.id and d.state = "
                + DeliveryRow.PENDING + " and d.dueAt ";
        return readable()
                .createQuery(
                        "select c.id from ComponentEntity c where c.providerType = :type and (" + waits + "> 0) or "
                                + waits + "= 0 and d.id < :number))",
                        String.class)
                .setParameter("type", providerType)
                .setParameter("number", DeliveryNumbers.from(since))
                .getResultList();
    }
}
