package io.keygear.verification.status;

import io.keygear.verification.code.CodeKey;
import java.util.Optional;
import org.jboss.logging.Logger;
import org.keycloak.events.Event;
import org.keycloak.events.EventListenerProvider;
import org.keycloak.events.EventType;
import org.keycloak.events.admin.AdminEvent;
import org.keycloak.models.AbstractKeycloakTransaction;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;
import org.keycloak.models.utils.KeycloakModelUtils;

/**
 * Sends codes to the values of somebody who signs up, where the realm wants that. The user is committed by then: a
 * registration that fails at its end sends nothing.
 */
final class SignUpListener implements EventListenerProvider {

    private static final Logger LOG = Logger.getLogger(SignUpListener.class);

    private final KeycloakSession session;

    SignUpListener(KeycloakSession session) {
        this.session = session;
    }

    @Override
    public void onEvent(Event event) {
        if (event.getType() != EventType.REGISTER || event.getUserId() == null) {
            return;
        }
        RealmModel realm = session.realms().getRealm(event.getRealmId());
        if (VerifyKeys.of(session, realm).policy().sendOnSignUp()) {
            String userId = event.getUserId();
            session.getTransactionManager().enlistAfterCompletion(new AbstractKeycloakTransaction() {
                @Override
                protected void commitImpl() {
                    KeycloakModelUtils.runJobInTransaction(
                            session.getKeycloakSessionFactory(),
                            session.getContext(),
                            sending -> send(sending, userId));
                }

                @Override
                protected void rollbackImpl() {}
            });
        }
    }

    private static void send(KeycloakSession session, String userId) {
        RealmModel realm = session.getContext().getRealm();
        UserModel user = session.users().getUserById(realm, userId);
        if (user == null) {
            return;
        }
        VerifyKeys keys = VerifyKeys.of(session, realm);
        for (VerifyKey key : keys.all()) {
            key.current(user)
                    .filter(value -> !key.isVerified(user))
                    .map(value ->
                            keys.codes().send(key, CodeKey.nobody(value), value, key.channel(user), Optional.empty()))
                    .ifPresent(issue -> LOG.debugf("sign-up realm=%s key=%s: %s", realm.getName(), key.id(), issue));
        }
    }

    @Override
    public void onEvent(AdminEvent event, boolean withRepresentation) {}

    @Override
    public void close() {}
}
