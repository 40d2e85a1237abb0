package io.keygear.firebase.account;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.keycloak.models.ClientModel;
import org.keycloak.models.ClientScopeModel;
import org.keycloak.models.ProtocolMapperModel;
import org.keycloak.models.RealmModel;
import org.keycloak.models.RequiredActionProviderModel;
import org.keycloak.models.utils.KeycloakModelUtils;
import org.keycloak.protocol.oidc.OIDCLoginProtocol;

/**
 * What a realm needs beside a Firebase provider: the client scope with the claims, the two roles, and the steps of the
 * browser login. Made once, when an administrator makes the provider; what is there already stays as it is.
 */
public final class AppIdentity {

    /** The client scope. */
    public static final String SCOPE = "app-identity";

    private AppIdentity() {}

    /** Adds what is missing, and gives the scope to the clients that exchange with these providers. */
    static void prepare(RealmModel realm, List<String> providers, Map<String, String> requiredActions) {
        List.of(Accounts.MEMBER, Accounts.ADMINISTRATOR).forEach(role -> {
            if (realm.getRole(role) == null) {
                realm.addRole(role);
            }
        });
        requiredActions.forEach((id, name) -> {
            if (realm.getRequiredActionProviderByAlias(id) == null) {
                realm.addRequiredActionProvider(action(id, name));
            }
        });
        if (scope(realm) == null) {
            realm.addDefaultClientScope(newScope(realm), true);
        }
        realm.getClientsStream()
                .filter(client -> ExchangeConsent.isGiven(client, providers))
                .toList()
                .forEach(client -> give(realm, client));
    }

    /** Gives a client the scope unless it has it, or has it as an optional one. */
    static void give(RealmModel realm, ClientModel client) {
        ClientScopeModel scope = scope(realm);
        if (scope != null
                && !client.getClientScopes(true).containsKey(SCOPE)
                && !client.getClientScopes(false).containsKey(SCOPE)) {
            client.addClientScope(scope, true);
        }
    }

    private static @Nullable ClientScopeModel scope(RealmModel realm) {
        return KeycloakModelUtils.getClientScopeByName(realm, SCOPE);
    }

    private static ClientScopeModel newScope(RealmModel realm) {
        ClientScopeModel scope = realm.addClientScope(SCOPE);
        scope.setDescription("Role, status and user id of an account");
        scope.setProtocol(OIDCLoginProtocol.LOGIN_PROTOCOL);
        scope.setDisplayOnConsentScreen(false);
        scope.setIncludeInTokenScope(true);
        ProtocolMapperModel mapper = new ProtocolMapperModel();
        mapper.setName("role, status and user id");
        mapper.setProtocol(OIDCLoginProtocol.LOGIN_PROTOCOL);
        mapper.setProtocolMapper(AppIdentityMapper.ID);
        mapper.setConfig(AppIdentityMapper.defaults());
        scope.addProtocolMapper(mapper);
        return scope;
    }

    private static RequiredActionProviderModel action(String id, String name) {
        RequiredActionProviderModel action = new RequiredActionProviderModel();
        action.setAlias(id);
        action.setProviderId(id);
        action.setName(name);
        action.setEnabled(true);
        action.setDefaultAction(false);
        action.setPriority(50);
        return action;
    }
}
