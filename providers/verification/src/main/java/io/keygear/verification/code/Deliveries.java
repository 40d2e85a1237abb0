package io.keygear.verification.code;

import io.keygear.kit.jpa.OwnTransaction;
import io.keygear.verification.code.CodeChannel.Carrier;
import io.keygear.verification.code.CodeChannel.Outcome;
import jakarta.persistence.EntityManager;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** How far messages have come: what sending them came to, and what gateways report later. */
final class Deliveries {

    private static final List<String> FINAL = List.of(Delivery.DELIVERED.id(), Delivery.UNDELIVERED.id());

    /** What others ask for is assigned last: MySQL has them see the new value. */
    private static final String NOTE = "update KG_CODE_CHALLENGE set DELIVERY_ID = ?, SENDER_ID = ?, KEEPER_ID = ?,"
            + " FAILURE = case when DELIVERY = ? then ? else FAILURE end,"
            + " DELIVERY = case when DELIVERY = ? then ? else DELIVERY end where ID = ?";

    private final OwnTransaction transactions;

    Deliveries(OwnTransaction transactions) {
        this.transactions = transactions;
    }

    /** Writes down how far the message of a challenge has come, unless a receipt was faster. */
    void note(String challengeId, Outcome outcome) {
        Carrier carrier = outcome.carrier();
        List<@Nullable Object> parameters = Arrays.asList(
                outcome.deliveryId(),
                carrier.senderId(),
                carrier.keepsCode() ? carrier.senderId() : null,
                Delivery.QUEUED.id(),
                outcome.failure(),
                Delivery.QUEUED.id(),
                outcome.delivery().id(),
                challengeId);
        transactions.call(scope -> scope.statements().later(NOTE, parameters));
    }

    /**
     * Writes down what a gateway reports. It corrects what was thought of the message: one that nobody answered for
     * may have been delivered. A second report changes nothing.
     *
     * @return the challenge it was about; empty when there is none, or nothing changed
     */
    Optional<ChallengeRow> correct(String realmId, DeliveryReport report) {
        return transactions.call(scope ->
                find(scope.entities(), realmId, report).filter(row -> correct(scope.entities(), row.id, report)));
    }

    private static Optional<ChallengeRow> find(EntityManager entities, String realmId, DeliveryReport report) {
        String which = report.challengeId().isPresent()
                ? "c.id = :message and (c.senderId is null or c.senderId = :sender)"
                : "c.deliveryId = :message and c.senderId = :sender";
        return entities
                .createQuery("select c from ChallengeRow c where c.realmId = :realm and " + which, ChallengeRow.class)
                .setParameter("realm", realmId)
                .setParameter("sender", report.senderId())
                .setParameter("message", report.challengeId().orElse(report.deliveryId()))
                .setMaxResults(1)
                .getResultList()
                .stream()
                .findFirst();
    }

    private static boolean correct(EntityManager entities, String challengeId, DeliveryReport report) {
        return entities.createQuery("update ChallengeRow c set c.delivery = :delivery, c.failure = :failure"
                                + " where c.id = :id and c.delivery not in (:final)")
                        .setParameter("delivery", report.delivery().id())
                        .setParameter("failure", report.failure())
                        .setParameter("id", challengeId)
                        .setParameter("final", FINAL)
                        .executeUpdate()
                == 1;
    }
}
