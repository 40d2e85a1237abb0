package io.keygear.verification.login;

import io.keygear.verification.channel.SmsChannel;
import io.keygear.verification.enroll.VerifyPhoneNumberFactory;
import io.keygear.verification.phone.PhoneCredentialModel;
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

    /** A type of credential that nobody has. */
    private static final String SPENT = PhoneCredentialModel.TYPE + "-spent";

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

    /**
     * Keycloak turns to the factor that comes first among the user's credentials, and fails when that one is not there:
     * a phone that was the first factor must not be in the way of an authenticator app.
     */
    @Override
    public String getType(KeycloakSession session) {
        return FirstFactor.is(session, SmsChannel.ID) ? SPENT : PhoneCredentialModel.TYPE;
    }

    @Override
    public PhoneCredentialProvider getCredentialProvider(KeycloakSession session) {
        return (PhoneCredentialProvider)
                session.getProvider(CredentialProvider.class, PhoneCredentialProviderFactory.ID);
    }
}
