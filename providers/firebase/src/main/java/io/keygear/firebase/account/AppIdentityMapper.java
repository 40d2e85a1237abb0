package io.keygear.firebase.account;

import io.keygear.kit.config.ConfigOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.keycloak.models.ClientSessionContext;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.ProtocolMapperModel;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;
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
 * The claims {@code role}, {@code status} and {@code user_id}, and {@code amr} where Firebase asked for a second factor
 * (RFC 8176). They come from the realm's own data each time a token is made, so a refresh and an introspection show
 * what is true then.
 */
public final class AppIdentityMapper extends AbstractOIDCProtocolMapper
        implements OIDCAccessTokenMapper, OIDCIDTokenMapper, UserInfoTokenMapper, TokenIntrospectionTokenMapper {

    /** The mapper's id, as in realm files. */
    public static final String ID = "app-identity-mapper";

    static final ConfigOption<String> ROLE_ORDER = ConfigOption.text("role.order")
            .fallback(Accounts.ADMINISTRATOR + "," + Accounts.MEMBER)
            .label("Roles, highest first")
            .help("Realm roles with commas; the claim role is the first of them that the user has.");

    /** RFC 8176 section 2; Firebase's own word where it has none. */
    private static final Map<String, String> METHODS = Map.of("phone", "sms", "totp", "otp");

    private static final List<ProviderConfigProperty> PROPERTIES = properties();

    @Override
    protected void setClaim(
            IDToken token,
            ProtocolMapperModel mapper,
            UserSessionModel userSession,
            KeycloakSession session,
            ClientSessionContext context) {
        UserModel user = userSession.getUser();
        Map<String, Object> claims = token.getOtherClaims();
        role(mapper, userSession.getRealm(), user, claims);
        claims.put("status", AccountStatus.of(user).id());
        claims.put("user_id", user.getId());
        SessionTerms.secondFactor(userSession)
                .ifPresent(factor -> claims.put("amr", List.of("mfa", METHODS.getOrDefault(factor, factor))));
    }

    private static void role(ProtocolMapperModel mapper, RealmModel realm, UserModel user, Map<String, Object> claims) {
        String order = ROLE_ORDER.read(mapper.getConfig()::get);
        Arrays.stream(order.split(",", -1))
                .map(String::strip)
                .map(realm::getRole)
                .filter(Objects::nonNull)
                .filter(user::hasRole)
                .findFirst()
                .ifPresentOrElse(role -> claims.put("role", role.getName()), () -> claims.remove("role"));
    }

    /** The configuration of a mapper that writes the claims everywhere. */
    static Map<String, String> defaults() {
        Map<String, String> config = new HashMap<>();
        config.put(ROLE_ORDER.key(), Objects.requireNonNull(ROLE_ORDER.fallback()));
        config.put(OIDCAttributeMapperHelper.INCLUDE_IN_ACCESS_TOKEN, "true");
        config.put(OIDCAttributeMapperHelper.INCLUDE_IN_ID_TOKEN, "true");
        config.put(OIDCAttributeMapperHelper.INCLUDE_IN_USERINFO, "true");
        config.put(OIDCAttributeMapperHelper.INCLUDE_IN_INTROSPECTION, "true");
        return config;
    }

    private static List<ProviderConfigProperty> properties() {
        List<ProviderConfigProperty> properties = new ArrayList<>(ConfigOption.properties(ROLE_ORDER));
        OIDCAttributeMapperHelper.addIncludeInTokensConfig(properties, AppIdentityMapper.class);
        return List.copyOf(properties);
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
        return "Role, status and user id";
    }

    @Override
    public String getHelpText() {
        return "The account's highest role, its status, and its id, at the top level of the token.";
    }

    @Override
    public List<ProviderConfigProperty> getConfigProperties() {
        return PROPERTIES;
    }
}
