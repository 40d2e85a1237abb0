package io.keygear.verification.phone;

import io.keygear.kit.jpa.OwnTransaction;
import jakarta.persistence.EntityManager;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import org.keycloak.common.util.Time;
import org.keycloak.connections.jpa.JpaConnectionProvider;
import org.keycloak.credential.CredentialProvider;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;

/**
 * Which numbers of a realm are verified, and whose they are. A verified number belongs to one user; the table's
 * primary key decides between two who verify it at the same moment. The user's first number also stands in the
 * attributes that Keycloak's client scope {@code phone} puts into tokens.
 */
public final class VerifiedPhones {

    /** User attribute with the primary number in E.164. */
    public static final String NUMBER_ATTRIBUTE = "phoneNumber";

    /** User attribute that is {@code true} when the primary number is verified. */
    public static final String VERIFIED_ATTRIBUTE = "phoneNumberVerified";

    private static final String VERIFY_KEY = "phone";
    private static final Duration YOUNG = Duration.ofMinutes(5);

    private final KeycloakSession session;
    private final RealmModel realm;

    public VerifiedPhones(KeycloakSession session, RealmModel realm) {
        this.session = session;
        this.realm = realm;
    }

    /** The phones of a user, the preferred one first. */
    public List<PhoneCredentialModel> of(UserModel user) {
        return credentials().phones(user);
    }

    /**
     * Records that {@code user} holds {@code number}, in a transaction of its own so that of two users exactly one
     * wins without either request failing. Safe to repeat.
     *
     * @return {@code false} when the number is another user's
     */
    public boolean claim(UserModel user, PhoneNumber number) {
        if (showsAnother(user, number)) {
            return false;
        }
        VerifiedValueRow row = new VerifiedValueRow();
        row.key = key(number);
        row.userId = user.getId();
        row.verifiedAt = Time.currentTimeMillis();
        VerifiedValueRow standing = entities().find(VerifiedValueRow.class, row.key);
        OwnTransaction transactions = new OwnTransaction(session.getKeycloakSessionFactory());
        if (standing == null && transactions.insertIfAbsent(row)) {
            return true;
        }
        VerifiedValueRow held = transactions.call(scope -> scope.entities().find(VerifiedValueRow.class, row.key));
        return held != null
                && (held.userId.equals(user.getId()) || (isAbandoned(held) && takeOver(transactions, row, held)));
    }

    /**
     * A row whose owner is gone, or no longer has the number, holds nobody up. A young row does: the request that
     * claimed the number may not have committed its credential yet.
     */
    private boolean isAbandoned(VerifiedValueRow row) {
        if (row.verifiedAt + YOUNG.toMillis() > Time.currentTimeMillis()) {
            return false;
        }
        UserModel owner = session.users().getUserById(realm, row.userId);
        String hash = row.key.valueHash();
        return owner == null
                || (of(owner).stream().noneMatch(phone -> hash.equals(hash(phone.number())))
                        && !hash.equals(
                                hash(new PhoneNumber(String.valueOf(owner.getFirstAttribute(NUMBER_ATTRIBUTE))))));
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

    /** Makes {@code number} the one that tokens show. */
    public void makePrimary(UserModel user, PhoneNumber number) {
        user.setSingleAttribute(NUMBER_ATTRIBUTE, number.e164());
        user.setSingleAttribute(VERIFIED_ATTRIBUTE, "true");
    }

    /** Whether tokens show a verified number of this user. */
    public boolean hasPrimary(UserModel user) {
        return user.getFirstAttribute(NUMBER_ATTRIBUTE) != null
                && Boolean.parseBoolean(user.getFirstAttribute(VERIFIED_ATTRIBUTE));
    }

    /**
     * Takes the verified flag back when the number beside it is not one that the user proved to hold: an
     * administrator, a directory or a broker may have written another one.
     */
    public void correctFlag(UserModel user) {
        if (hasPrimary(user)) {
            PhoneNumber shown = new PhoneNumber(user.getFirstAttribute(NUMBER_ATTRIBUTE));
            VerifiedValueRow row = entities().find(VerifiedValueRow.class, key(shown));
            boolean claimed = row != null && row.userId.equals(user.getId());
            boolean held = of(user).stream().anyMatch(phone -> phone.number().equals(shown));
            if (!claimed && !held) {
                user.setSingleAttribute(VERIFIED_ATTRIBUTE, "false");
            }
        }
    }

    /** Whether another user's tokens show this number as verified: imported users have no row in the table yet. */
    private boolean showsAnother(UserModel user, PhoneNumber number) {
        return session.users()
                .searchForUserByUserAttributeStream(realm, NUMBER_ATTRIBUTE, number.e164())
                .anyMatch(other -> !other.getId().equals(user.getId()) && hasPrimary(other));
    }

    /** Removes what is kept of a user, within the transaction that removes the user. */
    static void forgetUser(KeycloakSession session, String realmId, String userId) {
        entities(session)
                .createQuery("delete from VerifiedValueRow v where v.key.realmId = :realm and v.userId = :user")
                .setParameter("realm", realmId)
                .setParameter("user", userId)
                .executeUpdate();
    }

    /** Removes what is kept in a realm, within the transaction that removes the realm. */
    static void forgetRealm(KeycloakSession session, String realmId) {
        entities(session)
                .createQuery("delete from VerifiedValueRow v where v.key.realmId = :realm")
                .setParameter("realm", realmId)
                .executeUpdate();
    }

    private VerifiedValueRow.Key key(PhoneNumber number) {
        return new VerifiedValueRow.Key(realm.getId(), VERIFY_KEY, hash(number));
    }

    private static String hash(PhoneNumber number) {
        try {
            byte[] bytes = number.e164().getBytes(StandardCharsets.US_ASCII);
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException missing) {
            throw new IllegalStateException("SHA-256 is part of every Java runtime", missing);
        }
    }

    private PhoneCredentialProvider credentials() {
        return (PhoneCredentialProvider)
                session.getProvider(CredentialProvider.class, PhoneCredentialProviderFactory.ID);
    }

    private EntityManager entities() {
        return entities(session);
    }

    private static EntityManager entities(KeycloakSession session) {
        return session.getProvider(JpaConnectionProvider.class).getEntityManager();
    }
}
