package io.keygear.kit.rest;

import org.keycloak.models.ClientModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.RoleModel;
import org.keycloak.models.UserModel;
import org.keycloak.representations.AccessToken;

/**
 * Who calls with an access token that Keycloak has verified: active, not revoked, its user enabled.
 *
 * @param user whose token it is; the service account when a client calls for itself
 * @param client to whom the token was issued
 * @param token the token's claims
 */
public record Bearer(UserModel user, ClientModel client, AccessToken token) {

    /** Whether a client calls for itself (client credentials grant). */
    public boolean isServiceAccount() {
        return user.getServiceAccountClientLink() != null;
    }

    /** Whether the caller has a role of the realm that its client may use. False when the realm lacks the role. */
    public boolean hasRealmRole(KeycloakSession session, String name) {
        RealmModel realm = session.getContext().getRealm();
        RoleModel role = realm.getRole(name);
        return role != null && user.hasRole(role) && client.hasScope(role);
    }

    /** Whether the token itself names a role of the realm, and not only its user has it. */
    public boolean carriesRealmRole(String name) {
        return token.getRealmAccess() != null && token.getRealmAccess().isUserInRole(name);
    }

    /** Whether the token was meant for one of these audiences (RFC 9068, section 4). */
    public boolean isMeantFor(String... audiences) {
        for (String audience : audiences) {
            if (token.hasAudience(audience)) {
                return true;
            }
        }
        return false;
    }
}
