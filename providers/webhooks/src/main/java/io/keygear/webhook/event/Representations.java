package io.keygear.webhook.event;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.keygear.kit.jpa.OwnTransaction;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.keycloak.models.ClientModel;
import org.keycloak.models.ClientScopeModel;
import org.keycloak.models.GroupModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.RoleModel;
import org.keycloak.models.UserModel;
import org.keycloak.models.utils.ModelToRepresentation;
import org.keycloak.models.utils.StripSecretsUtils;
import org.keycloak.representations.idm.RealmRepresentation;
import org.keycloak.util.JsonSerialization;

/**
 * What things look like: now, within the transaction that changes them, and before, as everybody else still sees them
 * until that transaction is committed.
 */
final class Representations {

    private final KeycloakSession session;

    Representations(KeycloakSession session) {
        this.session = session;
    }

    /** As it is now; empty when it is not there, or of a kind that is not known here. */
    Optional<ObjectNode> now(String realmId, Resource resource) {
        return read(session, realmId, resource);
    }

    /** As it was before this transaction, read by another one that cannot see it. */
    Optional<ObjectNode> before(String realmId, Resource resource) {
        return new OwnTransaction(session.getKeycloakSessionFactory())
                .call(scope -> read(scope.session(), realmId, resource));
    }

    /** The user as it is now, or as it was when it was removed. */
    Optional<ObjectNode> user(String realmId, String id) {
        RealmModel realm = session.realms().getRealm(realmId);
        @Nullable UserModel user = realm == null ? null : session.users().getUserById(realm, id);
        return user == null ? RemovedUsers.of(session).find(id) : Optional.of(UserSnapshot.of(user));
    }

    private static Optional<ObjectNode> read(KeycloakSession session, String realmId, Resource resource) {
        @Nullable RealmModel realm = session.realms().getRealm(realmId);
        if (realm == null || !resource.isWhole()) {
            return Optional.empty();
        }
        session.getContext().setRealm(realm);
        return Optional.ofNullable(model(session, realm, resource));
    }

    private static @Nullable ObjectNode model(KeycloakSession session, RealmModel realm, Resource resource) {
        String id = resource.id();
        return switch (resource.collection()) {
            case "" -> realm(session, realm);
            case "users" -> user(session.users().getUserById(realm, id));
            case "clients" -> client(session, realm.getClientById(id));
            case "groups" -> group(realm.getGroupById(id));
            case "client-scopes" -> scope(realm.getClientScopeById(id));
            case "roles" -> role(realm.getRole(id));
            case "roles-by-id" -> role(realm.getRoleById(id));
            default -> null;
        };
    }

    private static ObjectNode realm(KeycloakSession session, RealmModel realm) {
        RealmRepresentation whole = ModelToRepresentation.toRepresentation(session, realm, false);
        return json(StripSecretsUtils.stripSecrets(session, whole));
    }

    private static @Nullable ObjectNode user(@Nullable UserModel user) {
        return user == null ? null : UserSnapshot.of(user);
    }

    private static @Nullable ObjectNode client(KeycloakSession session, @Nullable ClientModel client) {
        return client == null
                ? null
                : json(StripSecretsUtils.stripSecrets(
                        session, ModelToRepresentation.toRepresentation(client, session)));
    }

    private static @Nullable ObjectNode group(@Nullable GroupModel group) {
        return group == null ? null : json(ModelToRepresentation.toRepresentation(group, true));
    }

    private static @Nullable ObjectNode scope(@Nullable ClientScopeModel scope) {
        return scope == null ? null : json(ModelToRepresentation.toRepresentation(scope));
    }

    private static @Nullable ObjectNode role(@Nullable RoleModel role) {
        return role == null ? null : json(ModelToRepresentation.toRepresentation(role));
    }

    private static ObjectNode json(Object representation) {
        return JsonSerialization.mapper.valueToTree(representation);
    }
}
