package io.keygear.webhook.event;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.keygear.kit.jpa.OwnTransaction;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.keycloak.component.ComponentModel;
import org.keycloak.connections.jpa.JpaConnectionProvider;
import org.keycloak.models.ClientModel;
import org.keycloak.models.ClientScopeModel;
import org.keycloak.models.GroupModel;
import org.keycloak.models.IdentityProviderModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.OrganizationModel;
import org.keycloak.models.RealmModel;
import org.keycloak.models.RealmProvider;
import org.keycloak.models.RoleModel;
import org.keycloak.models.UserModel;
import org.keycloak.models.utils.ModelToRepresentation;
import org.keycloak.models.utils.StripSecretsUtils;
import org.keycloak.organization.OrganizationProvider;
import org.keycloak.representations.idm.RealmRepresentation;
import org.keycloak.util.JsonSerialization;

/**
 * What things look like: now, within the transaction that changes them, and before, as everybody else still sees them
 * until that transaction is committed.
 */
final class Representations {

    private static final Logger LOG = Logger.getLogger(Representations.class);

    private final KeycloakSession session;
    private final Set<String> unread = new TreeSet<>();

    Representations(KeycloakSession session) {
        this.session = session;
    }

    /** The members of an event for which something could not be read. */
    Set<String> unread() {
        return unread;
    }

    /**
     * Makes what {@link #user} needs join the transaction. That is done when it is first used, and a transaction that
     * commits takes nobody in any more; the session of a failed login, for one, has not asked for its user yet.
     */
    static void prepare(KeycloakSession session, String realmId, String userId) {
        try {
            RealmModel realm = session.realms().getRealm(realmId);
            if (realm != null && session.users().getUserById(realm, userId) == null) {
                LOG.debugf("user id=%s is gone already", userId);
            }
        } catch (RuntimeException away) {
            LOG.debugf("user id=%s cannot be read: %s", userId, away.getClass().getName());
        }
    }

    /** As it is now; empty when it is not there, or of a kind that is not known here. */
    Optional<ObjectNode> now(String realmId, Resource resource) {
        return tried(List.of("before", "after"), () -> read(session, realmId, resource));
    }

    /** As it was before this transaction, read by another one that cannot see it. */
    Optional<ObjectNode> before(String realmId, Resource resource) {
        return tried(
                List.of("before", "after"),
                () -> new OwnTransaction(session.getKeycloakSessionFactory())
                        .call(scope -> read(scope.session(), realmId, resource)));
    }

    /** The user as it is now, or as it was when it was removed. */
    Optional<ObjectNode> user(String realmId, String id) {
        return tried(List.of("user"), () -> {
            RealmModel realm = session.realms().getRealm(realmId);
            @Nullable UserModel user = realm == null ? null : session.users().getUserById(realm, id);
            return user == null ? RemovedUsers.of(session).find(id) : Optional.of(UserSnapshot.of(user));
        });
    }

    /**
     * Users may come from a directory that is away just now, and a pool may be empty: neither is a reason to refuse the
     * change that is told of. A transaction that is broken itself is one; so its changes are written before going on.
     */
    private Optional<ObjectNode> tried(List<String> members, Supplier<Optional<ObjectNode>> reading) {
        try {
            return reading.get();
        } catch (RuntimeException away) {
            session.getProvider(JpaConnectionProvider.class).getEntityManager().flush();
            // Not the message: a directory may put a name into it.
            LOG.warnf(
                    "a webhook event goes without %s: %s",
                    members, away.getClass().getName());
            unread.addAll(members);
            return Optional.empty();
        }
    }

    private static Optional<ObjectNode> read(KeycloakSession session, String realmId, Resource resource) {
        @Nullable RealmModel realm = session.realms().getRealm(realmId);
        if (realm == null) {
            return Optional.empty();
        }
        session.getContext().setRealm(realm);
        return Optional.ofNullable(model(session, realm, resource));
    }

    private static @Nullable ObjectNode model(KeycloakSession session, RealmModel realm, Resource resource) {
        String name = resource.name();
        return switch (resource.kind()) {
            case "" -> realm(session, realm);
            case "users" -> user(session.users().getUserById(realm, name));
            case "clients" -> client(session, realm.getClientById(name));
            case "clients/roles" -> role(clientRole(realm.getClientById(resource.id()), name));
            case "client-scopes" -> scope(realm.getClientScopeById(name));
            case "components" -> component(session, stored(session, realm).getComponent(name));
            case "groups" -> group(realm.getGroupById(name));
            case "identity-provider/instances" ->
                identityProvider(session, realm, session.identityProviders().getByAlias(name));
            case "organizations" ->
                organization(session.getProvider(OrganizationProvider.class).getById(name));
            case "roles" -> role(realm.getRole(name));
            case "roles-by-id" -> role(realm.getRoleById(name));
            default -> null;
        };
    }

    private static ObjectNode realm(KeycloakSession session, RealmModel realm) {
        RealmRepresentation whole = ModelToRepresentation.toRepresentation(session, realm, false);
        return shown(session, whole);
    }

    private static @Nullable ObjectNode user(@Nullable UserModel user) {
        return user == null ? null : UserSnapshot.of(user);
    }

    private static @Nullable ObjectNode client(KeycloakSession session, @Nullable ClientModel client) {
        return client == null ? null : shown(session, ModelToRepresentation.toRepresentation(client, session));
    }

    private static @Nullable RoleModel clientRole(@Nullable ClientModel client, String name) {
        return client == null ? null : client.getRole(name);
    }

    /** Past the realm cache, whose components Keycloak's own resource changes in place before they are written. */
    private static RealmModel stored(KeycloakSession session, RealmModel realm) {
        return session.getProvider(RealmProvider.class, "jpa").getRealm(realm.getId());
    }

    private static @Nullable ObjectNode component(KeycloakSession session, @Nullable ComponentModel component) {
        return component == null
                ? null
                : shown(session, ModelToRepresentation.toRepresentation(session, component, false));
    }

    private static @Nullable ObjectNode identityProvider(
            KeycloakSession session, RealmModel realm, @Nullable IdentityProviderModel provider) {
        return provider == null
                ? null
                : shown(session, ModelToRepresentation.toRepresentation(session, realm, provider));
    }

    private static @Nullable ObjectNode organization(@Nullable OrganizationModel organization) {
        return organization == null ? null : json(ModelToRepresentation.toRepresentation(organization));
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

    private static ObjectNode shown(KeycloakSession session, Object representation) {
        return json(StripSecretsUtils.stripSecrets(session, representation));
    }

    private static ObjectNode json(Object representation) {
        return JsonSerialization.mapper.valueToTree(representation);
    }
}
