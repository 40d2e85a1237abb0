package io.keygear.verification.phone;

import io.keygear.verification.claim.VerifiedValues;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.keycloak.credential.CredentialProvider;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;
import org.keycloak.storage.UserStoragePrivateUtil;
import org.keycloak.storage.UserStorageProvider;
import org.keycloak.storage.user.UserQueryMethodsProvider;

/**
 * The numbers of a realm's users and which of them are verified. The user's primary number also stands in the
 * attributes that Keycloak's client scope {@code phone} puts into tokens.
 */
public final class VerifiedPhones {

    /** User attribute with the primary number in E.164. */
    public static final String NUMBER_ATTRIBUTE = "phoneNumber";

    /** User attribute that is {@code true} when the primary number is verified. */
    public static final String VERIFIED_ATTRIBUTE = "phoneNumberVerified";

    private final KeycloakSession session;
    private final RealmModel realm;
    private final VerifiedValues values;

    /** Whose primary number one was when it was first asked for: to find that out takes two searches. */
    private final Map<PhoneNumber, List<UserModel>> showing = new HashMap<>();

    public VerifiedPhones(KeycloakSession session, RealmModel realm) {
        this.session = session;
        this.realm = realm;
        this.values = new VerifiedValues(session, realm, "phone", this::numbers);
    }

    /** The phones of a user, the preferred one first. */
    public List<PhoneCredentialModel> of(UserModel user) {
        return credentials().phones(user);
    }

    /** Every number of a user in E.164: the primary one, and those of the user's phones, read when they are asked for. */
    public Stream<String> numbers(UserModel user) {
        return Stream.<Supplier<Stream<String>>>of(
                        () -> Optional.ofNullable(user.getFirstAttribute(NUMBER_ATTRIBUTE)).stream(),
                        () -> of(user).stream().map(phone -> phone.number().e164()))
                .flatMap(Supplier::get)
                .distinct();
    }

    /** Who proved which number. */
    public VerifiedValues claims() {
        return values;
    }

    /**
     * Records that {@code user} holds {@code number}, so that of two users exactly one wins without either request
     * failing. Safe to repeat, whoever shows the number by then.
     *
     * @return {@code false} when the number is another user's
     */
    public boolean claim(UserModel user, PhoneNumber number) {
        boolean shown = showsAnother(user, number);
        boolean known = values.claimedAt(user, number.e164()).isPresent();
        return (known || !shown) && values.claim(user, number.e164());
    }

    /** Makes {@code number} the one that tokens show. */
    public void makePrimary(UserModel user, PhoneNumber number) {
        set(user, NUMBER_ATTRIBUTE, number.e164());
        set(user, VERIFIED_ATTRIBUTE, "true");
    }

    /** Where an attribute has its value already, Keycloak would ask the database to remove its other values. */
    private static void set(UserModel user, String attribute, String value) {
        if (!user.getAttributeStream(attribute).toList().equals(List.of(value))) {
            user.setSingleAttribute(attribute, value);
        }
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
            if (values.claimedAt(user, shown.e164()).isEmpty() && !hasPhone(user, shown)) {
                user.setSingleAttribute(VERIFIED_ATTRIBUTE, "false");
            }
        }
    }

    /**
     * Follows a phone that was taken away: unless another phone of {@code user} has the number, nothing of it stays
     * verified, and the next phone is the main one.
     */
    void removed(UserModel user, PhoneNumber number) {
        if (hasPhone(user, number)) {
            return;
        }
        if (number.e164().equals(user.getFirstAttribute(NUMBER_ATTRIBUTE))) {
            user.removeAttribute(NUMBER_ATTRIBUTE);
            user.removeAttribute(VERIFIED_ATTRIBUTE);
            of(user).stream().findFirst().ifPresent(next -> makePrimary(user, next.number()));
        }
        values.release(user, numbers(user));
    }

    /**
     * Who proved to hold {@code number} and still has it; empty when nobody does. The search is made for every number,
     * so that how long it takes tells no stranger which one is proved.
     */
    public Optional<UserModel> ownerOf(PhoneNumber number) {
        Stream<UserModel> showing = showing(number);
        return claimant(number)
                .or(() -> showing.filter(user -> holds(user, number)).findFirst());
    }

    /** The users whose primary number this is, or who have a phone with it. */
    public Stream<UserModel> holders(PhoneNumber number) {
        return Stream.concat(showing(number), claimant(number).stream()).distinct();
    }

    private Optional<UserModel> claimant(PhoneNumber number) {
        return values.owner(number.e164())
                .map(id -> session.users().getUserById(realm, id))
                .filter(owner -> numbers(owner).anyMatch(number.e164()::equals));
    }

    private boolean holds(UserModel user, PhoneNumber number) {
        return hasTruePrimary(user) || hasPhone(user, number);
    }

    /** A flag that is there may have been true of another number. */
    private boolean hasTruePrimary(UserModel user) {
        correctFlag(user);
        return hasPrimary(user);
    }

    /** Whether another user's tokens show this number as verified: imported users have no claim yet. */
    private boolean showsAnother(UserModel user, PhoneNumber number) {
        return showing(number).anyMatch(other -> !other.getId().equals(user.getId()) && hasTruePrimary(other));
    }

    private Stream<UserModel> showing(PhoneNumber number) {
        return showing.computeIfAbsent(number, this::search).stream();
    }

    /** By the cache: a change to what a search returns would leave the old values in the cache of every other node. */
    private List<UserModel> search(PhoneNumber number) {
        return store().searchForUserByUserAttributeStream(realm, NUMBER_ATTRIBUTE, number.e164())
                .map(found -> session.users().getUserById(realm, found.getId()))
                .filter(Objects::nonNull)
                .toList();
    }

    /** Without storage providers all users are in Keycloak's own store, and no second search is needed for theirs. */
    private UserQueryMethodsProvider store() {
        boolean alone = realm.getComponentsStream(realm.getId(), UserStorageProvider.class.getName())
                .findAny()
                .isEmpty();
        return alone ? UserStoragePrivateUtil.userLocalStorage(session) : session.users();
    }

    private boolean hasPhone(UserModel user, PhoneNumber number) {
        return of(user).stream().anyMatch(phone -> phone.number().equals(number));
    }

    private PhoneCredentialProvider credentials() {
        return (PhoneCredentialProvider)
                session.getProvider(CredentialProvider.class, PhoneCredentialProviderFactory.ID);
    }
}
