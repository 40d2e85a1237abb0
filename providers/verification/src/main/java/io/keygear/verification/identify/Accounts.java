package io.keygear.verification.identify;

import io.keygear.verification.phone.PhoneNumber;
import io.keygear.verification.phone.VerifiedPhones;
import java.util.Optional;
import java.util.Set;
import org.keycloak.authentication.authenticators.util.AuthenticatorUtils;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.ModelDuplicateException;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;
import org.keycloak.models.credential.PasswordCredentialModel;
import org.keycloak.services.managers.BruteForceProtector;

/** The realm's accounts, by what people know of theirs. */
public final class Accounts {

    private static final Set<String> PASSWORDS =
            Set.of(PasswordCredentialModel.TYPE, PasswordCredentialModel.PASSWORD_HISTORY);

    private final KeycloakSession session;
    private final RealmModel realm;

    public Accounts(KeycloakSession session, RealmModel realm) {
        this.session = session;
        this.realm = realm;
    }

    /** The one account with this identifier; empty when there is none, or more than one. */
    public Optional<UserModel> find(Identifier identifier) {
        try {
            return switch (identifier.kind()) {
                case EMAIL ->
                    Optional.ofNullable(session.users().getUserByEmail(realm, identifier.value()))
                            .or(() -> byUsername(identifier));
                case PHONE -> new VerifiedPhones(session, realm).ownerOf(new PhoneNumber(identifier.value()));
                case USERNAME -> byUsername(identifier);
            };
        } catch (ModelDuplicateException several) {
            return Optional.empty();
        }
    }

    /** Whether somebody may come in with this account now: neither disabled nor locked, and a person's. */
    public boolean isOpen(UserModel user) {
        BruteForceProtector protector = session.getProvider(BruteForceProtector.class);
        return user.isEnabled()
                && user.getServiceAccountClientLink() == null
                && AuthenticatorUtils.getDisabledByBruteForceEventError(protector, session, realm, user) == null;
    }

    /**
     * Whether a password is all that opens this account. Where something else does, or a number was proven, the account
     * belongs to whoever enrolled that; an address that nobody proved says nothing about who it is.
     */
    public boolean hasOnlyPassword(UserModel user) {
        boolean enrolled = user.credentialManager()
                .getStoredCredentialsStream()
                .anyMatch(credential -> !PASSWORDS.contains(credential.getType()));
        return !enrolled
                && !new VerifiedPhones(session, realm).hasPrimary(user)
                && session.users()
                        .getFederatedIdentitiesStream(realm, user)
                        .findAny()
                        .isEmpty();
    }

    private Optional<UserModel> byUsername(Identifier identifier) {
        return Optional.ofNullable(session.users().getUserByUsername(realm, identifier.value()));
    }
}
