package io.keygear.verification.code;

import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;
import jakarta.persistence.EmbeddedId;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;
import java.io.Serializable;

/** How much of one limit is used. The count opens with a first message and closes a window later. */
@Entity
@Table(name = "KG_CODE_LIMIT")
class LimitRow {

    /**
     * What is counted.
     *
     * @param realmId Keycloak's id of the realm
     * @param kind a {@link SendLimit}
     * @param limitKey whom it is counted for; numbers and addresses as hashes
     */
    @Embeddable
    record Key(
            @Column(name = "REALM_ID") String realmId,
            @Column(name = "KIND") String kind,
            @Column(name = "LIMIT_KEY") String limitKey)
            implements Serializable {}

    @EmbeddedId
    Key key = new Key("", "", "");

    @Column(name = "CLOSES_AT")
    long closesAt;

    @Column(name = "USED")
    int used;

    /** How many of the messages counted here proved a number; they count no longer, and widen the budget. */
    @Column(name = "PROVEN")
    int proven;
}
