package io.keygear.verification.code;

import io.keygear.kit.jpa.OwnTransaction;
import io.keygear.verification.code.CodeChannel.Carrier;
import io.keygear.verification.code.CodeChannel.Outcome;
import jakarta.persistence.EntityManager;
import java.util.List;
import java.util.Optional;

/** How far messages have come: what sending them came to, and what gateways report later. */
final class Deliveries {

    private static final List<String> FINAL = List.of(Delivery.DELIVERED.id(), Delivery.UNDELIVERED.id());

    private final OwnTransaction transactions;

    Deliveries(OwnTransaction transactions) {
        this.transactions = transactions;
    }

    /** Writes down how far the message of a challenge has come, unless a receipt was faster. */
    void note(String challengeId, Outcome outcome) {
        Carrier carrier = outcome.carrier();
        transactions.call(scope -> scope.entities()
                .createQuery(
                        "update ChallengeRow c set c.delivery = case when c.delivery = :queued then :delivery"
                                + " else c.delivery end, c.deliveryId = :deliveryId, c.failure = case when c.delivery = :queued"
                                + " then :failure else c.failure end, c.senderId = :sender, c.keeperId = :keeper where c.id = :id")
                .setParameter("queued", Delivery.QUEUED.id())
                .setParameter("delivery", outcome.delivery().id())
                .setParameter("deliveryId", outcome.deliveryId())
                .setParameter("failure", outcome.failure())
                .setParameter("sender", carrier.senderId())
                .setParameter("keeper", carrier.keepsCode() ? carrier.senderId() : null)
                .setParameter("id", challengeId)
                .executeUpdate());
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
