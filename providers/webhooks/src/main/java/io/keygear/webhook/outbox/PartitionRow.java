package io.keygear.webhook.outbox;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import org.jspecify.annotations.Nullable;

/** A share of all order keys, looked after by one node at a time. */
@Entity
@Table(name = "KG_WEBHOOK_PARTITION")
class PartitionRow {

    @Id
    @Column(name = "PARTITION_NO")
    int number;

    @Column(name = "NODE_ID")
    @Nullable
    String nodeId;
}
