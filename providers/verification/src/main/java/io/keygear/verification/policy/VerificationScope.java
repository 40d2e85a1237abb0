package io.keygear.verification.policy;

import java.util.Map;
import org.keycloak.models.ClientScopeModel;
import org.keycloak.models.ProtocolMapperModel;
import org.keycloak.models.RealmModel;
import org.keycloak.protocol.oidc.OIDCLoginProtocol;
import org.keycloak.protocol.oidc.mappers.OIDCAttributeMapperHelper;

/** What a realm needs besides its policy: the client scope by which tokens say who is verified, and the role. */
public final class VerificationScope {

    /** The client scope. */
    public static final String NAME = "verification";

    /** The realm role by which a service account verifies users. */
    public static final String ROLE = "verify-users";

    /** The provider id of the mapper within the scope. */
    public static final String MAPPER = "keygear-verification-mapper";

    private VerificationScope() {}

    /** Whether the realm has the scope. */
    public static boolean isIn(RealmModel realm) {
        return realm.getClientScopesStream().anyMatch(scope -> NAME.equals(scope.getName()));
    }

    /** Adds what is missing. New clients get the scope by default; those that are there stay as they are. */
    static void install(RealmModel realm) {
        if (realm.getRole(ROLE) == null) {
            realm.addRole(ROLE).setDescription("Lets a service account verify any user by the verification API");
        }
        if (!isIn(realm)) {
            ClientScopeModel scope = realm.addClientScope(NAME);
            scope.setProtocol(OIDCLoginProtocol.LOGIN_PROTOCOL);
            scope.setDescription("Whether the user is verified: claims verified and verified_keys");
            scope.setDisplayOnConsentScreen(false);
            scope.setIncludeInTokenScope(false);
            scope.addProtocolMapper(mapper());
            realm.addDefaultClientScope(scope, true);
        }
    }

    private static ProtocolMapperModel mapper() {
        ProtocolMapperModel mapper = new ProtocolMapperModel();
        mapper.setName("verified");
        mapper.setProtocol(OIDCLoginProtocol.LOGIN_PROTOCOL);
        mapper.setProtocolMapper(MAPPER);
        mapper.setConfig(Map.of(
                OIDCAttributeMapperHelper.INCLUDE_IN_ACCESS_TOKEN, "true",
                OIDCAttributeMapperHelper.INCLUDE_IN_ID_TOKEN, "true",
                OIDCAttributeMapperHelper.INCLUDE_IN_USERINFO, "true",
                OIDCAttributeMapperHelper.INCLUDE_IN_INTROSPECTION, "true"));
        return mapper;
    }
}
