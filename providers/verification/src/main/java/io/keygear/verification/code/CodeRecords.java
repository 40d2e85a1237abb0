package io.keygear.verification.code;

import jakarta.persistence.EntityManager;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.keycloak.connections.jpa.JpaConnectionProvider;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;

/** What administrators may know of a user's codes: when, how and with what success; never a code or a value. */
public final class CodeRecords {

    private static final int NEWEST = 100;

    private final EntityManager entities;
    private final String realmId;

    public CodeRecords(KeycloakSession session, RealmModel realm) {
        this.entities = session.getProvider(JpaConnectionProvider.class).getEntityManager();
        this.realmId = realm.getId();
    }

    /**
     * One code that was made.
     *
     * @param failure why the message failed, as a category; empty when it did not, or nobody knows
     */
    public record Made(
            String id,
            String purpose,
            String channel,
            Instant createdAt,
            Instant expiresAt,
            Optional<Instant> consumedAt,
            int attempts,
            int resends,
            String delivery,
            Optional<String> failure) {}

    /**
     * How a user stands with codes for one purpose.
     *
     * @param failures wrong codes since the last success
     * @param lockedUntil when codes are compared again; empty when they are
     * @param closed whether codes are closed until another factor or an administrator opens them
     */
    public record Standing(String purpose, int failures, Optional<Instant> lockedUntil, boolean closed) {}

    /** The codes made for a user, the newest first, a hundred at most; they are kept for a day after they end. */
    public List<Made> made(String userId) {
        return entities.createQuery(
                        "select c from ChallengeRow c where c.realmId = :realm and c.subject = :user"
                                + " order by c.createdAt desc",
                        ChallengeRow.class)
                .setParameter("realm", realmId)
                .setParameter("user", userId)
                .setMaxResults(NEWEST)
                .getResultStream()
                .map(CodeRecords::made)
                .toList();
    }

    /** How a user stands, for each purpose that ever came up. */
    public List<Standing> standings(String userId, Instant now) {
        return entities.createQuery(
                        "select g from GuardRow g where g.key.realmId = :realm and g.key.subject = :user"
                                + " order by g.key.purpose",
                        GuardRow.class)
                .setParameter("realm", realmId)
                .setParameter("user", userId)
                .getResultStream()
                .map(guard -> standing(guard, now))
                .toList();
    }

    private static Made made(ChallengeRow row) {
        return new Made(
                row.id,
                row.purpose,
                row.channel,
                Instant.ofEpochMilli(row.createdAt),
                Instant.ofEpochMilli(row.expiresAt),
                Optional.ofNullable(row.consumedAt).map(Instant::ofEpochMilli),
                row.attempts,
                row.resends,
                row.delivery,
                Optional.ofNullable(row.failure));
    }

    private static Standing standing(GuardRow guard, Instant now) {
        return new Standing(
                guard.key.purpose(),
                guard.failures,
                Optional.of(Instant.ofEpochMilli(guard.lockedUntil)).filter(now::isBefore),
                CodePolicy.isClosed(Purpose.of(guard.key.purpose()), guard.failures));
    }
}
