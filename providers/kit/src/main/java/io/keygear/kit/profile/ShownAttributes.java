package io.keygear.kit.profile;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.UserModel;
import org.keycloak.userprofile.DefaultAttributes;
import org.keycloak.userprofile.UserProfileContext;
import org.keycloak.userprofile.UserProfileMetadata;

/** The attributes of a user who reads the own profile, with those that are only shown. */
final class ShownAttributes extends DefaultAttributes {

    private final transient List<ShownAttribute> shown;

    ShownAttributes(
            Map<String, ?> attributes,
            UserModel user,
            UserProfileMetadata metadata,
            KeycloakSession session,
            List<ShownAttribute> shown) {
        super(UserProfileContext.ACCOUNT, attributes, user, metadata, session);
        this.shown = shown;
    }

    @Override
    public Map<String, List<String>> getReadable() {
        Map<String, List<String>> readable = new HashMap<>(super.getReadable());
        shown.forEach(
                attribute -> readable.put(attribute.name(), attribute.values().apply(user)));
        return readable;
    }
}
