package io.keygear.webhook.outbox;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import org.hibernate.Length;
import org.jspecify.annotations.Nullable;
import org.keycloak.connections.jpa.AsynchronousCommitAllowed;

/**
 * Something that happened, as it was committed with it. The database numbers the rows as they are inserted, so of two
 * events of which one saw the other's commit, it has the higher position.
 *
 * <p>Like Keycloak's own events it does not by itself make a commit wait for PostgreSQL's disk: it is as durable as what
 * it tells of. A new session, which Keycloak stores by a transaction of its own, follows it.
 */
@Entity
@Table(name = "KG_WEBHOOK_EVENT")
class EventRow implements AsynchronousCommitAllowed {

    /** Not yet given to the endpoints. */
    static final int NEW = 0;

    /** Every endpoint that wants it has a delivery. */
    static final int SPREAD = 1;

    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    @Column(name = "POSITION_NO")
    @Nullable
    Long position;

    @Column(name = "ID")
    String id = "";

    @Column(name = "REALM_ID")
    String realmId = "";

    @Column(name = "EVENT_TYPE")
    String type = "";

    @Column(name = "CLIENT")
    @Nullable
    String client;

    @Column(name = "ORDER_KEY")
    @Nullable
    String orderKey;

    @Column(name = "PARTITION_NO")
    int partition;

    @Column(name = "STATE")
    int state;

    @Column(name = "CREATED_AT")
    long createdAt;

    /** The one endpoint that this copy of an event is for; {@code null} for the event itself, which is for all. */
    @Column(name = "ENDPOINT_ID")
    @Nullable
    String endpointId;

    @Column(name = "TRACEPARENT")
    @Nullable
    String traceparent;

    @Column(name = "PAYLOAD", length = Length.LONG32)
    String payload = "";
}
