package io.keygear.webhook.outbox;

import io.keygear.kit.crypto.Fingerprint;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.io.Serializable;
import java.util.regex.Pattern;

/** What is in order: the events of one order key to one endpoint. */
@Entity
@Table(name = "KG_WEBHOOK_LANE")
@IdClass(LaneRow.Key.class)
class LaneRow {

    /** How long the ids of Keycloak's own users are; a digest is longer. */
    static final int USER_ID = 36;

    private static final Pattern SAME_EVERYWHERE = Pattern.compile("[0-9a-z-]{1,36}");

    /** An endpoint, and a user or other resource as {@link #name} writes it. */
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

    /**
     * An order key as lanes and deliveries have it. Several databases take texts for equal that differ in case, in
     * accents or in spaces at the end; resources that differ so are different all the same. A user's id stays as it is,
     * any other key becomes its SHA-256.
     */
    static String name(String orderKey) {
        return SAME_EVERYWHERE.matcher(orderKey).matches() ? orderKey : Fingerprint.sha256(orderKey);
    }

    /** Until when everything in this lane waits for its head; 0 when nothing failed. */
    @Column(name = "BLOCKED_UNTIL")
    long blockedUntil;
}
