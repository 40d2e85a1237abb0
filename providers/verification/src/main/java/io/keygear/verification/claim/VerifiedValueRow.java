package io.keygear.verification.claim;

import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;
import jakarta.persistence.EmbeddedId;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;
import java.io.Serializable;

/** Who verified a number or address in a realm. The primary key is what makes it one user's alone. */
@Entity
@Table(name = "KG_VERIFIED_VALUE")
class VerifiedValueRow {

    /**
     * The value.
     *
     * @param realmId Keycloak's id of the realm
     * @param verifyKey {@code phone} or {@code email}
     * @param valueHash SHA-256 of the normalised value: a database writes the key of a violated constraint to its log
     */
    @Embeddable
    record Key(
            @Column(name = "REALM_ID") String realmId,
            @Column(name = "VERIFY_KEY") String verifyKey,
            @Column(name = "VALUE_HASH") String valueHash)
            implements Serializable {}

    @EmbeddedId
    Key key = new Key("", "", "");

    @Column(name = "USER_ID")
    String userId = "";

    @Column(name = "VERIFIED_AT")
    long verifiedAt;

    /** For Hibernate. */
    VerifiedValueRow() {}

    VerifiedValueRow(Key key, String userId, long verifiedAt) {
        this.key = key;
        this.userId = userId;
        this.verifiedAt = verifiedAt;
    }
}
