package io.keygear.verification.identify;

import java.util.Optional;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;

/** A step of a flow that asks for a code as a second factor. */
public interface CodeFactor {

    /** Whether a code can reach {@code user} here, unless over a channel that is {@code spent} on the first factor. */
    boolean reaches(KeycloakSession session, RealmModel realm, UserModel user, Optional<String> spent);
}
