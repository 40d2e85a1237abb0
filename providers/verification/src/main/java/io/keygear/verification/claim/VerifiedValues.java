package io.keygear.verification.claim;

import io.keygear.kit.crypto.Fingerprint;
import io.keygear.kit.jpa.OwnTransaction;
import io.keygear.kit.jpa.Statements;
import jakarta.persistence.EntityManager;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.keycloak.common.util.Time;
import org.keycloak.connections.jpa.JpaConnectionProvider;
import org.keycloak.models.AbstractKeycloakTransaction;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;

/**
 * The verified values of one kind in a realm, and whose they are. A value belongs to one user; the table's primary key
 * decides between two who verify it at the same moment.
 */
public final class VerifiedValues {

    /** The request that claimed a value may not have committed the rest yet, or its node was killed; wait that long. */
    private static final Duration YOUNG = Duration.ofMinutes(5);

    private static final String READ = "select USER_ID, VERIFIED_AT from KG_VERIFIED_VALUE"
            + " where REALM_ID = ? and VERIFY_KEY = ? and VALUE_HASH = ?";

    /** Not the empty text, which is null to Oracle, and nothing is known not to be null. */
    private static final String NO_HASH = "none";

    private final KeycloakSession session;
    private final RealmModel realm;
    private final String verifyKey;
    private final Function<UserModel, Stream<String>> held;

    /** What was looked up so far; a value that nobody has is one that a request asks for again and again. */
    private final Map<VerifiedValueRow.Key, Optional<VerifiedValueRow>> seen = new HashMap<>();

    /**
     * Opens the values of one kind.
     *
     * @param verifyKey {@code phone} or {@code email}
     * @param held the values that a user has now, normalised, whether verified or not
     */
    public VerifiedValues(
            KeycloakSession session, RealmModel realm, String verifyKey, Function<UserModel, Stream<String>> held) {
        this.session = session;
        this.realm = realm;
        this.verifyKey = verifyKey;
        this.held = held;
    }

    /**
     * Records that {@code user} holds {@code value}, in a transaction of its own so that of two users exactly one wins
     * without either request failing. Safe to repeat.
     *
     * @return {@code false} when the value is another user's
     */
    public boolean claim(UserModel user, String value) {
        VerifiedValueRow row = new VerifiedValueRow(key(value), user.getId(), Time.currentTimeMillis());
        OwnTransaction transactions = new OwnTransaction(session.getKeycloakSessionFactory());
        if (find(value).isEmpty() && transactions.insertIfAbsent(row)) {
            endWithRequest(transactions, row);
            return true;
        }
        seen.remove(row.key);
        VerifiedValueRow taken = transactions.call(scope -> scope.entities().find(VerifiedValueRow.class, row.key));
        if (taken == null || taken.userId.equals(user.getId())) {
            return taken != null;
        }
        boolean mine = isAbandoned(taken) && takeOver(transactions, row, taken);
        if (mine) {
            endWithRequest(transactions, row);
        }
        return mine;
    }

    /** The claim is committed before the request is. When that comes to nothing, nobody is to find the value taken. */
    private void endWithRequest(OwnTransaction transactions, VerifiedValueRow row) {
        seen.put(row.key, Optional.of(row));
        session.getTransactionManager().enlistAfterCompletion(new AbstractKeycloakTransaction() {
            @Override
            protected void commitImpl() {}

            @Override
            protected void rollbackImpl() {
                transactions.call(scope -> scope.entities()
                        .createQuery("delete from VerifiedValueRow v where v.key = :key and v.userId = :user"
                                + " and v.verifiedAt = :since")
                        .setParameter("key", row.key)
                        .setParameter("user", row.userId)
                        .setParameter("since", row.verifiedAt)
                        .executeUpdate());
            }
        });
    }

    /** Whether {@code user} claimed {@code value}, and when; empty when it is nobody's or another's. */
    public Optional<Instant> claimedAt(UserModel user, String value) {
        return find(value)
                .filter(row -> row.userId.equals(user.getId()))
                .map(row -> Instant.ofEpochMilli(row.verifiedAt));
    }

    /** The id of the user who claimed {@code value}. */
    public Optional<String> owner(String value) {
        return find(value).map(row -> row.userId);
    }

    /** Whether {@code user} ever claimed a value of this kind that still stands. */
    public boolean hasAny(UserModel user) {
        return !entities(session)
                .createQuery(
                        "select v.userId from VerifiedValueRow v where v.key.realmId = :realm"
                                + " and v.key.verifyKey = :kind and v.userId = :user",
                        String.class)
                .setParameter("realm", realm.getId())
                .setParameter("kind", verifyKey)
                .setParameter("user", user.getId())
                .setMaxResults(1)
                .getResultList()
                .isEmpty();
    }

    /** Takes every claim of {@code user} back, except those on values in {@code kept}. */
    public void release(UserModel user, Stream<String> kept) {
        seen.clear();
        List<String> hashes = kept.map(Fingerprint::sha256).toList();
        entities(session)
                .createQuery("delete from VerifiedValueRow v where v.key.realmId = :realm and v.key.verifyKey = :kind"
                        + " and v.userId = :user and v.key.valueHash not in :kept")
                .setParameter("realm", realm.getId())
                .setParameter("kind", verifyKey)
                .setParameter("user", user.getId())
                .setParameter("kept", hashes.isEmpty() ? List.of(NO_HASH) : hashes)
                .executeUpdate();
    }

    /** Removes what is kept of a user, within the transaction that removes the user. */
    public static void forgetUser(KeycloakSession session, String realmId, String userId) {
        entities(session)
                .createQuery("delete from VerifiedValueRow v where v.key.realmId = :realm and v.userId = :user")
                .setParameter("realm", realmId)
                .setParameter("user", userId)
                .executeUpdate();
    }

    /** Removes what is kept in a realm, within the transaction that removes the realm. */
    public static void forgetRealm(KeycloakSession session, String realmId) {
        entities(session)
                .createQuery("delete from VerifiedValueRow v where v.key.realmId = :realm")
                .setParameter("realm", realmId)
                .executeUpdate();
    }

    /** A row whose owner is gone, or no longer has the value, holds nobody up, unless it is young. */
    private boolean isAbandoned(VerifiedValueRow row) {
        if (row.verifiedAt + YOUNG.toMillis() > Time.currentTimeMillis()) {
            return false;
        }
        UserModel owner = session.users().getUserById(realm, row.userId);
        return owner == null
                || held.apply(owner)
                        .noneMatch(value -> Fingerprint.sha256(value).equals(row.key.valueHash()));
    }

    private static boolean takeOver(OwnTransaction transactions, VerifiedValueRow row, VerifiedValueRow abandoned) {
        int taken = transactions.call(scope -> scope.entities()
                .createQuery("update VerifiedValueRow v set v.userId = :user, v.verifiedAt = :now"
                        + " where v.key = :key and v.userId = :owner and v.verifiedAt = :since")
                .setParameter("user", row.userId)
                .setParameter("now", row.verifiedAt)
                .setParameter("key", row.key)
                .setParameter("owner", abandoned.userId)
                .setParameter("since", abandoned.verifiedAt)
                .executeUpdate());
        return taken == 1;
    }

    private Optional<VerifiedValueRow> find(String value) {
        return seen.computeIfAbsent(key(value), this::read);
    }

    private Optional<VerifiedValueRow> read(VerifiedValueRow.Key key) {
        return new Statements(entities(session))
                        .list(
                                READ,
                                row -> new VerifiedValueRow(key, row.getString(1), row.getLong(2)),
                                List.of(key.realmId(), key.verifyKey(), key.valueHash()))
                        .stream()
                        .findFirst();
    }

    private VerifiedValueRow.Key key(String value) {
        return new VerifiedValueRow.Key(realm.getId(), verifyKey, Fingerprint.sha256(value));
    }

    private static EntityManager entities(KeycloakSession session) {
        return session.getProvider(JpaConnectionProvider.class).getEntityManager();
    }
}
