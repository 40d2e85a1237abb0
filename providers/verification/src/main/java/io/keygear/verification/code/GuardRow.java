package io.keygear.verification.code;

import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;
import jakarta.persistence.EmbeddedId;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;
import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/** What outlives a single code: failures, pauses, and which code is the valid one. Changed under its row lock only. */
@Entity
@Table(name = "KG_CODE_GUARD")
class GuardRow {

    /** A {@link CodeKey} as the database has it. */
    @Embeddable
    record Key(
            @Column(name = "REALM_ID") String realmId,
            @Column(name = "SUBJECT") String subject,
            @Column(name = "PURPOSE") String purpose)
            implements Serializable {

        Key(CodeKey key) {
            this(key.realmId(), key.subject(), key.purpose().id());
        }
    }

    @EmbeddedId
    Key key = new Key("", "", "");

    @Column(name = "FAILURES")
    int failures;

    @Column(name = "LOCKED_UNTIL")
    long lockedUntil;

    @Column(name = "SENDS")
    int sends;

    @Column(name = "NEXT_SEND_AT")
    long nextSendAt;

    @Column(name = "CHALLENGE_ID")
    @Nullable
    String challengeId;

    static GuardRow untouched(CodeKey key) {
        GuardRow row = new GuardRow();
        row.key = new Key(key);
        return row;
    }
}
