package io.keygear.tests.probe;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.keycloak.component.ComponentModel;
import org.keycloak.credential.CredentialInput;
import org.keycloak.credential.CredentialInputValidator;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;
import org.keycloak.models.credential.PasswordCredentialModel;
import org.keycloak.models.utils.UserModelDelegate;
import org.keycloak.storage.StorageId;
import org.keycloak.storage.UserStoragePrivateUtil;
import org.keycloak.storage.UserStorageProvider;
import org.keycloak.storage.user.ImportedUserValidation;
import org.keycloak.storage.user.UserLookupProvider;

/**
 * A directory of one person, as Keycloak's LDAP provider treats one: the person is imported when first looked up, and
 * address and number are written again each time the account is loaded. The password is the name.
 */
final class Directory
        implements UserStorageProvider, UserLookupProvider, ImportedUserValidation, CredentialInputValidator {

    /** The session's attribute that takes the directory away. */
    static final String AWAY = "test-directory-away";

    private final KeycloakSession session;
    private final ComponentModel entry;

    Directory(KeycloakSession session, ComponentModel entry) {
        this.session = session;
        this.entry = entry;
    }

    @Override
    public @Nullable UserModel getUserByUsername(RealmModel realm, String username) {
        return username.equals(entry.get("username")) ? imported(realm) : null;
    }

    @Override
    public @Nullable UserModel getUserByEmail(RealmModel realm, String email) {
        return email.equals(entry.get("email")) ? imported(realm) : null;
    }

    @Override
    public @Nullable UserModel getUserById(RealmModel realm, String id) {
        return getUserByUsername(realm, StorageId.externalId(id));
    }

    @Override
    public UserModel validate(RealmModel realm, UserModel user) {
        return written(user);
    }

    @Override
    public boolean supportsCredentialType(String type) {
        return PasswordCredentialModel.TYPE.equals(type);
    }

    @Override
    public boolean isConfiguredFor(RealmModel realm, UserModel user, String type) {
        return supportsCredentialType(type);
    }

    @Override
    public boolean isValid(RealmModel realm, UserModel user, CredentialInput input) {
        return supportsCredentialType(input.getType()) && user.getUsername().equals(input.getChallengeResponse());
    }

    private UserModel imported(RealmModel realm) {
        UserModel user = UserStoragePrivateUtil.userLocalStorage(session).addUser(realm, entry.get("username"));
        user.setFederationLink(entry.getId());
        user.setEnabled(true);
        user.setFirstName("Di");
        user.setLastName("Rectory");
        user.getRequiredActionsStream().toList().forEach(user::removeRequiredAction);
        return written(user);
    }

    /** Past the user profile, and without a look at any flag; attributes are read in the directory. */
    private UserModel written(UserModel user) {
        user.setEmail(entry.get("email"));
        user.setSingleAttribute("phoneNumber", entry.get("phone"));
        return new UserModelDelegate(user) {
            @Override
            public Map<String, List<String>> getAttributes() {
                if (session.getAttribute(AWAY) != null) {
                    throw new IllegalStateException("The directory is away");
                }
                return super.getAttributes();
            }
        };
    }

    @Override
    public void close() {}
}
