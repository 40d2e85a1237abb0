package io.keygear.verification.code;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import org.jspecify.annotations.Nullable;

/** One code that was made: how to recognise it, and what became of it. Neither the code nor the number is in here. */
@Entity
@Table(name = "KG_CODE_CHALLENGE")
class ChallengeRow {

    @Id
    @Column(name = "ID")
    String id = "";

    @Column(name = "REALM_ID")
    String realmId = "";

    @Column(name = "SUBJECT")
    String subject = "";

    @Column(name = "PURPOSE")
    String purpose = "";

    @Column(name = "CHANNEL")
    String channel = "";

    @Column(name = "KEY_ID")
    String keyId = "";

    @Column(name = "VALUE_HASH")
    String valueHash = "";

    @Column(name = "CODE_HASH")
    String codeHash = "";

    @Column(name = "CODE_LENGTH")
    int codeLength;

    @Column(name = "CODE_FORMAT")
    String codeFormat = "";

    @Column(name = "RESENDS")
    int resends;

    @Column(name = "ATTEMPTS")
    int attempts;

    @Column(name = "MAX_ATTEMPTS")
    int maxAttempts;

    @Column(name = "CREATED_AT")
    long createdAt;

    @Column(name = "EXPIRES_AT")
    long expiresAt;

    @Column(name = "CONSUMED_AT")
    @Nullable
    Long consumedAt;

    @Column(name = "DELIVERY")
    String delivery = "";

    @Column(name = "DELIVERY_ID")
    @Nullable
    String deliveryId;

    @Column(name = "FAILURE")
    @Nullable
    String failure;

    /** The sender that was given the message last; empty for channels without senders. */
    @Column(name = "SENDER_ID")
    @Nullable
    String senderId;

    /** The sender that made the code and alone can compare it; empty when the code is ours. */
    @Column(name = "KEEPER_ID")
    @Nullable
    String keeperId;

    /** The country that the message was counted for; empty when it cost nothing. */
    @Column(name = "COUNTRY")
    @Nullable
    String country;

    /** The network whose budget for unproven numbers the message was counted in; empty when it was in none. */
    @Column(name = "BUDGET_NETWORK")
    @Nullable
    String budgetNetwork;
}
