package io.keygear.verification.phone;

import java.util.List;
import org.keycloak.credential.CredentialModel;
import org.keycloak.credential.CredentialProvider;
import org.keycloak.credential.CredentialTypeMetadata;
import org.keycloak.credential.CredentialTypeMetadataContext;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;

/** Lets Keycloak store phones as credentials, and show them in its consoles. */
public final class PhoneCredentialProvider implements CredentialProvider<PhoneCredentialModel> {

    private static final String ENROLMENT = "verify-phone-number";

    private final KeycloakSession session;

    PhoneCredentialProvider(KeycloakSession session) {
        this.session = session;
    }

    /** The phones of a user in the user's own order, the preferred one first. */
    public List<PhoneCredentialModel> phones(UserModel user) {
        return user.credentialManager()
                .getStoredCredentialsByTypeStream(PhoneCredentialModel.TYPE)
                .map(PhoneCredentialModel::from)
                .toList();
    }

    @Override
    public String getType() {
        return PhoneCredentialModel.TYPE;
    }

    @Override
    public CredentialModel createCredential(RealmModel realm, UserModel user, PhoneCredentialModel credential) {
        return user.credentialManager().createStoredCredential(credential);
    }

    @Override
    public boolean deleteCredential(RealmModel realm, UserModel user, String credentialId) {
        return user.credentialManager().removeStoredCredentialById(credentialId);
    }

    @Override
    public PhoneCredentialModel getCredentialFromModel(CredentialModel stored) {
        return PhoneCredentialModel.from(stored);
    }

    @Override
    public CredentialTypeMetadata getCredentialTypeMetadata(CredentialTypeMetadataContext context) {
        return CredentialTypeMetadata.builder()
                .type(PhoneCredentialModel.TYPE)
                .category(CredentialTypeMetadata.Category.TWO_FACTOR)
                .displayName("kg-phone-code-display-name")
                .helpText("kg-phone-code-help-text")
                .iconCssClass("kcAuthenticatorOTPClass")
                .createAction(ENROLMENT)
                .removeable(true)
                .build(session);
    }
}
