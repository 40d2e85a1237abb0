package io.keygear.kit.profile;

import java.util.List;
import org.keycloak.provider.Provider;

/** What a feature asks of the user profile. */
public interface ProfileContributor extends Provider {

    /** Attributes that only this feature and administrators may write. */
    List<ProtectedAttribute> protectedAttributes();

    @Override
    default void close() {}
}
