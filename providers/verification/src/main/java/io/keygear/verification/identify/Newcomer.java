package io.keygear.verification.identify;

import io.keygear.verification.channel.EmailChannel;
import java.util.Optional;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;
import org.keycloak.models.utils.KeycloakModelUtils;

/** An account for somebody who has proven a number or address and has none. */
public final class Newcomer {

    private final KeycloakSession session;
    private final RealmModel realm;

    public Newcomer(KeycloakSession session, RealmModel realm) {
        this.session = session;
        this.realm = realm;
    }

    /**
     * Makes it; what else the realm wants to know, it asks at the end of the login. Empty when another was faster, or the
     * realm's user profile has nobody with such an address.
     */
    public Optional<UserModel> create(Destination destination) {
        boolean address = destination.channelId().equals(EmailChannel.ID);
        if (address && !new AddressRules(session).allow(destination.value())) {
            return Optional.empty();
        }
        UserModel user = session.users().addUser(realm, freeName(destination));
        user.setEnabled(true);
        if (new ProvenValue(session, realm, destination).giveTo(user)) {
            return Optional.of(user);
        }
        session.users().removeUser(realm, user);
        return Optional.empty();
    }

    /** A username is no proof: whoever took this one before does not get the account. */
    private String freeName(Destination destination) {
        boolean taken = session.users().getUserByUsername(realm, destination.value()) != null;
        return taken ? KeycloakModelUtils.generateId() : destination.value();
    }
}
