package io.keygear.webhook.outbox;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

/** A node that delivers, and until when it may, in milliseconds of the database's clock. */
@Entity
@Table(name = "KG_WEBHOOK_NODE")
class NodeRow {

    @Id
    @Column(name = "ID")
    String id = "";

    @Column(name = "LEASED_UNTIL")
    long leasedUntil;
}
