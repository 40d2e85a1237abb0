package io.keygear.webhook.outbox;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.io.Serializable;
import org.hibernate.Length;
import org.jspecify.annotations.Nullable;

/** One try of a delivery. */
@Entity
@Table(name = "KG_WEBHOOK_ATTEMPT")
@IdClass(AttemptRow.Key.class)
class AttemptRow {

    /** A delivery, and which of its tries. */
    record Key(long deliveryId, long startedAt) implements Serializable {}

    @Id
    @Column(name = "DELIVERY_ID")
    long deliveryId;

    @Id
    @Column(name = "STARTED_AT")
    long startedAt;

    @Column(name = "DURATION_MS")
    int durationMillis;

    /** The status of the answer; 0 when there was none. */
    @Column(name = "HTTP_STATUS")
    int status;

    @Column(name = "OUTCOME")
    String outcome = "";

    /** The beginning of the answer. */
    @Column(name = "ANSWER", length = Length.LONG32)
    @Nullable
    String answer;
}
