package io.keygear.webhook.outbox;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.io.Serializable;

/** What is in order: the events of one order key to one endpoint. */
@Entity
@Table(name = "KG_WEBHOOK_LANE")
@IdClass(LaneRow.Key.class)
class LaneRow {

    /** An endpoint, and a user or other resource. */
    record Key(String endpointId, String orderKey) implements Serializable {}

    @Id
    @Column(name = "ENDPOINT_ID")
    String endpointId = "";

    @Id
    @Column(name = "ORDER_KEY")
    String orderKey = "";

    /** The number given last. */
    @Column(name = "SEQ")
    long seq;

    /** Until when everything in this lane waits for its head; 0 when nothing failed. */
    @Column(name = "BLOCKED_UNTIL")
    long blockedUntil;
}
