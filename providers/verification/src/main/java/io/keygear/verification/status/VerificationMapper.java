package io.keygear.verification.status;

import io.keygear.verification.policy.VerificationScope;
import java.util.ArrayList;
import java.util.List;
import org.keycloak.models.ClientSessionContext;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.ProtocolMapperModel;
import org.keycloak.models.UserSessionModel;
import org.keycloak.protocol.oidc.mappers.AbstractOIDCProtocolMapper;
import org.keycloak.protocol.oidc.mappers.OIDCAccessTokenMapper;
import org.keycloak.protocol.oidc.mappers.OIDCAttributeMapperHelper;
import org.keycloak.protocol.oidc.mappers.OIDCIDTokenMapper;
import org.keycloak.protocol.oidc.mappers.TokenIntrospectionTokenMapper;
import org.keycloak.protocol.oidc.mappers.UserInfoTokenMapper;
import org.keycloak.provider.ProviderConfigProperty;
import org.keycloak.representations.IDToken;

/**
 * Puts {@code verified} (boolean) and {@code verified_keys} (object, for each kind of value a boolean) into tokens and
 * userinfo. Service accounts have neither.
 */
public final class VerificationMapper extends AbstractOIDCProtocolMapper
        implements OIDCAccessTokenMapper, OIDCIDTokenMapper, UserInfoTokenMapper, TokenIntrospectionTokenMapper {

    /** The provider's id, as in realm files. */
    public static final String ID = VerificationScope.MAPPER;

    static final String VERIFIED = "verified";
    static final String VERIFIED_KEYS = "verified_keys";

    private static final List<ProviderConfigProperty> PROPERTIES = properties();

    @Override
    protected void setClaim(
            IDToken token,
            ProtocolMapperModel mapping,
            UserSessionModel userSession,
            KeycloakSession session,
            ClientSessionContext client) {
        if (userSession.getUser().getServiceAccountClientLink() != null) {
            return;
        }
        VerificationStatus status =
                VerifyKeys.of(session, userSession.getRealm()).status(userSession.getUser());
        token.getOtherClaims().put(VERIFIED, status.verified());
        token.getOtherClaims().put(VERIFIED_KEYS, status.keys());
    }

    @Override
    public String getId() {
        return ID;
    }

    @Override
    public String getDisplayCategory() {
        return TOKEN_MAPPER_CATEGORY;
    }

    @Override
    public String getDisplayType() {
        return "Verified user";
    }

    @Override
    public String getHelpText() {
        return "The claims verified and verified_keys: whether the user's e-mail address and phone number are verified.";
    }

    @Override
    public List<ProviderConfigProperty> getConfigProperties() {
        return PROPERTIES;
    }

    private static List<ProviderConfigProperty> properties() {
        List<ProviderConfigProperty> properties = new ArrayList<>();
        OIDCAttributeMapperHelper.addIncludeInTokensConfig(properties, VerificationMapper.class);
        return List.copyOf(properties);
    }
}
