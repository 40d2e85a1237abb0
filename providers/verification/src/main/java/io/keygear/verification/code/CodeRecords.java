package io.keygear.verification.code;

import jakarta.persistence.EntityManager;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
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
    public record Standing(String purpose, int failures, Optional<Instant> lockedUntil, boolean closed) {

        private Standing worse(Standing other) {
            Optional<Instant> longer = Stream.of(lockedUntil, other.lockedUntil)
                    .flatMap(Optional::stream)
                    .max(Comparator.naturalOrder());
            return new Standing(purpose, Math.max(failures, other.failures), longer, closed || other.closed);
        }
    }

    /**
     * The codes made for a user, the newest first, a hundred at most; they are kept for a day after they end.
     *
     * @param subjects all under which codes of the user's are counted
     */
    public List<Made> made(Collection<String> subjects) {
        return entities.createQuery(
                        "select c from ChallengeRow c where c.realmId = :realm and c.subject in :subjects"
                                + " order by c.createdAt desc",
                        ChallengeRow.class)
                .setParameter("realm", realmId)
                .setParameter("subjects", subjects)
                .setMaxResults(NEWEST)
                .getResultStream()
                .map(CodeRecords::made)
                .toList();
    }

    /**
     * How a user stands, for each purpose that ever came up: the worst of all names.
     *
     * @param subjects all under which codes of the user's are counted
     */
    public List<Standing> standings(Collection<String> subjects, Instant now) {
        Map<String, Standing> standings = new TreeMap<>();
        entities.createQuery(
                        "select g from GuardRow g where g.key.realmId = :realm and g.key.subject in :subjects",
                        GuardRow.class)
                .setParameter("realm", realmId)
                .setParameter("subjects", subjects)
                .getResultStream()
                .map(guard -> standing(guard, now))
                .forEach(standing -> standings.merge(standing.purpose(), standing, Standing::worse));
        return List.copyOf(standings.values());
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
