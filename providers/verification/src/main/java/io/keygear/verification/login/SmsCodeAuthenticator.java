package io.keygear.verification.login;

import io.keygear.verification.enroll.VerifyPhoneNumberFactory;
import io.keygear.verification.phone.PhoneCredentialProvider;
import io.keygear.verification.phone.PhoneCredentialProviderFactory;
import java.util.List;
import org.keycloak.authentication.CredentialValidator;
import org.keycloak.authentication.RequiredActionFactory;
import org.keycloak.authentication.RequiredActionProvider;
import org.keycloak.credential.CredentialProvider;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;

/** A second factor by text message, to a phone that is a credential of the user's. */
final class SmsCodeAuthenticator extends CodeAuthenticator implements CredentialValidator<PhoneCredentialProvider> {

    SmsCodeAuthenticator() {
        super(new PhoneFactor());
    }

    @Override
    public void setRequiredActions(KeycloakSession session, RealmModel realm, UserModel user) {
        session.getContext().getAuthenticationSession().addRequiredAction(VerifyPhoneNumberFactory.ID);
    }

    @Override
    public List<RequiredActionFactory> getRequiredActions(KeycloakSession session) {
        return List.of((RequiredActionFactory) session.getKeycloakSessionFactory()
                .getProviderFactory(RequiredActionProvider.class, VerifyPhoneNumberFactory.ID));
    }

    @Override
    public PhoneCredentialProvider getCredentialProvider(KeycloakSession session) {
        return (PhoneCredentialProvider)
                session.getProvider(CredentialProvider.class, PhoneCredentialProviderFactory.ID);
    }
}
