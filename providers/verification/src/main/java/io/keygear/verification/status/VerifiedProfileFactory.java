package io.keygear.verification.status;

import io.keygear.kit.profile.ProfileContributor;
import io.keygear.kit.profile.ProfileContributorFactory;
import io.keygear.kit.profile.ProtectedAttribute;
import java.util.List;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.UserModel;

/** Remembers which address was verified before an administrator writes another one and leaves the flag as it is. */
public final class VerifiedProfileFactory implements ProfileContributorFactory {

    @Override
    public ProfileContributor create(KeycloakSession session) {
        return new VerifiedProfile(session);
    }

    @Override
    public String getId() {
        return "verified-values";
    }

    private record VerifiedProfile(KeycloakSession session) implements ProfileContributor {

        @Override
        public List<ProtectedAttribute> protectedAttributes() {
            return List.of();
        }

        @Override
        public void beforeChange(UserModel user) {
            VerifyKeys.of(session, session.getContext().getRealm()).status(user);
        }
    }
}
