package io.keygear.verification.login;

import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;

/** A second factor by e-mail, to the account's verified address. */
final class EmailCodeAuthenticator extends CodeAuthenticator {

    EmailCodeAuthenticator() {
        super(new EmailFactor());
    }

    /** Nothing can be set up in the middle of a login: the address has to be verified before. */
    @Override
    public void setRequiredActions(KeycloakSession session, RealmModel realm, UserModel user) {}
}
