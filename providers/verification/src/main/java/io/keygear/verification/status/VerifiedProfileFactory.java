package io.keygear.verification.status;

import io.keygear.kit.profile.ProfileContributor;
import io.keygear.kit.profile.ProfileContributorFactory;
import io.keygear.kit.profile.ProtectedAttribute;
import io.keygear.kit.profile.ShownAttribute;
import java.util.List;
import java.util.Map;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.UserModel;

/**
 * Shows users whether they are verified, and by which values. Remembers which address was verified before an
 * administrator writes another one and leaves the flag as it is.
 */
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
        public List<ShownAttribute> shownAttributes() {
            return List.of(
                    new ShownAttribute(
                            VerificationMapper.VERIFIED,
                            user -> List.of(Boolean.toString(status(user).verified()))),
                    new ShownAttribute(
                            VerificationMapper.VERIFIED_KEYS,
                            user -> status(user).keys().entrySet().stream()
                                    .filter(Map.Entry::getValue)
                                    .map(Map.Entry::getKey)
                                    .toList()));
        }

        @Override
        public void beforeChange(UserModel user) {
            status(user);
        }

        private VerificationStatus status(UserModel user) {
            return VerifyKeys.of(session, session.getContext().getRealm()).status(user);
        }
    }
}
