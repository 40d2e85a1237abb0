package io.keygear.verification.code;

import io.keygear.kit.jpa.OwnTransaction;
import jakarta.persistence.EntityManager;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.keycloak.connections.jpa.JpaConnectionProvider;
import org.keycloak.models.KeycloakSession;

/**
 * Removes rows that nobody needs any more. A user's guard with failures stays: forgetting it would give attempts back.
 * That of somebody who only said who they are goes a day later: anybody can make those, for names that do not exist.
 */
final class CodeHousekeeping {

    private static final Duration KEPT = Duration.ofDays(1);

    private final OwnTransaction transactions;
    private final Clock clock;

    CodeHousekeeping(OwnTransaction transactions, Clock clock) {
        this.transactions = transactions;
        this.clock = clock;
    }

    /** Removes codes that ended a day ago, closed limits, and guards without a failure. */
    void sweep() {
        long now = clock.millis();
        long ended = now - KEPT.toMillis();
        delete("delete from ChallengeRow c where c.expiresAt < :ended", "ended", ended);
        delete("delete from LimitRow l where l.closesAt < :now", "now", now);
        delete("delete from GuardRow g where g.failures = 0 and g.nextSendAt < :ended", "ended", ended);
        delete(
                "delete from GuardRow g where g.key.subject like '" + CodeKey.NOBODY
                        + "%' and g.nextSendAt < :ended and g.lockedUntil < :ended",
                "ended",
                ended);
    }

    /** Removes all that is kept of a user, within the transaction that removes the user. */
    void forgetUser(KeycloakSession session, String realmId, String userId) {
        EntityManager entities = entities(session);
        for (String statement : List.of(
                "delete from ChallengeRow c where c.realmId = :realm and c.subject = :user",
                "delete from GuardRow g where g.key.realmId = :realm and g.key.subject = :user",
                "delete from LimitRow l where l.key.realmId = :realm and l.key.limitKey = :user")) {
            entities.createQuery(statement)
                    .setParameter("realm", realmId)
                    .setParameter("user", userId)
                    .executeUpdate();
        }
    }

    /** Removes all that is kept in a realm, within the transaction that removes the realm. */
    void forgetRealm(KeycloakSession session, String realmId) {
        EntityManager entities = entities(session);
        for (String statement : List.of(
                "delete from ChallengeRow c where c.realmId = :realm",
                "delete from GuardRow g where g.key.realmId = :realm",
                "delete from LimitRow l where l.key.realmId = :realm")) {
            entities.createQuery(statement).setParameter("realm", realmId).executeUpdate();
        }
    }

    private static EntityManager entities(KeycloakSession session) {
        return session.getProvider(JpaConnectionProvider.class).getEntityManager();
    }

    private void delete(String statement, String parameter, long value) {
        transactions.call(scope -> scope.entities()
                .createQuery(statement)
                .setParameter(parameter, value)
                .executeUpdate());
    }
}
