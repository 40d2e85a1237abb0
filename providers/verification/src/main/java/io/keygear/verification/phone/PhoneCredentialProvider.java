package io.keygear.verification.phone;

import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import org.keycloak.credential.CredentialMetadata;
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

    /** Writes down that a code to this phone was right just now. */
    public void used(UserModel user, String credentialId) {
        phones(user).stream()
                .filter(phone -> phone.getId().equals(credentialId))
                .forEach(phone -> user.credentialManager().updateStoredCredential(phone.usedNow()));
    }

    /** In the account console, the label's companion: when the phone was last of use. */
    @Override
    public CredentialMetadata getCredentialMetadata(PhoneCredentialModel phone, CredentialTypeMetadata type) {
        CredentialMetadata metadata = CredentialProvider.super.getCredentialMetadata(phone, type);
        phone.lastUsed()
                .map(used -> DateTimeFormatter.ISO_LOCAL_DATE.format(used.atZone(ZoneOffset.UTC)))
                .ifPresent(day -> metadata.setInfoMessage("kg-phone-last-used", day));
        return metadata;
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
