package io.keygear.firebase.account;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.keycloak.events.Event;
import org.keycloak.events.EventListenerProvider;
import org.keycloak.events.admin.AdminEvent;
import org.keycloak.events.admin.OperationType;
import org.keycloak.events.admin.ResourceType;
import org.keycloak.models.ClientModel;
import org.keycloak.models.IdentityProviderModel;
import org.keycloak.models.IdentityProviderQuery;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;

/**
 * Follows what administrators do: an account they set inactive loses its sessions at once, and a realm they make a
 * Firebase provider in gets what belongs to it. Keycloak has no other event for either.
 */
final class AdministrationListener implements EventListenerProvider {

    private static final Pattern USER = Pattern.compile("users/([^/]+)");
    private static final Pattern CLIENT = Pattern.compile("clients/([^/]+)");
    private static final Pattern PROVIDER = Pattern.compile("identity-provider/instances/([^/]+)");

    private final KeycloakSession session;
    private final String type;
    private final Map<String, String> requiredActions;

    AdministrationListener(KeycloakSession session, String type, Map<String, String> requiredActions) {
        this.session = session;
        this.type = type;
        this.requiredActions = requiredActions;
    }

    @Override
    public void onEvent(Event event) {}

    @Override
    public void onEvent(AdminEvent event, boolean withRepresentation) {
        boolean changes =
                event.getOperationType() == OperationType.CREATE || event.getOperationType() == OperationType.UPDATE;
        if (event.getError() != null || !changes) {
            return;
        }
        RealmModel realm = session.realms().getRealm(event.getRealmId());
        if (event.getResourceType() == ResourceType.USER) {
            id(USER, event).ifPresent(id -> userChanged(realm, id));
        } else if (event.getResourceType() == ResourceType.CLIENT) {
            id(CLIENT, event).ifPresent(id -> clientChanged(realm, id));
        } else if (event.getResourceType() == ResourceType.IDENTITY_PROVIDER) {
            id(PROVIDER, event).ifPresent(alias -> providerChanged(realm, alias));
        }
    }

    private void userChanged(RealmModel realm, String id) {
        UserModel user = session.users().getUserById(realm, id);
        if (user != null && AccountStatus.of(user) != AccountStatus.ACTIVE) {
            new Accounts(session).endSessions(user);
        }
    }

    private void clientChanged(RealmModel realm, String id) {
        ClientModel client = realm.getClientById(id);
        if (client != null && ExchangeConsent.isGiven(client, providers(session, type))) {
            AppIdentity.give(realm, client);
        }
    }

    private void providerChanged(RealmModel realm, String alias) {
        IdentityProviderModel provider = session.identityProviders().getByAlias(alias);
        if (provider != null && type.equals(provider.getProviderId())) {
            AppIdentity.prepare(realm, List.of(alias), requiredActions);
        }
    }

    /** The aliases of all providers of a type in the realm that the session is in. */
    static List<String> providers(KeycloakSession session, String type) {
        return session.identityProviders()
                .getAllStream(IdentityProviderQuery.any())
                .filter(provider -> type.equals(provider.getProviderId()))
                .map(IdentityProviderModel::getAlias)
                .toList();
    }

    private static Optional<String> id(Pattern pattern, AdminEvent event) {
        Matcher matcher = pattern.matcher(String.valueOf(event.getResourcePath()));
        return matcher.matches() ? Optional.of(matcher.group(1)) : Optional.empty();
    }

    @Override
    public void close() {}
}
