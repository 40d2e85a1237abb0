package io.keygear.kit.profile;

import java.util.List;
import org.keycloak.models.UserModel;
import org.keycloak.provider.Provider;

/** What a feature asks of the user profile. */
public interface ProfileContributor extends Provider {

    /** Attributes that only this feature and administrators may write. */
    List<ProtectedAttribute> protectedAttributes();

    /** What users see of themselves beside their attributes. */
    default List<ShownAttribute> shownAttributes() {
        return List.of();
    }

    /**
     * Called before an administrator's changes reach {@code user}, while the user still is as before. Keycloak keeps
     * flags that such a change makes untrue; this is the moment to note what they were about.
     */
    default void beforeChange(UserModel user) {}

    @Override
    default void close() {}
}
