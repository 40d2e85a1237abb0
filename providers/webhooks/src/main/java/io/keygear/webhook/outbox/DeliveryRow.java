package io.keygear.webhook.outbox;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import org.jspecify.annotations.Nullable;

/** One event for one endpoint. Numbered upwards within a partition, see {@link DeliveryNumbers}. */
@Entity
@Table(name = "KG_WEBHOOK_DELIVERY")
class DeliveryRow {

    static final int PENDING = 0;
    static final int DELIVERED = 1;
    static final int DEAD = 2;

    @Id
    @Column(name = "ID")
    long id;

    @Column(name = "EVENT_POSITION")
    long eventPosition;

    @Column(name = "REALM_ID")
    String realmId = "";

    @Column(name = "ENDPOINT_ID")
    String endpointId = "";

    @Column(name = "ORDER_KEY")
    @Nullable
    String orderKey;

    @Column(name = "PARTITION_NO")
    int partition;

    /** Counts the events of one order key to this endpoint, from 1; 0 where there is no order. */
    @Column(name = "SEQ")
    long seq;

    @Column(name = "STATE")
    int state;

    /** When it may be tried: 0 as long as nothing before it failed, else milliseconds. */
    @Column(name = "DUE_AT")
    long dueAt;

    @Column(name = "ATTEMPTS")
    int attempts;

    @Column(name = "CREATED_AT")
    long createdAt;

    @Column(name = "DONE_AT")
    @Nullable
    Long doneAt;
}
